"""What an editor wants of a field, before anything is kept."""

from dataclasses import dataclass

from bmw.kernel.text import Localized


@dataclass(frozen=True)
class About:
    """What an editor says about a field."""

    name: Localized
    summary: Localized
    text: Localized
    icon: str
    position: int
