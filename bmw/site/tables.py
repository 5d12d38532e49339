"""Tables of the town hall that people with the office for it take along: no address, no name, nobody's own words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bmw.cases.models import REASONS, Case
from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.database import db
from bmw.kernel.text import Sentence, _
from bmw.moderation.words import DECISIONS, KINDS
from bmw.offices.models import Export
from bmw.record.queries import accompany
from bmw.surveys.models import FreeText, Question, Survey
from bmw.ui import csv


@dataclass(frozen=True)
class Table:
    """One kind of table: what it is called, its columns, and its rows as they were when somebody asked for it."""

    title: Sentence
    head: Mapping[str, Sentence]
    rows: Callable[[str, datetime], Sequence[csv.Row]]
    """From the number of what it is about, and the moment of asking."""


def _moment(at: datetime | None) -> str:
    return at.astimezone(TOWN_ZONE).isoformat(timespec="minutes") if at else ""


def _cases(_about: str, until: datetime) -> list[csv.Row]:
    """Decided cases; neither who reported nor what they wrote, neither who decided nor facts that may name people."""
    decided = select(Case).where(Case.decided <= until).options(joinedload(Case.objections))
    found = db.scalars(decided.order_by(Case.id)).unique().all()
    return [_case(each) for each in accompany(found, "record")]


def _case(case: Case) -> csv.Row:
    decision = csv.Named(case.decision.value, DECISIONS[case.decision]) if case.decision else None
    return [
        case.id,
        csv.Named(case.kind.value, KINDS[case.kind]),
        case.record.kind if case.record else None,
        case.record.reference if case.record else None,
        _moment(case.opened),
        _moment(case.decided),
        decision,
        csv.Named(case.rule.value, REASONS[case.rule]) if case.rule else None,
        case.about_id,
        len(case.objections),
    ]


def _texts(about: str, _until: datetime) -> list[csv.Row]:
    """Free answers that a moderator published."""
    wanted = select(Question.position, FreeText.text).join(FreeText, FreeText.question_id == Question.id)
    mine = wanted.join(Survey, Survey.id == Question.survey_id).where(Survey.reference == about)
    return [tuple(row) for row in db.execute(mine.order_by(Question.position, FreeText.text))]


TABLES: dict[str, Table] = {
    "cases": Table(
        _("Decided cases"),
        {
            "case": _("Case"),
            "kind": _("Kind"),
            "contribution": _("Contribution"),
            "reference": _("Number"),
            "opened": _("Opened"),
            "decided": _("When it was decided"),
            "decision": _("Decision"),
            "rule": _("Rule"),
            "belongs_to": _("Belongs to case"),
            "objections": _("Objections"),
        },
        _cases,
    ),
    "texts": Table(_("Free answers of a survey"), {"question": _("Question"), "text": _("Answer")}, _texts),
}


def rows_of(export: Export) -> Sequence[csv.Row]:
    """The rows that somebody asked for."""
    return TABLES[export.what].rows(export.about, export.at)


def surveys_with_texts() -> Sequence[Survey]:
    """Surveys in which a moderator published free answers, newest first."""
    published = select(Question.survey_id).join(FreeText, FreeText.question_id == Question.id)
    return db.scalars(select(Survey).where(Survey.id.in_(published)).order_by(Survey.id.desc()).limit(100)).all()
