"""Who may see, score, step aside, conclude and correct on the advisory board."""

from bmw.board.rules.correcting import confirmers, may_confirm, may_correct, may_decline
from bmw.board.rules.reviewing import (
    has_no_conflict,
    has_quorum,
    is_chair,
    is_member,
    is_open,
    may_change_criteria,
    may_conclude,
    may_opine,
    may_read_others,
    own_opinion,
    quorum_of,
)

__all__ = [
    "confirmers",
    "has_no_conflict",
    "has_quorum",
    "is_chair",
    "is_member",
    "is_open",
    "may_change_criteria",
    "may_conclude",
    "may_confirm",
    "may_correct",
    "may_decline",
    "may_opine",
    "may_read_others",
    "own_opinion",
    "quorum_of",
]
