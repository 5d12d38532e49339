"""Writing the roadmap: plan measures, change them, set milestones, record what the council decided."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from bmw.accounts.models import Person
from bmw.accounts.queries import people
from bmw.board.models import Review
from bmw.kernel.clock import TOWN_ZONE, noon
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible, advance
from bmw.kernel.text import Localized
from bmw.lookup import service as lookup
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.record.models import Step
from bmw.record.queries import followers, sources
from bmw.record.service import enter, link, step
from bmw.record.words import Relation, Word
from bmw.strategy import messages, queries
from bmw.strategy.models import SAID_AS, Change, Decision, Measure, Milestone
from bmw.strategy.states import NEEDS_REASON, NEXT, Horizon, Outcome, Status


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
    afterwards: NotRequired[str]
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


def change(
    measure: Measure, version: int, *, by: Person, at: datetime, reason: str = "", **facts: Unpack[Facts]
) -> None:
    """An editor words a measure anew, knowing this version of it; another period needs a reason for everybody."""
    _check_seen(measure, version)
    before = measure.starts, measure.ends
    worded = {name for name, value in facts.items() if getattr(measure, name) != value} - {"starts", "ends"}
    for name, value in facts.items():
        setattr(measure, name, value)
    if worded:
        step(measure, Word.MEASURE_EDITED, at, by=by.id)
    if before != (measure.starts, measure.ends):
        happened = step(measure, Word.MEASURE_RESCHEDULED, at, by=by.id)
        (old_starts, old_ends), days = before, {"new_starts": measure.starts, "new_ends": measure.ends}
        _explain(Change(old_starts=old_starts, old_ends=old_ends, **days), reason, measure, happened)
        messages.rescheduled(measure, reason, _concerned(measure), at)
    lookup.put(measure, "de", measure.title, measure.summary)


def _check_seen(thing: Measure | Milestone, version: int) -> None:
    """Whoever changes something knows how it stands: nobody overwrites what another one wrote meanwhile."""
    if version != thing.version:
        raise NotPossible("somebody else was faster")


def set_status(measure: Measure, status: Status, reason: str, by: Person, at: datetime) -> None:
    """An editor says how far a measure has come; it counts as decided only where the council agreed to it."""
    if status is Status.DECIDED and not queries.is_agreed(measure):
        raise NotPossible("the council has not agreed")
    _move(measure, status, reason, by, at)
    messages.changed(measure, _concerned(measure), at)


def _move(measure: Measure, status: Status, reason: str, by: Person, at: datetime) -> None:
    """Delayed and stopped measures need a reason for everybody."""
    if status in NEEDS_REASON and not reason.strip():
        raise NotPossible("a reason is needed")
    measure.status = advance(measure.status, status, NEXT)
    measure.status_reason, measure.status_since = reason, at
    step(measure, Word.MEASURE_CHANGED, at, by=by.id, note={"status": str(status)})


def set_milestone(measure: Measure, title: Localized, due: date, *, by: Person, at: datetime) -> Milestone:
    """An editor sets a milestone."""
    new = Milestone(measure=measure, title=title, due=due)
    db.add(new)
    db.flush()
    _tell_of(new, Word.MILESTONE_SET, by, at)
    return new


def reach_milestone(milestone: Milestone, version: int, reached_on: date, by: Person, at: datetime) -> None:
    """A milestone was reached on this day; saying so again only corrects the day."""
    _check_seen(milestone, version)
    if milestone.given_up:
        raise NotPossible("the milestone was given up")
    first = milestone.reached is None
    milestone.reached = reached_on
    if first:
        _tell_of(milestone, Word.MILESTONE_REACHED, by, at)
        messages.reached(milestone, _concerned(milestone.measure), at)


def change_milestone(
    milestone: Milestone, version: int, title: Localized, due: date, *, by: Person, at: datetime, reason: str = ""
) -> None:
    """An editor gives a milestone another name, or another day for a reason that everybody can read."""
    _check_seen(milestone, version)
    moves, before, named = due != milestone.due, milestone.due, milestone.title
    if moves and not milestone.is_ahead:
        raise NotPossible("the milestone is behind us")
    milestone.title, milestone.due = title, due
    if dict(title) != dict(named):
        _tell_of(milestone, Word.MILESTONE_RENAMED, by, at, Change(old_title=named))
    if moves:
        _tell_of(milestone, Word.MILESTONE_MOVED, by, at, Change(old_ends=before, new_ends=due), reason=reason)
        messages.moved(milestone, reason, _concerned(milestone.measure), at)


def give_up_milestone(milestone: Milestone, version: int, reason: str, by: Person, at: datetime) -> None:
    """An editor gives a milestone up, for a reason that everybody can read; it stays in its place."""
    _check_seen(milestone, version)
    if not milestone.is_ahead:
        raise NotPossible("the milestone is behind us")
    milestone.given_up = at.astimezone(TOWN_ZONE).date()
    _tell_of(milestone, Word.MILESTONE_GIVEN_UP, by, at, Change(old_ends=milestone.due), reason=reason)
    messages.given_up(milestone, reason, _concerned(milestone.measure), at)


NEED_WHY = frozenset({Word.MEASURE_RESCHEDULED, Word.MILESTONE_MOVED, Word.MILESTONE_GIVEN_UP})


def _tell_of(
    milestone: Milestone, word: Word, by: Person, at: datetime, change: Change | None = None, *, reason: str = ""
) -> None:
    """A step of the measure, and behind it the milestone it is about."""
    happened = step(milestone.measure, word, at, by=by.id, note={"milestone": milestone.id})
    change = change or Change()
    change.milestone = milestone
    _explain(change, reason, milestone.measure, happened)


def _explain(change: Change, reason: str, measure: Measure, happened: Step) -> None:
    if happened.word in NEED_WHY and not reason.strip():
        raise NotPossible("a reason is needed")
    change.step, change.measure, change.reason = happened, measure, reason
    change.old_title = change.old_title or Localized()
    db.add(change)


def record_decision(
    measures: Sequence[Measure],
    outcome: Outcome,
    *,
    by: Person,
    at: datetime,
    stop: bool = False,
    **minutes: Unpack[Minutes],
) -> Decision:
    """An editor records what the council said about measures; after a refusal also what happens to them now."""
    if not measures:
        raise NotPossible("a decision without a measure")
    if outcome is Outcome.REJECTED and not minutes.get("afterwards", "").strip():
        raise NotPossible("a refusal without a word about what happens now")
    decision = Decision(language="de", outcome=outcome, **minutes)
    enter(decision, at)
    step(decision, Word.DECISION_RECORDED, at, by=by.id)
    for measure in measures:
        link(decision, measure, Relation.DECIDED, at)
        step(measure, SAID_AS[outcome], at, by=by.id, other=decision)
        _settle(measure, decision, stop, by, at)
        messages.decided(measure, decision, _concerned(measure), at)
    return decision


def _settle(measure: Measure, decision: Decision, stop: bool, by: Person, at: datetime) -> None:
    """What a decision does to a measure: agreed ones are decided since that day, rejected ones may be stopped."""
    following = NEXT[measure.status]
    if decision.is_agreed and Status.DECIDED in following:
        since = min(noon(decision.decided_on), at)
        measure.status, measure.status_reason, measure.status_since = Status.DECIDED, "", since
    elif decision.outcome is Outcome.REJECTED and stop and Status.STOPPED in following:
        _move(measure, Status.STOPPED, decision.afterwards, by, at)


def _concerned(measure: Measure) -> Sequence[Person]:
    """Everybody who follows the measure or something behind it."""
    return people(followers([measure, *sources(measure)]))
