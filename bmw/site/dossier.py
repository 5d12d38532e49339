"""Everything the platform knows about a person, from every room, for them to keep (GDPR, articles 15 and 20)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bmw.accounts.factors.models import Reset
from bmw.accounts.factors.queries import of as factors_of
from bmw.accounts.models import Person
from bmw.accounts.queries import sessions_of
from bmw.board.models import Criterion, Opinion, Review, Score
from bmw.cases.models import Case
from bmw.comments.models import Comment
from bmw.kernel.database import db
from bmw.notifications.queries import inbox
from bmw.offices import queries as offices
from bmw.proposals.models import Edition, Proposal
from bmw.record.models import Behind, Follow, Record, Step
from bmw.surveys.models import Question, Survey
from bmw.surveys.queries import sheet_of
from bmw.votes.models import Choice
from bmw.votes.queries import open_registers, voted

Rows = list[dict[str, Any]]
LEFT_OUT: Mapping[str, str] = {
    "appointment.by_id": "Says who gave an office to somebody else; that is the other person's data.",
    "recovery_code.person_id": "Only unreadable hashes; the codes themselves are on your own paper.",
    "factor_reset.approved_id": "Says who vouched for somebody else; that is the other person's data.",
    "sign_in.by_id": "An invitation carries somebody else's address and runs out after days.",
    "review.concluded_id": "The conclusion is the board's; that you signed it stands under `steps`.",
    "office_change.by_id": "What an administrator proposed about somebody else is that person's data.",
    "office_ruling.by_id": "What an administrator confirmed about somebody else is that person's data.",
    "identity_look.holder_id": "Who was looked up is the other person's data; it tells them when and why.",
    "export.by_id": "Which tables somebody took along is an office's work, kept for the administrators.",
    "correction.by_id": "The correction is the board's; that you proposed it stands under `steps`.",
    "correction.decided_id": "That somebody confirmed a correction is an office's work, not data about them.",
    "case.taken_id": "Who looks after a case is an office's work, forgotten with the account.",
    "case.decided_id": "Decisions are the office's; those about contributions stand under `steps`.",
}
"""What refers to a person and is not in their data, with the reason."""


@dataclass(frozen=True)
class Part:
    """One kind of data, where it lies, and how it is told."""

    name: str
    lies_in: tuple[str, ...]
    tell: Callable[[Person, datetime], Any]


def about(person: Person, at: datetime) -> dict[str, Any]:
    """The person's own data; times in UTC, in ISO 8601."""
    return {"as_of": at.isoformat(), **{part.name: part.tell(person, at) for part in PARTS}, "left_out": LEFT_OUT}


def _rows(things: Iterable[Any], *names: str) -> Rows:
    return [{name: _plain(getattr(each, name)) for name in names} for each in things]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _account(person: Person, _at: datetime) -> dict[str, Any]:
    return _rows([person], "address", "pseudonym", "language", "by_mail", "created")[0]


def _offices(person: Person, _at: datetime) -> Rows:
    return _rows(person.appointments, "office", "since")


def _sessions(person: Person, at: datetime) -> Rows:
    return _rows(sessions_of(person.id, at), "device", "created", "seen", "ends")


def _messages(person: Person, _at: datetime) -> Rows:
    return _rows(inbox(person.id, most=10_000), "subject", "body", "language", "path", "created", "read")


def _proposals(person: Person, _at: datetime) -> Rows:
    mine = db.scalars(select(Proposal).where(Proposal.author_id == person.id).order_by(Proposal.id)).all()
    names = ("reference", "title", "body", "language", "state", "outcome", "created", "published", "edition")
    told = _rows(mine, *names)
    for row, proposal in zip(told, mine, strict=True):
        row["district"] = proposal.district.name if proposal.district else None
        earlier = select(Edition).where(Edition.proposal_id == proposal.id).order_by(Edition.number)
        row["editions"] = _rows(db.scalars(earlier), "number", "title", "body", "language", "until")
    return told


def _comments(person: Person, _at: datetime) -> Rows:
    mine = select(Comment).where(Comment.author_id == person.id).order_by(Comment.id)
    return _rows(db.scalars(mine).unique(), "reference", "body", "language", "state", "created", "published")


