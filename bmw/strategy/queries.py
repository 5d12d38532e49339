"""Reading the roadmap: measures by field and time, one measure, decisions of the council."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from bmw.board import queries as board
from bmw.board.models import Review
from bmw.findings.models import Finding
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.processes.models import Process
from bmw.record.models import Link
from bmw.record.words import Relation
from bmw.strategy.models import Change, Decision, Measure, Milestone
from bmw.strategy.states import AGREED, Horizon, Status

MOST = 500
"""A roadmap is a list that the council has read; it does not grow beyond this."""
SOONEST_FIRST = case({horizon: place for place, horizon in enumerate(Horizon)}, value=Measure.horizon)


Heading = Callable[[Measure], Field | Horizon]


@dataclass(frozen=True)
class Group:
    """Measures, or smaller groups of them, under one heading: a field or a time."""

    heading: Field | Horizon
    inside: "Sequence[Group | Measure]"


def roadmap(
    field_id: int | None = None, horizon: Horizon | None = None, status: Status | None = None
) -> Sequence[Measure]:
    """The measures of the Digitale Agenda with their milestones, by field and then by time."""
    wanted = (
        select(Measure)
        .join(Measure.field)
        .options(joinedload(Measure.field, innerjoin=True), selectinload(Measure.milestones))
    )
    if field_id is not None:
        wanted = wanted.where(Measure.field_id == field_id)
    if horizon is not None:
        wanted = wanted.where(Measure.horizon == horizon)
    if status is not None:
        wanted = wanted.where(Measure.status == status)
    return db.scalars(wanted.order_by(Field.position, SOONEST_FIRST, Measure.id).limit(MOST)).all()


def grouped(measures: Sequence[Measure], *, by_time: bool = False) -> list[Group]:
    """Measures by field and in each field by time, or the other way round."""
    first, second = (_horizon, _field) if by_time else (_field, _horizon)
    in_order = sorted(measures, key=_by_time) if by_time else measures
    return [Group(outer, _under(second, list(inner))) for outer, inner in groupby(in_order, first)]


def _under(heading: Heading, measures: Sequence[Measure]) -> list[Group]:
    return [Group(each, list(inside)) for each, inside in groupby(measures, heading)]


def count_by_status(measures: Sequence[Measure]) -> dict[Status, int]:
    """How many measures stand where, in the order of the statuses."""
    counted = Counter(measure.status for measure in measures)
    return {status: counted[status] for status in Status if counted[status]}


def by_field_and_time(measures: Sequence[Measure]) -> list[tuple[Field, list[list[Measure]]]]:
    """For each field its measures by time, soonest first; a time without any stays empty."""
    return [
        (field, [[each for each in inside if each.horizon is horizon] for horizon in Horizon])
        for field, inside in ((field, list(inside)) for field, inside in groupby(measures, lambda each: each.field))
    ]


def _field(measure: Measure) -> Field | Horizon:
    return measure.field


def _horizon(measure: Measure) -> Field | Horizon:
    return measure.horizon


def _by_time(measure: Measure) -> tuple[int, int, int]:
    return list(Horizon).index(measure.horizon), measure.field.position, measure.id


def fields() -> Sequence[Field]:
    """The focus fields in their order, to choose from."""
    return db.scalars(select(Field).order_by(Field.position)).all()


def by_reference(reference: str) -> Measure | None:
    """The measure with this number, its milestones, and the board's opinion and finding behind it."""
    wanted = _whole(select(Measure)).where(Measure.reference == reference)
    return db.scalars(wanted).unique().one_or_none()


def by_references(references: Sequence[str]) -> Sequence[Measure]:
    """The measures with these numbers."""
    return db.scalars(select(Measure).where(Measure.reference.in_(references)).order_by(Measure.id)).all()


def is_agreed(measure: Measure) -> bool:
    """Whether the council agreed to this measure."""
    said = select(Decision.id).join(Link, Link.from_id == Decision.id)
    on = said.where(Link.to_id == measure.id, Link.relation == Relation.DECIDED, Decision.outcome.in_(AGREED))
    return db.scalar(on.limit(1)) is not None


def changes(measure: Measure) -> dict[int, Change]:
    """Step → what stands behind it: which milestone, which days, and the reason."""
    whole = joinedload(Change.milestone), joinedload(Change.step, innerjoin=True)
    wanted = select(Change).where(Change.measure_id == measure.id).options(*whole).order_by(Change.step_id)
    return {each.step_id: each for each in db.scalars(wanted)}


def recommendations() -> dict[Review, list[Measure]]:
    """What the board recommends, newest first, each with the measures that were planned from it."""
    found: dict[Review, list[Measure]] = {review: [] for review in board.plannable(most=MOST)}
    planned = select(Measure).where(Measure.review_id.in_([each.id for each in found])).order_by(Measure.id)
    for measure in db.scalars(planned):
        found[cast(Review, measure.review)].append(measure)
    return found


def unplanned() -> int:
    """How many recommendations of the board wait for a measure."""
    return sum(not measures for measures in recommendations().values())


def milestone(milestone_id: int) -> Milestone | None:
    """One milestone and its measure."""
    wanted = select(Milestone).where(Milestone.id == milestone_id).options(joinedload(Milestone.measure))
    return db.scalars(wanted).one_or_none()


def decision_by_reference(reference: str) -> Decision | None:
    """The decision of the council with this number."""
    return db.scalars(select(Decision).where(Decision.reference == reference)).one_or_none()


def measures_of(decision: Decision) -> Sequence[Measure]:
    """The measures a decision is about, with their milestones."""
    wanted = select(Measure).join(Link, Link.to_id == Measure.id)
    about = wanted.where(Link.from_id == decision.id, Link.relation == Relation.DECIDED)
    return db.scalars(about.options(selectinload(Measure.milestones)).order_by(Measure.id)).all()


def _whole(wanted: Select[Measure]) -> Select[Measure]:
    finding = joinedload(Measure.review).joinedload(Review.finding)
    return wanted.options(
        joinedload(Measure.field, innerjoin=True),
        joinedload(Measure.milestones),
        finding.joinedload(Finding.field),
        finding.joinedload(Finding.process).options(lazyload(Process.phases)),
    )
