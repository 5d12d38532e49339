"""The life of a review, and what the board can say."""

from enum import StrEnum

from bmw.kernel.text import Sentence, _


class State(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    CONCLUDED = "concluded"


NEXT: dict[State, frozenset[State]] = {State.OPEN: frozenset({State.CONCLUDED}), State.CONCLUDED: frozenset()}


class Verdict(StrEnum):
    """What the board, or one member, says about a finding."""

    RECOMMEND = "recommend"
    WITH_CHANGES = "with_changes"
    NOT_NOW = "not_now"
    DECLINE = "decline"

    @property
    def words(self) -> Sentence:
        """The verdict in words."""
        return VERDICTS[self]


VERDICTS: dict[Verdict, Sentence] = {
    Verdict.RECOMMEND: _("Recommended"),
    Verdict.WITH_CHANGES: _("Recommended with changes"),
    Verdict.NOT_NOW: _("Not now"),
    Verdict.DECLINE: _("Declined"),
}
FAVOURABLE = frozenset({Verdict.RECOMMEND, Verdict.WITH_CHANGES})
"""Verdicts a measure can be planned from."""