def _letters(person: Person, _at: datetime) -> Rows:
    mine = select(Case).where(Case.from_id == person.id).options(joinedload(Case.record)).order_by(Case.id)
    found = db.scalars(mine).unique().all()
    told = _rows(found, "kind", "opened", "reason", "text", "path", "decision", "decided", "facts")
    for row, case in zip(told, found, strict=True):
        row["about"] = case.record.reference if case.record else None
    return told


def _opinions(person: Person, _at: datetime) -> Rows:
    mine = select(Opinion).where(Opinion.member_id == person.id).options(joinedload(Opinion.review))
    found = db.scalars(mine.order_by(Opinion.at)).unique().all()
    told = _rows(found, "at", "verdict", "text", "conflict")
    return [{"review": each.review.reference, **row} for row, each in zip(told, found, strict=True)]


def _scores(person: Person, _at: datetime) -> Rows:
    mine = (
        select(Review.reference, Criterion.name, Score.points)
        .join(Review, Review.id == Score.review_id)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Score.member_id == person.id)
    )
    return [{"review": review, "criterion": dict(name), "points": points} for review, name, points in db.execute(mine)]


def _answers(person: Person, _at: datetime) -> Rows:
    """Answers that can still be recognised; once a process is archived they belong to nobody."""
    told: Rows = []
    for survey in db.scalars(select(Survey).where(Survey.public).order_by(Survey.id)):
        for asked, given in (sheet_of(survey, person) or {}).items():
            question = db.get(Question, int(asked))
            named = {each.id: dict(each.text) for each in question.options} if question else {}
            said = [named.get(each, each) for each in given] if isinstance(given, list) else given
            told.append(
                {"survey": survey.reference, "question": dict(question.text) if question else asked, "answer": said}
            )
    return told


def _votes(person: Person, _at: datetime) -> Rows:
    """Votes that can still be recognised, likewise."""
    told: Rows = []
    for register in open_registers():
        for choice in Choice:
            mine = select(Proposal.reference).where(Proposal.ballot_id.in_(voted(register, person.voter_id, choice)))
            told += [{"proposal": each, "choice": choice.name.lower()} for each in db.scalars(mine)]
    return told


def _follows(person: Person, _at: datetime) -> Rows:
    mine = select(Record.kind, Record.reference).join(Follow, Follow.record_id == Record.id)
    return [row._asdict() for row in db.execute(mine.where(Follow.person_id == person.id).order_by(Record.id))]


def _steps(person: Person, _at: datetime) -> Rows:
    mine = (
        select(Record.kind, Record.reference, Step.word.label("step"), Step.at)
        .join(Step, Step.record_id == Record.id)
        .join(Behind, Behind.step_id == Step.id)
        .where(Behind.person_id == person.id)
    )
    return _rows(db.execute(mine.order_by(Step.id)), "kind", "reference", "step", "at")


def _factors(person: Person, _at: datetime) -> Rows:
    return _rows(factors_of(person.id), "kind", "name", "created", "used")


def _resets(person: Person, _at: datetime) -> Rows:
    mine = select(Reset).where(Reset.person_id == person.id).order_by(Reset.id)
    return _rows(db.scalars(mine).unique(), "asked", "due", "ended", "outcome")


PARTS = (
    Part("account", ("person.id",), _account),
    Part("offices", ("appointment.person_id",), _offices),
    Part("sessions", ("browser_session.person_id",), _sessions),
    Part("second_factors", ("factor.person_id",), _factors),
    Part("lost_factors", ("factor_reset.person_id",), _resets),
    Part("messages", ("message.person_id",), _messages),
    Part("proposals", ("proposal.author_id",), _proposals),
    Part("comments", ("comment.author_id",), _comments),
    Part("reports", ("case.from_id",), _letters),
    Part("opinions", ("opinion.member_id",), _opinions),
    Part("scores", ("score.member_id",), _scores),
    Part("survey_answers", (), _answers),
    Part("votes", (), _votes),
    Part("office_changes", ("office_change.person_id",), lambda person, at: offices.of(person, at)["office_changes"]),
    Part("identity_looks", ("identity_look.person_id",), lambda person, at: offices.of(person, at)["identity_looks"]),
    Part("follows", ("follow.person_id",), _follows),
    Part("steps", ("step_behind.person_id",), _steps),
)
