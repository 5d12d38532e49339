"""Moderators let a proposal through, hold it back, hide it, or merge it with a similar one."""

from datetime import datetime

from sqlalchemy import delete

from bmw.accounts.models import Person
from bmw.cases import queries as known_cases
from bmw.cases import service as cases
from bmw.cases.models import Case, Decision, Kind, Reason
from bmw.kernel.database import db, hold
from bmw.kernel.states import NotPossible, advance
from bmw.lookup import service as lookup
from bmw.proposals import messages
from bmw.proposals.models import Proposal
from bmw.proposals.service.followers import concerned
from bmw.proposals.service.writing import find
from bmw.proposals.states import NEXT, Outcome, State
from bmw.record.models import Link
from bmw.record.service import link, step
from bmw.record.words import Relation, Word
from bmw.votes import service as votes


def publish(proposal: Proposal, by: Person, at: datetime) -> None:
    """A moderator lets a proposal through; one that is public already stays so."""
    if proposal.state is State.PUBLIC:
        return
    _show(proposal, Word.PROPOSAL_PUBLISHED, by, at)
    messages.published(proposal, at)


def restore(proposal: Proposal, by: Person, at: datetime) -> None:
    """A decision was wrong: everybody reads the proposal; one that had gone into another stays merged."""
    if proposal.into_id is None:
        _show(proposal, Word.PROPOSAL_RESTORED, by, at)
        return
    _check_words(proposal)
    merge_stands = known_cases.standing_decision(proposal)
    proposal.state, proposal.restriction = advance(proposal.state, State.MERGED, NEXT), merge_stands
    step(proposal, Word.PROPOSAL_RESTORED, at, by=by.id)


def _check_words(proposal: Proposal) -> None:
    if proposal.is_emptied:
        raise NotPossible(f"proposal {proposal.id} has no words any more")


def _show(proposal: Proposal, word: Word, by: Person, at: datetime) -> None:
    _check_words(proposal)
    proposal.state, proposal.restriction = advance(proposal.state, State.PUBLIC, NEXT), None
    proposal.published = proposal.published or at
    step(proposal, word, at, by=by.id)
    find(proposal)


def refuse(proposal: Proposal, because: Case, by: Person, at: datetime) -> None:
    """A moderator holds a proposal back; the case tells the author why."""
    _restrict(proposal, State.REFUSED, because)
    step(proposal, Word.PROPOSAL_HELD, at, by=by.id)


def hide(proposal: Proposal, because: Case, by: Person, at: datetime) -> None:
    """A moderator hides a public proposal; the case tells the author why."""
    _restrict(proposal, State.HIDDEN, because)
    step(proposal, Word.PROPOSAL_HIDDEN, at, by=by.id)
    lookup.remove(proposal)


def _restrict(proposal: Proposal, state: State, because: Case) -> None:
    if not cases.stands_behind(because, proposal):
        raise NotPossible(f"no decision restricts proposal {proposal.id}")
    proposal.state, proposal.restriction = advance(proposal.state, state, NEXT), because


def merge(proposal: Proposal, into: Proposal, by: Person, at: datetime, reason: str) -> None:
    """A proposal goes into a similar one: it stays readable, whoever supported either counts once, its author can
    object."""
    hold(into)
    if into.state is not State.PUBLIC or into.id == proposal.id:
        raise NotPossible(f"proposal {proposal.id} cannot go into {into.id}")
    case = cases.open_case(Kind.MERGED, proposal, at)
    cases.decide(case, Decision.MERGED, by, at, rule=Reason.SIMILAR, facts=reason)
    _restrict(proposal, State.MERGED, case)
    proposal.outcome, proposal.decided, proposal.reason, proposal.into = Outcome.MERGED, at, reason, into
    votes.merge(proposal.ballot, into.ballot)
    link(proposal, into, Relation.MERGED, at)
    step(proposal, Word.PROPOSAL_MERGED, at, by=by.id, other=into)
    step(into, Word.PROPOSAL_RECEIVED, at, by=by.id, other=proposal)
    lookup.remove(proposal)
    # The author reads the statement of reasons, which says the same and more.
    others = [each for each in concerned(proposal) if each.id != proposal.author_id]
    messages.merged(proposal, into, others, at)


def split(proposal: Proposal, by: Person, at: datetime) -> None:
    """A merge was wrong: the proposal stands on its own again, with its votes; if it is hidden, it stays so."""
    if proposal.into_id is None:
        raise NotPossible(f"proposal {proposal.id} was not merged")
    joined = (Link.from_id == proposal.id, Link.to_id == proposal.into_id, Link.relation == Relation.MERGED)
    db.execute(delete(Link).where(*joined))
    votes.split(proposal.ballot)
    cases.lift(proposal, at, {Decision.MERGED})
    proposal.outcome, proposal.decided, proposal.reason, proposal.into = Outcome.OPEN, None, "", None
    if proposal.state is State.MERGED:
        _show(proposal, Word.PROPOSAL_RESTORED, by, at)
