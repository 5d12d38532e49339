"""One vote for each participant and statement."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from bmw.cli.papers import Paper, put_in
from bmw.cli.polis.read import Conversation
from bmw.kernel.database import db
from bmw.processes.models import Process
from bmw.proposals.models import Proposal
from bmw.votes.keys import voter_key
from bmw.votes.models import Ballot

CHANNEL = "import"


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
    """Write votes; those that are there already stay."""
    put_in(papers, CHANNEL)
