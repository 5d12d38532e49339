"""Reading across the rooms for the overview pages, in few questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Select,
    Subquery,
    bindparam,
    case,
    exists,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, lazyload, with_polymorphic

from bmw.accounts.models import Person
from bmw.board.models import Review
from bmw.comments.models import Comment
from bmw.findings.models import Evidence, Finding
from bmw.findings.states import State as FindingState
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.meetings.models import Meeting
from bmw.processes.models import Phase, Process, process_field
from bmw.processes.models import State as ProcessState
from bmw.proposals.models import Proposal
from bmw.proposals.states import SHOWN, Outcome, State
from bmw.record.models import Record
from bmw.site.models import PageText
from bmw.site.shipped import Wording, shipped
from bmw.strategy.models import Measure
from bmw.surveys.models import Survey
from bmw.votes.queries import open_registers, voted

Which = ColumnElement[bool] | InstrumentedAttribute[bool]
FEW = 3
MOST = 50
THIS: BindParameter[int] = bindparam("this")
"""The field or process that a question is about; so the question itself is made only once."""


@dataclass(frozen=True)
class Became:
    """A measure, and one of the proposals it comes from."""

    measure: Measure
    proposal: Proposal
    others: int
    """How many further proposals stand behind it."""


def wording(slug: str) -> Wording:
    """A page as the editors wrote it, else the shipped example."""
    own = db.get(PageText, slug)
    return Wording(slug, own.title, own.text, is_example=False, version=own.version) if own else shipped(slug)


def processes(*, over: bool | None = None, at: datetime) -> Sequence[Process]:
    """Public processes with their phases; `over` asks for those whose last phase has, or has not, ended."""
    wanted = select(Process).where(Process.state != ProcessState.DRAFT)
    lasts = exists().where(Phase.process_id == Process.id, Phase.ends > at) & (Process.state == ProcessState.RUNNING)
    if over is not None:
        wanted = wanted.where(~lasts if over else lasts)
    found = wanted.order_by(Process.id.desc()).limit(MOST).options(joinedload(Process.phases))
    return db.scalars(found).unique().all()


def processes_of(field: Field) -> Sequence[Process]:
    """Public processes about a field, with their phases, newest first."""
    return db.scalars(_processes_of_field(), {THIS.key: field.id}).unique().all()


@cache
def _processes_of_field() -> Select[Process]:
    mine = select(process_field.c.process_id).where(process_field.c.field_id == THIS)
    wanted = select(Process).where(Process.id.in_(mine), Process.state != ProcessState.DRAFT)
    return wanted.order_by(Process.id.desc()).limit(MOST).options(joinedload(Process.phases))


def process_by_reference(reference: str) -> Process | None:
    """A process with its fields, phases and the changes of its schedule."""
    whole = joinedload(Process.fields), joinedload(Process.phases).selectinload(Phase.changes)
    return db.scalars(select(Process).where(Process.reference == reference).options(*whole)).unique().one_or_none()


def surveys(at: datetime) -> Sequence[Survey]:
    """Surveys that can be answered now, the next to close first."""
    started = select(Process.id).where(Process.state == ProcessState.RUNNING)
    now = select(Survey).where(Survey.public, Survey.opens <= at, Survey.closes > at, Survey.process_id.in_(started))
    return db.scalars(now.order_by(Survey.closes, Survey.id).limit(FEW)).all()


def newest_and_most_supported() -> tuple[list[Proposal], list[Proposal]]:
    """A few proposals of each kind; a proposal can be both."""
    found = list(db.scalars(_few_of_each()))
    newest = sorted(found, key=lambda each: (each.published is not None and each.published.timestamp(), each.id))
    most = sorted(found, key=lambda each: (each.supporters, each.id))
    return newest[: -FEW - 1 : -1], most[: -FEW - 1 : -1]


@cache
def _few_of_each() -> Select[Proposal]:
    public = Proposal.state == State.PUBLIC
    ids = union_all(_newest(Proposal, public, by=Proposal.published), _newest(Proposal, public, by=Proposal.supporters))
    return select(Proposal).where(Proposal.id.in_(ids)).options(joinedload(Proposal.field, innerjoin=True))


def _newest(
    kind: type[Record], *which: ColumnElement[bool] | InstrumentedAttribute[bool], by: Any, most: int = FEW
) -> Select[int]:
    found = select(kind.id).where(*which).order_by(by.desc(), kind.id.desc()).limit(most).subquery()
    return select(found.c.id)


def became() -> list[Became]:
    """The measures that moved last, each with the most supported proposal it comes from."""
    return [Became(measure, first, count - 1) for measure, first, count in db.execute(_moved_last())]


@cache
def _moved_last() -> Select[Any]:
    """The question of `became`; made once, it costs a millisecond."""
    moved = _newest(Measure, Measure.review_id.is_not(None), by=Measure.status_since)
    ranked = _most_supported_first(moved)
    proposal = aliased(Proposal, flat=True)
    return (
        select(Measure, proposal, ranked.c.all)
        .join(ranked, ranked.c.measure == Measure.id)
        .join(proposal, proposal.id == ranked.c.proposal)
        .where(ranked.c.rank == 1)
        .order_by(Measure.status_since.desc(), Measure.id.desc())
    )


def _most_supported_first(measures: Select[int]) -> Subquery:
    """For each measure the proposals behind it, merged ones too: rank by supporters, and how many there are."""
    behind, said = _behind(measures).c, Proposal.__table__.c
    order = said.into_id.is_not(None), said.supporters.desc(), said.id
    return (
        select(
            behind.measure,
            said.id.label("proposal"),
            func.row_number().over(partition_by=behind.measure, order_by=order).label("rank"),
            func.count().over(partition_by=behind.measure).label("all"),
        )
        .join(Proposal.__table__, said.id == behind.proposal)
        .where(case((said.state.in_(SHOWN), 1), else_=0) == 1)  # nearly all are: never by the index of states
        .subquery()
    )


def _behind(measures: Select[int]) -> CTE:
    """Measure → the proposals in its finding, and those that went into one of them, as the chain shows them."""
    planned, said, review = Measure.__table__.c, Proposal.__table__.c, Review.__table__
    sources = (
        select(planned.id.label("measure"), Evidence.record_id.label("proposal"))
        .join(review, review.c.id == planned.review_id)
        .join(Evidence, Evidence.finding_id == review.c.finding_id)
        .where(planned.id.in_(measures))
    )
    behind = sources.cte("behind", recursive=True)
    return behind.union(select(behind.c.measure, said.id).join(behind, said.into_id == behind.c.proposal))


def of_field(field: Field) -> dict[str, list[Any]]:
    """Surveys, findings and measures of a field, by kind, newest first."""
    return _by_kind(_things_of_field(), field.id)


@cache
def _things_of_field() -> Select[Any]:
    known = select(Process.id).where(Process.state != ProcessState.DRAFT)
    surveyed = Survey.field_id == THIS, Survey.public, Survey.process_id.in_(known)
    found = Finding.field_id == THIS, Finding.state != FindingState.DRAFT
    return _things(
        _newest(Survey, *surveyed, by=Survey.closes),
        _newest(Finding, *found, by=Finding.handed_over, most=6),
        _newest(Measure, Measure.field_id == THIS, by=Measure.status_since, most=6),
    )


def of_process(process: Process) -> dict[str, list[Any]]:
    """Meetings, surveys and findings of a process, by kind."""
    return _by_kind(_things_of_process(), process.id)


@cache
def _things_of_process() -> Select[Any]:
    found = Finding.process_id == THIS, Finding.state != FindingState.DRAFT
    return _things(
        _newest(Meeting, Meeting.process_id == THIS, by=Meeting.starts, most=MOST),
        _newest(Survey, Survey.process_id == THIS, Survey.public, by=Survey.closes, most=MOST),
        _newest(Finding, *found, by=Finding.handed_over, most=MOST),
    )


def _things(*ids: Select[int]) -> Select[Any]:
    """Surveys, findings, measures and meetings with these ids, latest first."""
    thing = with_polymorphic(Record, [Survey, Finding, Measure, Meeting])
    return select(thing).where(thing.id.in_(union_all(*ids))).order_by(thing.id.desc())


def _by_kind(wanted: Select[Any], this: int) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"survey": [], "finding": [], "measure": [], "meeting": []}
    for each in db.scalars(wanted, {THIS.key: this}):
        found[each.kind].append(each)
    return found


def counts(process: Process) -> tuple[int, int]:
    """How many proposals of a process are public, and how many of them still wait for an outcome."""
    waits = (Proposal.state == State.PUBLIC) & (Proposal.outcome == Outcome.OPEN)
    counted = select(func.count(), func.count().filter(waits)).select_from(Proposal.__table__)
    row = db.execute(counted.where(Proposal.process_id == process.id, Proposal.state.in_(SHOWN))).one()
    return row[0], row[1]


def written(person: Person) -> tuple[Sequence[Proposal], Sequence[Comment]]:
    """What somebody wrote, drafts and withdrawn things too, newest first."""
    proposals = select(Proposal).where(Proposal.author_id == person.id).order_by(Proposal.id.desc()).limit(MOST)
    comments = select(Comment).where(Comment.author_id == person.id).options(lazyload(Comment.author))
    return db.scalars(proposals).all(), db.scalars(comments.order_by(Comment.id.desc()).limit(MOST)).all()


def supported(person: Person) -> Sequence[Proposal]:
    """What somebody supports, where their vote can still be recognised; for their own eyes only."""
    mine = select(Proposal.id).where(Proposal.ballot_id.in_(voted(open_registers(), person.voter_id)))
    wanted = select(Proposal).where(Proposal.id.in_(mine), Proposal.state.in_(SHOWN))
    return db.scalars(wanted.order_by(Proposal.id.desc()).limit(MOST)).all()
