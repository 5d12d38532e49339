"""A citizen drafts, submits, changes and withdraws a proposal."""

from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from bmw.accounts.models import Person
from bmw.cases import queries as known_cases
from bmw.cases import service as cases
from bmw.cases.models import Kind
from bmw.comments.service import open_thread
from bmw.focus.models import District, Field
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible, advance
from bmw.lookup import service as lookup
from bmw.media import service as media
from bmw.processes.models import Moderation, Process
from bmw.proposals import messages, rules
from bmw.proposals.models import Edition, Proposal
from bmw.proposals.states import NEXT, State
from bmw.record.service import enter, follow, step
from bmw.record.words import Word
from bmw.votes.service import open_ballot


class Words(TypedDict):
    """What a proposal says, in which language, and about which place."""

    title: str
    body: str
    language: str
    district: NotRequired[District | None]


def draft(author: Person, process: Process, field: Field, at: datetime, **words: Unpack[Words]) -> Proposal:
    """Somebody begins a proposal; only they see it."""
    proposal = Proposal(process=process, field=field, author=author, state=State.DRAFT, supporters=0, comments=0)
    proposal.ballot = open_ballot(process.register, process.ballot_kind)
    proposal.thread = open_thread()
    proposal.edition = 1
    _say(proposal, words)
    return enter(proposal, at)


def submit(author: Person, process: Process, field: Field, at: datetime, **words: Unpack[Words]) -> Proposal:
    """Somebody proposes something to the town."""
    return hand_in(draft(author, process, field, at, **words), at)


def hand_in(proposal: Proposal, at: datetime) -> Proposal:
    """A draft is handed in: public at once, or after a moderator has read it. Either way one will look."""
    waits = proposal.process.moderation is Moderation.BEFORE
    proposal.state = advance(proposal.state, State.SUBMITTED if waits else State.PUBLIC, NEXT)
    proposal.created = at
    step(proposal, Word.PROPOSAL_SUBMITTED, at, by=proposal.author_id)
    cases.open_case(Kind.SUBMITTED, proposal, at, from_id=proposal.author_id)
    follow(proposal.author_id, proposal)
    if waits:
        messages.submitted(proposal, at)
    else:
        proposal.published = at
        find(proposal)
    db.flush()
    return proposal


def move(proposal: Proposal, process: Process, field: Field) -> None:
    """The author of a draft chooses another process or subject; nobody has voted on it yet."""
    if proposal.state is not State.DRAFT:
        raise NotPossible("only a draft can move")
    proposal.field = field
    if process is not proposal.process:
        empty, proposal.process = proposal.ballot, process
        proposal.ballot = open_ballot(process.register, process.ballot_kind)
        db.flush()
        db.delete(empty)


def find(proposal: Proposal) -> None:
    """Make a public proposal findable."""
    db.flush()
    lookup.put(proposal, proposal.language, proposal.title, proposal.body)


def edit(proposal: Proposal, at: datetime, **words: Unpack[Words]) -> None:
    """The author changes the text; once somebody may have relied on it, the earlier wording is kept."""
    if _says(proposal) == {**_says(proposal), **words}:
        return
    if proposal.state is not State.DRAFT and not is_quiet(proposal, at):
        _keep_edition(proposal, at)
    _say(proposal, words)
    if proposal.state is State.PUBLIC:
        find(proposal)


def is_quiet(proposal: Proposal, at: datetime) -> bool:
    """Whether nobody can have relied on the present wording yet."""
    if not rules.is_fresh(proposal, at):
        return False
    return not any(case.decided or case.taken_id for case in known_cases.of_record(proposal))


def _keep_edition(proposal: Proposal, at: datetime) -> None:
    earlier = Edition(proposal_id=proposal.id, number=proposal.edition, until=at, **_wording(proposal))
    db.add(earlier)
    proposal.edition += 1
    step(proposal, Word.PROPOSAL_EDITED, at, by=proposal.author_id)
    if proposal.state is State.PUBLIC:
        cases.open_case(Kind.EDITED, proposal, at, from_id=proposal.author_id)


def _wording(proposal: Proposal) -> dict[str, str]:
    return {"title": proposal.title, "body": proposal.body, "language": proposal.language}


def _says(proposal: Proposal) -> dict[str, object]:
    return {**_wording(proposal), "district": proposal.district}


def _say(proposal: Proposal, words: Words) -> None:
    for name, value in words.items():
        setattr(proposal, name, value)


def withdraw(proposal: Proposal, at: datetime) -> None:
    """The author takes a proposal back; its address goes on answering."""
    if proposal.ballot.merged:
        raise NotPossible("a proposal that others were merged into")
    proposal.state = advance(proposal.state, State.WITHDRAWN, NEXT)
    lookup.remove(proposal)
    media.forget(proposal)
    step(proposal, Word.PROPOSAL_WITHDRAWN, at, by=proposal.author_id)
    cases.close_open(proposal, proposal.author, at)
