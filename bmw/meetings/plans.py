"""What an editor wants of a meeting, before anything is kept."""

from dataclasses import dataclass
from datetime import datetime

from bmw.focus.models import Field
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Localized


@dataclass(frozen=True)
class About:
    """What an editor says about a meeting."""

    title: Localized
    place: str
    starts: datetime
    ends: datetime
    field: Field | None = None

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise NotPossible("A meeting ends after it starts.")
