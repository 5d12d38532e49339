"""The life of a finding."""

from enum import StrEnum


class State(StrEnum):
    """Where a finding stands."""

    DRAFT = "draft"
    HANDED_OVER = "handed_over"
    """lies with the advisory board"""
    CONCLUDED = "concluded"


NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.HANDED_OVER}),
    State.HANDED_OVER: frozenset({State.CONCLUDED}),
    State.CONCLUDED: frozenset(),
}
