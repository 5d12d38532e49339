"""What is said about this town now: of the program as it ran, and of the films that lie here."""

from pathlib import Path

from bmw.kernel.clock import TOWN_ZONE
from bmw.site import films
from bmw.site.conformance.verdict import Verdict, standing
from bmw.ui import current


def ours() -> Verdict:
    """The verdict on the program, without what this town has added itself."""
    today = current.at().astimezone(TOWN_ZONE).date()
    return standing(today, films.closed(Path(current.settings().files)))
