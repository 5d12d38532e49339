"""The life of a measure, and when it is due."""

from enum import StrEnum

from bmw.kernel.text import Sentence, _


class Status(StrEnum):
    """Where a measure stands."""

    IDEA = "idea"
    PLANNED = "planned"
    DECIDED = "decided"
    RUNNING = "running"
    DELAYED = "delayed"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def words(self) -> Sentence:
        """The status in words."""
        return STATUSES[self]


STATUSES: dict[Status, Sentence] = {
    Status.IDEA: _("Idea"),
    Status.PLANNED: _("In planning"),
    Status.DECIDED: _("Decided"),
    Status.RUNNING: _("In progress"),
    Status.DELAYED: _("Delayed"),
    Status.DONE: _("Completed"),
    Status.STOPPED: _("Stopped"),
}
NEEDS_REASON = frozenset({Status.DELAYED, Status.STOPPED})

NEXT: dict[Status, frozenset[Status]] = {
    Status.IDEA: frozenset({Status.PLANNED, Status.DECIDED, Status.STOPPED}),
    Status.PLANNED: frozenset({Status.DECIDED, Status.RUNNING, Status.DELAYED, Status.STOPPED}),
    Status.DECIDED: frozenset({Status.RUNNING, Status.DELAYED, Status.STOPPED}),
    Status.RUNNING: frozenset({Status.DELAYED, Status.DONE, Status.STOPPED}),
    Status.DELAYED: frozenset({Status.PLANNED, Status.DECIDED, Status.RUNNING, Status.DONE, Status.STOPPED}),
    Status.DONE: frozenset({Status.RUNNING}),
    Status.STOPPED: frozenset({Status.PLANNED}),
}


class Outcome(StrEnum):
    """What the council can say."""

    AGREED = "agreed"
    WITH_CHANGES = "agreed_with_changes"
    REJECTED = "rejected"
    POSTPONED = "postponed"

    @property
    def words(self) -> Sentence:
        """The outcome in words."""
        return OUTCOMES[self]


OUTCOMES: dict[Outcome, Sentence] = {
    Outcome.AGREED: _("Agreed"),
    Outcome.WITH_CHANGES: _("Agreed with changes"),
    Outcome.REJECTED: _("Rejected"),
    Outcome.POSTPONED: _("Postponed"),
}
AGREED = frozenset({Outcome.AGREED, Outcome.WITH_CHANGES})
ENDED = frozenset({Status.DONE, Status.STOPPED})
"""Measures that are behind us: the council rarely decides on them again."""


class Horizon(StrEnum):
    """When a measure is meant to happen."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"

    @property
    def words(self) -> Sentence:
        """The time in words."""
        return HORIZONS[self]


HORIZONS: dict[Horizon, Sentence] = {
    Horizon.SHORT: _("Short term (up to 1 year)"),
    Horizon.MEDIUM: _("Medium term (1 to 3 years)"),
    Horizon.LONG: _("Long term (more than 3 years)"),
}
