"""The life of a proposal."""

from enum import StrEnum

from bmw.kernel.text import Sentence, _


class State(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    """only its author sees it"""
    SUBMITTED = "submitted"
    """waits for a moderator"""
    PUBLIC = "public"
    REFUSED = "refused"
    """a moderator held it back, with a reason"""
    HIDDEN = "hidden"
    """was public, a moderator hid it, with a reason"""
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    """went into a similar one"""


class Outcome(StrEnum):
    """What became of a public proposal when its phase had ended."""

    OPEN = "open"
    BUNDLED = "bundled"
    MERGED = "merged"
    NOT_TAKEN = "not_taken"


class Reply(StrEnum):
    """What the town says to a proposal in its official answer."""

    EXAMINED = "examined"
    PLANNED = "planned"
    PARTLY = "partly"
    UNDERWAY = "underway"
    DONE = "done"
    ELSEWHERE = "elsewhere"
    NOT_POSSIBLE = "not_possible"


REPLIES: dict[Reply, Sentence] = {
    Reply.EXAMINED: _("We are still examining it"),
    Reply.PLANNED: _("We plan to do it"),
    Reply.PARTLY: _("We plan to do a part of it"),
    Reply.UNDERWAY: _("We are doing it"),
    Reply.DONE: _("It is done"),
    Reply.ELSEWHERE: _("Somebody else is responsible"),
    Reply.NOT_POSSIBLE: _("We cannot do it"),
}

NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.PUBLIC, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.PUBLIC, State.REFUSED, State.WITHDRAWN}),
    State.PUBLIC: frozenset({State.HIDDEN, State.WITHDRAWN, State.MERGED}),
    State.REFUSED: frozenset({State.PUBLIC}),
    State.HIDDEN: frozenset({State.PUBLIC, State.MERGED}),
    State.WITHDRAWN: frozenset(),
    State.MERGED: frozenset({State.PUBLIC, State.HIDDEN}),
}

SHOWN = frozenset({State.PUBLIC, State.MERGED})
"""Everybody may read the text."""
PLACEHOLDER = frozenset({State.HIDDEN, State.WITHDRAWN})
"""The address still answers, with a sentence in place of the text."""
