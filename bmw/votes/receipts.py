"""Receipts: whoever votes can find their vote among all of them, and everybody can count them again.

Each vote is published twice, under two codes that nobody outside of the town hall can bring together: the receipt says
that it counts, the ballot paper says what was chosen. So somebody can show their receipt without telling their choice.
The idea is the ballot tracker of Belenios (Cortier et al., 2019); this is no cryptographic election, and says so.
"""

import hmac
from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bmw.kernel.database import db
from bmw.votes import counting, queries
from bmw.votes.keys import voter_key
from bmw.votes.models import Ballot, Choice, Vote

LENGTH = 16
"""Letters of a code; eighty bits, so that no two are the same."""
GROUP = 4


@dataclass(frozen=True)
class Box:
    """Every vote of a ballot, each voter once; both lists in the order of their codes."""

    receipts: Sequence[str]
    papers: Mapping[str, Choice]

    def counts(self) -> counting.Counts:
        """What counting the papers gives."""
        return counting.tally(self.papers.values())


@dataclass(frozen=True)
class Own:
    """Somebody's own two codes, and what their ballot paper says."""

    receipt: str
    paper: str
    choice: Choice


def receipt(key: bytes, ballot_id: int) -> str:
    """The code that says that a vote counts."""
    return _code(b"receipt", key, ballot_id)


def paper(key: bytes, ballot_id: int) -> str:
    """The code beside which the choice stands."""
    return _code(b"paper", key, ballot_id)


def _code(what: bytes, key: bytes, ballot_id: int) -> str:
    letters = b32encode(hmac.digest(key, b"%s %d" % (what, ballot_id), "sha256")).decode()
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def spelled(typed: str) -> str:
    """A code as it stands in the lists, however somebody typed it."""
    letters = "".join(each for each in typed.upper() if each.isalnum())[:LENGTH]
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def box(ballot: Ballot) -> Box:
    """Everything that lies in the box of a ballot and of those merged into it."""
    return boxes([ballot])[ballot.id]


def boxes(ballots: Iterable[Ballot]) -> dict[int, Box]:
    """The boxes of several ballots, by ballot."""
    alone: dict[int, dict[bytes, int]] = {}
    found = {each.id: each for each in ballots}
    cast = select(Vote.ballot_id, Vote.voter_key, Vote.choice)
    for row in db.execute(cast.where(Vote.ballot_id.in_([each.id for each in found.values() if not each.merged]))):
        alone.setdefault(row.ballot_id, {})[row.voter_key] = row.choice
    return {each.id: _box(each, alone.get(each.id, {})) for each in found.values()}


def _box(ballot: Ballot, alone: Mapping[bytes, int]) -> Box:
    choices = counting.once_each(queries.papers(ballot), ballot.id) if ballot.merged else alone
    papers = sorted((paper(key, ballot.id), Choice(choice)) for key, choice in choices.items())
    return Box(sorted(receipt(key, ballot.id) for key in choices), dict(papers))


def own(ballot: Ballot, voter_id: bytes) -> Own | None:
    """The codes of somebody's vote; nothing if they have not voted, or once the register is closed."""
    choice = queries.choice_of(ballot, voter_id)
    if choice is None:
        return None
    key = voter_key(ballot.register, voter_id)
    return Own(receipt(key, ballot.id), paper(key, ballot.id), choice)
