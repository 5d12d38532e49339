"""Writing for the board: criteria, reviews, opinions, conflicts of interest and conclusions."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import delete, func, select

from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holders, people
from bmw.board import messages, queries, rules
from bmw.board.models import POINTS, Conclusion, Correction, Criterion, Opinion, Review, Score
from bmw.board.rules import quorum_of
from bmw.board.states import NEXT, State, Verdict
from bmw.findings import service as findings
from bmw.findings.models import Finding
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible, advance
from bmw.kernel.text import Localized
from bmw.offices.models import WAITS
from bmw.record.queries import consequences, followers, sources
from bmw.record.service import enter, link, step
from bmw.record.words import Relation, Word

WITHOUT_WORDS = "–"


def add_criterion(name: Localized, text: Localized) -> Criterion:
    """An editor adds a criterion; it comes last."""
    last = db.scalar(select(func.max(Criterion.position))) or 0
    new = Criterion(name=name, text=text, position=last + 1)
    db.add(new)
    db.flush()
    return new


def change_criterion(criterion: Criterion, name: Localized, text: Localized, position: int, *, seen: int) -> None:
    """An editor words a criterion anew or moves it, unless somebody else changed it since they looked."""
    if seen != criterion.version:
        raise NotPossible("Changed in the meantime.")
    criterion.name, criterion.text, criterion.position = name, text, position


def retire_criterion(criterion: Criterion, *, retired: bool) -> None:
    """An editor takes a criterion out of use, or back into it; earlier scores stay."""
    criterion.retired = retired


def open_review(finding: Finding, at: datetime) -> Review:
    """The board begins to review a finding that was handed over; opening it again returns the same review."""
    if existing := queries.of_finding(finding):
        return existing
    members = holders(Office.BOARD, Office.CHAIR)
    review = Review(finding=finding, state=State.OPEN, quorum=quorum_of(len(members), 0), members=len(members))
    review.language = "de"
    enter(review, at)
    link(finding, review, Relation.REVIEWED, at)
    step(review, Word.REVIEW_OPENED, at, other=finding)
    messages.opened(review, members, at)
    return review


def opine(
    review: Review, member: Person, verdict: Verdict, *, text: str, scores: Mapping[int, int], at: datetime
) -> Opinion:
    """A member says what they think, or says it anew; points go by criterion id."""
    own = _opinion_of(review, member, at)
    if own.conflict:
        raise NotPossible("a member with a conflict of interest takes no part")
    if own.verdict is None:
        step(review, Word.REVIEW_OPINED, at, by=member.id)
    own.verdict, own.text, own.at = verdict, text, at
    _score(review, member, scores)
    _count(review)
    return own


def declare_conflict(review: Review, member: Person, text: str, at: datetime) -> Opinion:
    """A member steps aside: an opinion they had written no longer counts. The reason stays within the board."""
    own = _opinion_of(review, member, at)
    own.verdict, own.text, own.conflict, own.at = None, "", text, at
    db.execute(delete(Score).where(Score.review_id == review.id, Score.member_id == member.id))
    step(review, Word.REVIEW_CONFLICT, at, by=member.id)
    _count(review)
    return own


def conclude(
    review: Review, chair: Person, verdict: Verdict, *, reasons: str, at: datetime, dissent: str = "", changes: str = ""
) -> None:
    """The chair concludes for the board, with reasons and what the minority says; everybody concerned is told."""
    _count(review)
    if len(review.given) < review.quorum:
        raise NotPossible("the quorum is missing")
    review.state = advance(review.state, State.CONCLUDED, NEXT)
    review.verdict, review.reasons, review.dissent = verdict, reasons, dissent
    review.changes = changes if verdict is Verdict.WITH_CHANGES else ""
    review.concluded, review.concluded_id, review.taking_part = at, chair.id, len(review.given)
    step(review, Word.REVIEW_CONCLUDED, at, by=chair.id, other=review.finding)
    findings.conclude(review.finding, at)
    messages.concluded(review, people(followers(sources(review))), at)


class Corrected(TypedDict):
    """What the board says instead, and why it has to be corrected."""

    verdict: Verdict
    reasons: str
    changes: str
    dissent: str
    why: str


def propose_correction(review: Review, chair: Person, at: datetime, **words: Unpack[Corrected]) -> Correction:
    """The chair proposes to correct a conclusion; without a second person it is corrected at once, in public."""
    if not rules.may_correct(chair, review, at):
        raise NotPossible(f"review {review.reference}")
    others = rules.confirmers(review, chair.id)
    words["changes"] = words["changes"] if words["verdict"] is Verdict.WITH_CHANGES else ""
    correction = Correction(at=at, ends=at + WAITS, by_id=chair.id, alone=not others, granted=False, **words)
    review.corrections.insert(0, correction)
    db.flush()
    if correction.alone:
        _correct(correction, chair, at)
    else:
        messages.correction_proposed(correction, others, at)
    return correction


def confirm_correction(correction: Correction, by: Person, at: datetime) -> None:
    """A second person confirms: the conclusion is corrected, the earlier one stays readable."""
    if not rules.may_confirm(by, correction, at):
        raise NotPossible(f"correction {correction.id}")
    _correct(correction, by, at)


def decline_correction(correction: Correction, by: Person, at: datetime) -> None:
    """A second person declines, or the chair takes it back: the conclusion stays as it is."""
    if not rules.may_decline(by, correction, at):
        raise NotPossible(f"correction {correction.id}")
    correction.decided, correction.decided_id = at, by.id


def _correct(correction: Correction, by: Person, at: datetime) -> None:
    review = db.scalars(
        select(Review).where(Review.id == correction.review_id).with_for_update(of=Review.__table__)
    ).one()
    texts = {name: getattr(review, name) for name in ("verdict", "reasons", "changes", "dissent")}
    since, number = review.corrected or review.concluded, len(review.earlier) + 1
    review.earlier.insert(0, Conclusion(number=number, since=since, until=at, **texts))
    for name in texts:
        setattr(review, name, getattr(correction, name))
    review.corrected = correction.decided = at
    correction.decided_id, correction.granted = by.id, True
    step(review, Word.REVIEW_CORRECTED, at, by=correction.by_id, other=review.finding)
    behind = followers([review, *sources(review), *consequences(review)])
    messages.corrected(review, people(behind | {each.member_id for each in review.opinions}), at)


def forget(person: Person, at: datetime) -> None:
    """A member leaves: opinions that wait for a conclusion go, counted ones stay; conflicts lose their words.

    A concluded review keeps how many stepped aside, so a sign stays where the words stood.
    """
    for own in db.scalars(select(Opinion).where(Opinion.member_id == person.id)).unique().all():
        if own.review.state is State.OPEN:
            db.execute(delete(Score).where(Score.review_id == own.review_id, Score.member_id == person.id))
            db.delete(own)
            db.flush()
            db.expire(own.review, ["opinions"])
        elif own.conflict:
            own.conflict = WITHOUT_WORDS
    db.flush()


def _opinion_of(review: Review, member: Person, at: datetime) -> Opinion:
    if review.state is not State.OPEN:
        raise NotPossible("the board has concluded")
    own = next((each for each in review.opinions if each.member_id == member.id), None)
    if own is None:
        own = Opinion(member=member, at=at, verdict=None, text="", conflict="")
        review.opinions.append(own)
        db.flush()
    return own


def _score(review: Review, member: Person, scores: Mapping[int, int]) -> None:
    if not set(scores.values()) <= set(POINTS):
        raise NotPossible("points go from 1 to 5")
    for criterion_id, points in scores.items():
        db.merge(Score(review_id=review.id, member_id=member.id, criterion_id=criterion_id, points=points))


def _count(review: Review) -> None:
    """Keep how many members the board has and how many opinions it needs, as of now."""
    here = {each.id for each in holders(Office.BOARD, Office.CHAIR)}
    review.members = len(here)
    review.quorum = quorum_of(len(here), len([each for each in review.aside if each.member_id in here]))
