"""Writing the roadmap: plan measures, change them, set milestones, record what the council decided."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from bmw.accounts.models import Person
from bmw.accounts.queries import people
from bmw.board.models import Review
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible, advance
from bmw.kernel.text import Localized
from bmw.lookup import service as lookup
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.record.queries import followers, sources
from bmw.record.service import enter, link, step
from bmw.record.words import Relation, Word
from bmw.strategy import messages
from bmw.strategy.models import Decision, Measure, Milestone
from bmw.strategy.states import NEEDS_REASON, NEXT, Horizon, Status


class Facts(TypedDict):
    """What an editor writes about a measure."""

    title: Localized
    summary: Localized
    horizon: Horizon
    unit: NotRequired[str]
    starts: NotRequired[date | None]
    ends: NotRequired[date | None]


class Minutes(TypedDict):
    """What the minutes say about a decision."""

    body: str
    decided_on: date
    title: Localized
    result: NotRequired[str]
    paper: NotRequired[str]


def plan(
    review: Review, *, by: Person, at: datetime, status: Status = Status.PLANNED, **facts: Unpack[Facts]
) -> Measure:
    """An editor plans a measure from a favourable conclusion; everybody behind it is told."""
    if not review.is_favourable:
        raise NotPossible("the board did not recommend this")
    measure = Measure(review=review, field=review.finding.field, status=status, status_since=at, language="de", **facts)
    enter(measure, at)
    link(review, measure, Relation.PLANNED, at)
    step(measure, Word.MEASURE_PLANNED, at, by=by.id, other=review)
    behind = sources(measure)
    adopted = [source for source in behind if isinstance(source, Proposal)]
    for proposal in adopted:
        proposals.adopted(proposal, measure, by, at)
    messages.planned(measure, people(followers(behind) - followers(adopted)), at)
    lookup.put(measure, "de", measure.title, measure.summary)
    return measure


def change(measure: Measure, version: int, *, by: Person, at: datetime, **facts: Unpack[Facts]) -> None:
    """An editor words a measure anew, knowing this version of it."""
    if version != measure.version:
        raise NotPossible("somebody else changed the measure")
    for name, value in facts.items():
        setattr(measure, name, value)
    step(measure, Word.MEASURE_EDITED, at, by=by.id)
    lookup.put(measure, "de", measure.title, measure.summary)


def set_status(measure: Measure, status: Status, reason: str, by: Person, at: datetime) -> None:
    """An editor says how far a measure has come; delayed and stopped ones need a reason for everybody."""
    if status in NEEDS_REASON and not reason.strip():
        raise NotPossible("a reason is needed")
    measure.status = advance(measure.status, status, NEXT)
    measure.status_reason, measure.status_since = reason, at
    step(measure, Word.MEASURE_CHANGED, at, by=by.id, note={"status": str(status)})
    messages.changed(measure, _concerned(measure), at)


def set_milestone(measure: Measure, title: Localized, due: date, *, by: Person, at: datetime) -> Milestone:
    """An editor sets a milestone."""
    new = Milestone(measure=measure, title=title, due=due)
    db.add(new)
    db.flush()
    step(measure, Word.MILESTONE_SET, at, by=by.id)
    return new


def reach_milestone(milestone: Milestone, reached_on: date, by: Person, at: datetime) -> None:
    """A milestone was reached on this day; saying so again only corrects the day."""
    first = milestone.reached is None
    milestone.reached = reached_on
    if first:
        step(milestone.measure, Word.MILESTONE_REACHED, at, by=by.id)
        messages.reached(milestone, _concerned(milestone.measure), at)


def record_decision(measures: Sequence[Measure], *, by: Person, at: datetime, **minutes: Unpack[Minutes]) -> Decision:
    """An editor records what the council decided about one or several measures."""
    if not measures:
        raise NotPossible("a decision without a measure")
    decision = Decision(language="de", **minutes)
    enter(decision, at)
    step(decision, Word.DECISION_RECORDED, at, by=by.id)
    for measure in measures:
        link(decision, measure, Relation.DECIDED, at)
        step(measure, Word.MEASURE_DECIDED, at, by=by.id, other=decision)
        if Status.DECIDED in NEXT[measure.status]:
            measure.status, measure.status_reason, measure.status_since = Status.DECIDED, "", at
        messages.decided(measure, decision, _concerned(measure), at)
    return decision


def _concerned(measure: Measure) -> Sequence[Person]:
    """Everybody who follows the measure or something behind it."""
    return people(followers([measure, *sources(measure)]))
