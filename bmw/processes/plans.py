"""What an editor wants of a process or a phase, before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bmw.focus.models import Field
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Localized
from bmw.processes.models import Level, Moderation, Opens, Phase
from bmw.votes.models import Kind


@dataclass(frozen=True)
class About:
    """What an editor says about a process."""

    title: Localized
    summary: Localized
    outcome: Localized
    level: Level
    moderation: Moderation
    ballot_kind: Kind = Kind.SUPPORT
    fields: Sequence[Field] = field(default_factory=list)


@dataclass(frozen=True)
class Planned:
    """What an editor says about a phase."""

    title: Localized
    text: Localized
    starts: datetime
    ends: datetime
    opens: Sequence[Opens] = ()

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise NotPossible("A phase ends after it starts.")

    @property
    def open_words(self) -> list[str]:
        """What it opens, always in the same order."""
        return [what.value for what in Opens if what in self.opens]

    def moves(self, phase: Phase) -> bool:
        """Whether people would find something else open than the phase says now, or at other times."""
        return (phase.starts, phase.ends, phase.opens) != (self.starts, self.ends, self.open_words)
