"""What the desk needs to know: what belongs to a field, what still owes an answer, what can become a finding."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Select, Table, func, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from bmw.cases.models import Case
from bmw.comments.models import Comment
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.lookup import queries as lookup
from bmw.meetings.models import Meeting, Point
from bmw.moderation.models import Purpose, TextBlock
from bmw.processes.models import Opens, Process
from bmw.processes.models import State as Stage
from bmw.processes.schedule import windows
from bmw.proposals.models import Proposal
from bmw.proposals.states import Outcome, State
from bmw.record.models import Record
from bmw.record.queries import things
from bmw.surveys.models import Survey
from bmw.ui.paging import Page, keyset
from bmw.votes import counting
from bmw.votes.models import Choice
from bmw.votes.queries import papers, totals

MOST = 50
PROPOSALS, COMMENTS = cast(Table, Proposal.__table__), cast(Table, Comment.__table__)
"""Their own tables, for questions that need nothing from `record`."""
OWING = (Proposal.state == State.PUBLIC, Proposal.outcome == Outcome.OPEN)


def of_field(field: Field) -> Select[int]:
    """Ids of the proposals of a field and of the comments on them."""
    wanted = select(PROPOSALS.c.id).where(PROPOSALS.c.field_id == field.id)
    threads = select(PROPOSALS.c.thread_id).where(PROPOSALS.c.field_id == field.id)
    said = select(COMMENTS.c.id).where(COMMENTS.c.thread_id.in_(threads))
    return select(union_all(wanted, said).subquery().c.id)


def homes(cases: Iterable[Case]) -> dict[int, Proposal]:
    """The proposal that each case is about or that its comment stands under, by record."""
    records = [case.record for case in cases if case.record is not None]
    own = {each.id: each for each in records if isinstance(each, Proposal)}
    said = {each.thread_id: each.id for each in records if isinstance(each, Comment)}
    talked = select(Proposal).where(Proposal.thread_id.in_(said)).options(joinedload(Proposal.field, innerjoin=True))
    under = {each.thread_id: each for each in db.scalars(talked)} if said else {}
    return own | {each.id: under[each.thread_id] for each in records if isinstance(each, Comment)}


def unanswered(at: datetime) -> list[tuple[Process, int]]:
    """Processes that have stopped taking proposals and still owe an outcome, with the number of proposals."""
    ended = [each for each in db.scalars(select(Process).order_by(Process.id)).unique() if _has_ended(each, at)]
    theirs = Proposal.process_id.in_([each.id for each in ended])
    counted = select(Proposal.process_id, func.count().label("waiting")).where(theirs, *OWING)
    waiting = {row.process_id: row.waiting for row in db.execute(counted.group_by(Proposal.process_id))}
    return [(each, waiting[each.id]) for each in ended if each.id in waiting]


def _has_ended(process: Process, at: datetime) -> bool:
    if process.state is Stage.ARCHIVED:
        return True
    taken = windows(process.phases, Opens.SUBMIT)
    return bool(taken) and taken[-1].ends <= at


def owing(process: Process, cursor: str | None = None) -> Page[Proposal]:
    """The proposals of a process without an outcome, most supported first."""
    wanted = (
        select(Proposal)
        .where(Proposal.process_id == process.id, *OWING)
        .options(joinedload(Proposal.field, innerjoin=True))
    )
    return keyset(wanted, [Proposal.supporters, Proposal.id], cursor)


def together(proposal: Proposal, into: Proposal) -> int:
    """How many supporters two proposals have when they are merged, each person counted once."""
    box = [*papers(into.ballot), *papers(proposal.ballot)]
    elsewhere = sum(totals(each.ballot).imported[Choice.AGREE] for each in (proposal, into))
    return counting.count(box, into.ballot_id).agree + elsewhere


def targets(proposal: Proposal, words: str) -> list[Proposal]:
    """Public proposals of the same process that it could go into: by number, by words, or similar to it."""
    number = select(Proposal).where(Proposal.reference == words)
    found: Sequence[Record] = db.scalars(number).all() if words else []
    if words and not found:
        found = lookup.find(words, ["proposal"], MOST)
    if not words:
        found = lookup.near(f"{proposal.title} {proposal.body}", "proposal", MOST)
    return [each for each in found if isinstance(each, Proposal) and can_take(each, proposal)][:10]


def can_take(into: Proposal, proposal: Proposal) -> bool:
    """Whether a proposal could go into another one: both of one process, and the other one public."""
    same = into.process_id == proposal.process_id
    return same and into.id != proposal.id and into.state is State.PUBLIC


def proposals_to_bundle(process: Process, field: Field, words: str = "") -> Sequence[Proposal]:
    """The public proposals of a process about a field, most supported first; with words, those that speak of them."""
    if words:
        found = lookup.find(words, ["proposal"], 200)
        return [each for each in found if isinstance(each, Proposal) and _fits(each, process, field)][:MOST]
    wanted = _proposals(process, field).order_by(Proposal.supporters.desc(), Proposal.id)
    return db.scalars(wanted.limit(MOST)).all()


def _fits(proposal: Proposal, process: Process, field: Field) -> bool:
    here = proposal.process_id == process.id and proposal.field_id == field.id
    return here and proposal.state is State.PUBLIC


def _proposals(process: Process, field: Field) -> Select[Proposal]:
    mine = (Proposal.process_id == process.id, Proposal.field_id == field.id, Proposal.state == State.PUBLIC)
    return select(Proposal).where(*mine)


def surveys_to_bundle(process: Process, field: Field) -> Sequence[Survey]:
    """The published surveys of a process about a field, or about all of them."""
    about = or_(Survey.field_id == field.id, Survey.field_id.is_(None))
    wanted = select(Survey).where(Survey.process_id == process.id, about, Survey.public)
    return db.scalars(wanted.order_by(Survey.opens, Survey.id)).all()


def points_to_bundle(process: Process, field: Field) -> Sequence[Point]:
    """The points noted in the meetings of a process about a field, or about all of them."""
    held = aliased(Meeting, flat=True)
    about = or_(held.field_id == field.id, held.field_id.is_(None))
    wanted = select(Point).join(held, Point.meeting_id == held.id).where(held.process_id == process.id, about)
    return db.scalars(wanted.order_by(held.starts, Point.position).limit(200)).all()


def sources(process: Process, field: Field, ids: Iterable[int]) -> list[Record]:
    """Which of these records can be sources of a finding about this process and field, in the order they are named."""
    wanted = list(dict.fromkeys(ids))[:200]
    found = things(wanted)
    known = [found[each] for each in wanted if each in found]
    others = {each.id for each in (*surveys_to_bundle(process, field), *points_to_bundle(process, field))}
    return [each for each in known if each.id in others or (isinstance(each, Proposal) and _fits(each, process, field))]


def blocks(purpose: Purpose | None = None, language: str = "", *, retired: bool = False) -> Sequence[TextBlock]:
    """Text blocks for a purpose, those in the wanted language first; with `retired`, all that there ever were."""
    wanted = select(TextBlock)
    if purpose is not None:
        wanted = wanted.where(TextBlock.purpose == purpose)
    if not retired:
        wanted = wanted.where(TextBlock.retired.is_(None))
    found = db.scalars(wanted.order_by(TextBlock.purpose, TextBlock.title, TextBlock.id).limit(200)).all()
    return sorted(found, key=lambda each: each.language != language)


def block_by_id(block_id: int) -> TextBlock | None:
    """One text block."""
    return db.get(TextBlock, block_id)
