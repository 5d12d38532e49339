"""Reading the board: criteria, reviews that wait, reviews that are concluded, averages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from bmw.accounts.models import Person
from bmw.board.models import Correction, Criterion, Opinion, Review, Score
from bmw.board.states import State, Verdict
from bmw.findings import queries as findings
from bmw.findings.models import Finding
from bmw.kernel.database import db
from bmw.kernel.text import _
from bmw.offices.models import PublicLine
from bmw.processes.models import Process
from bmw.ui.paging import Page, keyset


@dataclass(frozen=True)
class Average:
    """What the members think, on average, of how far a finding meets one criterion."""

    criterion: Criterion
    points: float
    """from 1 to 5"""
    members: int


def criteria(*, retired: bool = False) -> Sequence[Criterion]:
    """The town's criteria in their order; retired ones only when asked for."""
    wanted = select(Criterion).order_by(Criterion.retired, Criterion.position, Criterion.id)
    return db.scalars(wanted if retired else wanted.where(Criterion.retired.is_(False))).all()


def of(person: Person, at: datetime) -> dict[str, Any]:
    """A member's opinions and declared conflicts by review, their scores, and what they proposed to correct."""
    given = select(Opinion).where(Opinion.member_id == person.id).order_by(Opinion.at, Opinion.review_id)
    scored = (
        select(Review.reference.label("review"), Criterion.name.label("criterion"), Score.points)
        .join(Review, Review.id == Score.review_id)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Score.member_id == person.id)
    )
    names = ("at", "verdict", "text", "conflict")
    opinions = db.scalars(given.options(joinedload(Opinion.review))).unique()
    return {
        "opinions": [{"review": o.review.reference, **{name: getattr(o, name) for name in names}} for o in opinions],
        "scores": [dict(row._mapping) for row in db.execute(scored)],
        "corrections": _corrections(person),
    }


def _corrections(person: Person) -> list[dict[str, Any]]:
    mine = select(Correction).where(Correction.by_id == person.id).options(joinedload(Correction.review))
    names = ("at", "verdict", "reasons", "changes", "dissent", "why", "decided", "granted")
    found = db.scalars(mine.order_by(Correction.id)).unique()
    return [{"review": c.review.reference, **{name: getattr(c, name) for name in names}} for c in found]


def criterion(criterion_id: int) -> Criterion | None:
    """One criterion."""
    return db.get(Criterion, criterion_id)


def by_reference(reference: str) -> Review | None:
    """The review with this number, its finding and what members said."""
    wanted = _with_finding(select(Review)).where(Review.reference == reference)
    return db.scalars(wanted.options(selectinload(Review.opinions))).unique().one_or_none()


def whole_by_reference(reference: str) -> Review | None:
    """The same with the sources of the finding and their numbers, as the dossier shows them."""
    review = by_reference(reference)
    return review if review and findings.by_reference(review.finding.reference) else None


def of_finding(finding: Finding) -> Review | None:
    """The board's review of a finding, once it began."""
    return db.scalars(select(Review).where(Review.finding_id == finding.id)).one_or_none()


def waiting_for(member_id: int | None, *, most: int = 100) -> Sequence[Review]:
    """Reviews in which a member has not spoken yet, oldest first."""
    spoken = exists().where(Opinion.review_id == Review.id, Opinion.member_id == member_id)
    wanted = _with_finding(select(Review)).where(Review.state == State.OPEN, ~spoken)
    return db.scalars(wanted.order_by(Review.id).limit(most)).all()


def open_reviews(*, most: int = 100) -> Sequence[Review]:
    """Reviews that are not concluded, oldest first, with what members said so far."""
    wanted = _with_finding(select(Review)).where(Review.state == State.OPEN)
    return db.scalars(wanted.options(selectinload(Review.opinions)).order_by(Review.id).limit(most)).unique().all()


def concluded(cursor: str | None = None) -> Page[Review]:
    """What the board concluded, newest first."""
    wanted = _with_finding(select(Review)).where(Review.state == State.CONCLUDED)
    return keyset(wanted, [Review.concluded, Review.id], cursor)


def plannable(*, most: int = 100) -> Sequence[Review]:
    """Favourable conclusions, newest first."""
    favourable = Review.verdict.in_([Verdict.RECOMMEND, Verdict.WITH_CHANGES])
    wanted = _with_finding(select(Review)).where(Review.state == State.CONCLUDED, favourable)
    return db.scalars(wanted.order_by(Review.concluded.desc(), Review.id.desc()).limit(most)).all()


def scores_of(review: Review, member_id: int | None) -> dict[int, int]:
    """Criterion id → points that one member gave."""
    own = select(Score).where(Score.review_id == review.id, Score.member_id == member_id)
    return {score.criterion_id: score.points for score in db.scalars(own)}


def averages(review: Review) -> list[Average]:
    """The average of the members' points for each criterion, in the order of the criteria."""
    counted = (
        select(Criterion, func.avg(Score.points), func.count())
        .join(Score, Score.criterion_id == Criterion.id)
        .where(Score.review_id == review.id)
        .group_by(Criterion.id)
        .order_by(Criterion.position, Criterion.id)
    )
    return [Average(which, float(points), members) for which, points, members in db.execute(counted)]


def correction(correction_id: int) -> Correction | None:
    """A correction of a conclusion, and the review it is about."""
    return db.get(Correction, correction_id)


def public_lines(*, most: int = 100) -> list[PublicLine]:
    """Conclusions that the chair corrected alone because nobody could confirm it, newest first."""
    alone = select(Correction).where(Correction.alone).options(joinedload(Correction.review))
    return [
        PublicLine(
            each.at,
            _("Opinion of the advisory board corrected: number %(number)s", number=each.review.reference),
            _("There was nobody else who could confirm it."),
        )
        for each in db.scalars(alone.order_by(Correction.id.desc()).limit(most))
    ]


def tally(review: Review) -> Mapping[Verdict, int]:
    """How many members say what, in the order of the verdicts."""
    said = Counter(each.verdict for each in review.given)
    return {verdict: said[verdict] for verdict in Verdict if said[verdict]}


def _with_finding(wanted: Select[Review]) -> Select[Review]:
    finding = joinedload(Review.finding, innerjoin=True)
    return wanted.options(
        finding.joinedload(Finding.field, innerjoin=True),
        finding.joinedload(Finding.process, innerjoin=True).lazyload(Process.phases),
    )
