"""Many votes at once, with the counts they make."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Integer, Table, func, select, update

from bmw.kernel.database import db, insert_into
from bmw.proposals.models import Proposal
from bmw.votes.models import Ballot, Choice, Vote

VOTE, BALLOT, PROPOSAL = (cast(Table, kind.__table__) for kind in (Vote, Ballot, Proposal))


class Paper(NamedTuple):
    """One vote as it is kept."""

    ballot_id: int
    voter_key: bytes
    choice: int


def put_in(papers: Sequence[Paper], channel: str) -> None:
    """Put votes into their ballots; those that are there already stay. The counts follow in the same step."""
    add = insert_into(VOTE).on_conflict_do_nothing(index_elements=["ballot_id", "voter_key"])
    db.execute(add, [{**paper._asdict(), "channel": channel, "version": 1} for paper in papers])
    boxes = sorted({paper.ballot_id for paper in papers})
    counts = {
        "agree": _counted(Choice.AGREE),
        "disagree": _counted(Choice.DISAGREE),
        "passed": _counted(Choice.PASS),
    }
    db.execute(update(BALLOT).where(Ballot.id.in_(boxes)).values(counts))
    agreed = select(Ballot.agree).where(Ballot.id == Proposal.ballot_id).scalar_subquery()
    db.execute(update(PROPOSAL).where(Proposal.ballot_id.in_(boxes)).values(supporters=agreed))


def _counted(choice: Choice) -> ColumnElement[int]:
    counted = select(func.count(type_=Integer)).where(Vote.ballot_id == Ballot.id, Vote.choice == int(choice))
    return counted.scalar_subquery()
