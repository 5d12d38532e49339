"""Somebody leaves the platform: what becomes of their proposals."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from bmw.accounts.models import Person
from bmw.cases import service as cases
from bmw.comments.models import Comment
from bmw.comments.models import State as CommentState
from bmw.kernel.database import db
from bmw.lookup import service as lookup
from bmw.media import service as media
from bmw.notifications.service import unquote
from bmw.proposals.models import Edition, Proposal
from bmw.proposals.service.writing import withdraw
from bmw.proposals.states import SHOWN, Outcome, State
from bmw.record.service import step
from bmw.record.words import Word


def forget(person: Person, at: datetime) -> None:
    """Drafts and what waits are taken back, and words that nobody reads are destroyed; public ones stay."""
    for proposal in _written_by(person):
        if proposal.state in (State.DRAFT, State.SUBMITTED):
            withdraw(proposal, at)
        if proposal.state not in SHOWN:
            _empty(proposal)
    db.flush()


def unsay(person: Person, at: datetime) -> int:
    """All public words are taken back for good; what others built upon keeps its place. Returns how many there were."""
    public = [proposal for proposal in _written_by(person) if proposal.state in SHOWN]
    for proposal in public:
        if is_built_upon(proposal):
            step(proposal, Word.PROPOSAL_EMPTIED, at, by=person.id)
            cases.close_open(proposal, person, at)
        else:
            withdraw(proposal, at)
        _empty(proposal)
    db.flush()
    return len(public)


def is_built_upon(proposal: Proposal) -> bool:
    """Whether somebody else supported or discussed it, or something became of it."""
    became = proposal.state is State.MERGED or proposal.outcome is not Outcome.OPEN or bool(proposal.answer)
    return became or bool(proposal.ballot.merged) or proposal.supporters > 0 or _is_discussed(proposal)


def _is_discussed(proposal: Proposal) -> bool:
    """Whether a comment of somebody else stands below it."""
    others = select(Comment.id).where(Comment.thread_id == proposal.thread_id, Comment.author_id != proposal.author_id)
    return db.scalar(others.where(Comment.state == CommentState.PUBLIC).limit(1)) is not None


def _written_by(person: Person) -> Sequence[Proposal]:
    return db.scalars(select(Proposal).where(Proposal.author_id == person.id).order_by(Proposal.id)).all()


def _empty(proposal: Proposal) -> None:
    """Destroy the words: text, earlier wordings, index, and what others quote of the title."""
    editions = Edition.proposal_id == proposal.id
    for title in {proposal.title, *db.scalars(select(Edition.title).where(editions))}:
        unquote(title)
    db.execute(update(Edition).where(editions).values(title="", body=""))
    proposal.title = proposal.body = ""
    proposal.district_id = proposal.imported_from = None
    lookup.remove(proposal)
    media.forget(proposal)
    cases.forget_words(proposal)
