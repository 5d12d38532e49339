"""One vote for each participant and statement, and the counts beside them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bmw.cli.polis.proposals import table
from bmw.cli.polis.read import Conversation
from bmw.kernel.database import db
from bmw.processes.models import Process
from bmw.proposals.models import Proposal
from bmw.votes.keys import voter_key
from bmw.votes.models import Ballot, Choice, Vote

CHANNEL = "import"


class Paper(NamedTuple):
    """One vote as it is kept."""

    ballot_id: int
    voter_key: bytes
    choice: int


def missing(conversation: Conversation) -> list[Paper]:
    """The votes on every ballot that does not have them all yet, ballot by ballot."""
    if conversation.votes is None:
        return []
    process = db.scalars(select(Process).where(Process.imported_from == conversation.key)).one()
    found = select(Proposal.imported_from, Proposal.ballot_id).where(Proposal.process_id == process.id)
    boxes = {int(str(row.imported_from).rpartition(":")[2]): row.ballot_id for row in db.execute(found)}
    wanted = Counter(conversation.votes.statements)
    there = _there(process.register_id)
    empty = {number for number, box in boxes.items() if there.get(box, 0) != wanted[number]}
    keys = {voter: voter_key(process.register, b"polis:%d" % voter) for voter in set(conversation.votes.voters)}
    return sorted(
        Paper(boxes[number], keys[voter], choice) for voter, number, choice in conversation.votes if number in empty
    )


def _there(register_id: int) -> dict[int, int]:
    counted = select(Ballot.id, Ballot.agree + Ballot.disagree + Ballot.passed).where(Ballot.register_id == register_id)
    return {row[0]: row[1] for row in db.execute(counted)}


def write(papers: Sequence[Paper]) -> None:
    """Write votes; those that are there already stay. The counts follow in the same step."""
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    add = dialect.insert(table(Vote)).on_conflict_do_nothing(index_elements=["ballot_id", "voter_key"])
    db.execute(add, [{**paper._asdict(), "channel": CHANNEL, "version": 1} for paper in papers])
    boxes = sorted({paper.ballot_id for paper in papers})
    counts = {
        "agree": _counted(Choice.AGREE),
        "disagree": _counted(Choice.DISAGREE),
        "passed": _counted(Choice.PASS),
    }
    db.execute(update(table(Ballot)).where(Ballot.id.in_(boxes)).values(counts))
    agreed = select(Ballot.agree).where(Ballot.id == Proposal.ballot_id).scalar_subquery()
    of_these = update(table(Proposal)).where(Proposal.ballot_id.in_(boxes))
    db.execute(of_these.values(supporters=agreed))


def _counted(choice: Choice) -> ColumnElement[int]:
    counted = select(func.count(type_=Integer)).where(Vote.ballot_id == Ballot.id, Vote.choice == int(choice))
    return counted.scalar_subquery()
