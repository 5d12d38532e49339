"""What becomes of a proposal: a finding, an answer, a measure, or the reason why not."""

from dataclasses import asdict, dataclass
from datetime import datetime

from bmw.accounts.models import Person
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.proposals import messages
from bmw.proposals.models import EarlierAnswer, Proposal
from bmw.proposals.service.followers import concerned
from bmw.proposals.states import Outcome, State
from bmw.proposals.states import Reply as Status
from bmw.record.models import Record
from bmw.record.service import step
from bmw.record.words import Word


def bundled(proposal: Proposal, finding: Record, by: Person, at: datetime) -> None:
    """A proposal became a source of a finding."""
    _settle(proposal, Outcome.BUNDLED, at)
    step(proposal, Word.PROPOSAL_BUNDLED, at, by=by.id, other=finding)
    messages.bundled(proposal, concerned(proposal), at)


def released(proposal: Proposal, finding: Record, by: Person, at: datetime) -> None:
    """A proposal is no longer a source of any finding; it waits for an outcome again."""
    if proposal.outcome is not Outcome.BUNDLED:
        return
    proposal.outcome, proposal.decided = Outcome.OPEN, None
    step(proposal, Word.PROPOSAL_RELEASED, at, by=by.id, other=finding)


def not_taken_up(proposal: Proposal, by: Person, at: datetime, reason: str) -> None:
    """A proposal is not taken up; everybody can read why."""
    if proposal.state is not State.PUBLIC:
        raise NotPossible(f"proposal {proposal.id} is not public")
    _settle(proposal, Outcome.NOT_TAKEN, at)
    proposal.reason = reason
    step(proposal, Word.PROPOSAL_NOT_TAKEN, at, by=by.id)
    messages.not_taken_up(proposal, concerned(proposal), at)


@dataclass(frozen=True)
class Reply:
    """An official answer: what the town says, why, who says it, and in which language."""

    text: str
    status: Status | None = None
    unit: str = ""
    language: str = "de"


def answer(proposal: Proposal, reply: Reply, by: Person, at: datetime) -> None:
    """The town answers a proposal officially; an earlier answer stays readable."""
    if _given(proposal) == reply:
        return
    if proposal.answered is not None:
        _keep_answer(proposal, at)
    proposal.answer, proposal.answered = reply.text, at
    proposal.answer_status, proposal.answer_unit, proposal.answer_language = reply.status, reply.unit, reply.language
    step(proposal, Word.PROPOSAL_ANSWERED, at, by=by.id)
    messages.answered(proposal, concerned(proposal), at)


def _given(proposal: Proposal) -> Reply:
    return Reply(proposal.answer, proposal.answer_status, proposal.answer_unit, proposal.answer_language)


def _keep_answer(proposal: Proposal, at: datetime) -> None:
    was = {"proposal_id": proposal.id, "given": proposal.answered, "until": at, **asdict(_given(proposal))}
    db.add(EarlierAnswer(**was))


def adopted(proposal: Proposal, measure: Record, by: Person, at: datetime) -> None:
    """A proposal helped to shape a measure."""
    step(proposal, Word.PROPOSAL_ADOPTED, at, by=by.id, other=measure)
    messages.adopted(proposal, measure, concerned(proposal), at)


def _settle(proposal: Proposal, outcome: Outcome, at: datetime) -> None:
    if proposal.state is not State.MERGED:
        proposal.outcome, proposal.decided, proposal.reason = outcome, at, ""
