"""Reading surveys, sheets and free texts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload, selectinload

from bmw.accounts.models import Person
from bmw.focus.models import Field
from bmw.kernel.counts import Difference, differences
from bmw.kernel.database import db
from bmw.processes.models import Process, State
from bmw.surveys.models import FreeText, Question, Sheet, Survey
from bmw.surveys.results import Results
from bmw.surveys.results import of as results_of
from bmw.votes.keys import voter_key

MOST = 100
Answers = dict[str, list[int] | str]


def _listed() -> Select[Survey]:
    return select(Survey).options(joinedload(Survey.process, innerjoin=True).selectinload(Process.phases))


def _whole() -> Select[Survey]:
    return _listed().options(selectinload(Survey.questions).selectinload(Question.texts), joinedload(Survey.field))


def by_reference(reference: str) -> Survey | None:
    """The survey with this number, with its questions."""
    return db.scalar(_whole().where(Survey.reference == reference))


def question(reference: str, question_id: int) -> Question | None:
    """A question of the survey with this number."""
    found = select(Question).join(Survey, Survey.id == Question.survey_id)
    return db.scalar(found.where(Survey.reference == reference, Question.id == question_id))


def open_now(at: datetime, field: Field | None = None, process: Process | None = None) -> Sequence[Survey]:
    """Surveys people can answer now, the next to close first."""
    running = Survey.process.of_type(Process).and_(Process.state == State.RUNNING)
    found = _listed().join(running).where(Survey.public, Survey.opens <= at, Survey.closes > at)
    if field is not None:
        found = found.where(Survey.field_id == field.id)
    if process is not None:
        found = found.where(Survey.process_id == process.id)
    return db.scalars(found.order_by(Survey.closes, Survey.id).limit(MOST)).all()


def of_process(process: Process) -> Sequence[Survey]:
    """The published surveys of a process, in the order of their dates."""
    return _published(Survey.process_id == process.id)


def of_field(field: Field) -> Sequence[Survey]:
    """The published surveys about a field, in the order of their dates."""
    return _published(Survey.field_id == field.id)


def _published(which: object) -> Sequence[Survey]:
    found = _listed().where(Survey.public, which)  # type: ignore[arg-type]  # a comparison of two columns
    return db.scalars(found.order_by(Survey.opens, Survey.id).limit(MOST)).all()


def all_of_them() -> Sequence[Survey]:
    """Every survey, drafts too, for the editors' overview."""
    return db.scalars(_listed().order_by(Survey.id.desc()).limit(MOST)).all()


def results(survey: Survey) -> Results:
    """The results with small groups hidden; ask `rules.may_see_results` first."""
    return results_of(survey)


def sheet_of(survey: Survey, person: Person) -> Answers | None:
    """What somebody answered, as only they and the counting see it; none once the register is closed."""
    if survey.process.register.secret is None:
        return None
    sheet = db.get(Sheet, (survey.id, voter_key(survey.process.register, person.voter_id)))
    return sheet.answers if sheet else None


def answered_by(person: Person) -> list[Survey]:
    """The surveys in which somebody's answers can still be recognised."""
    published = db.scalars(_listed().where(Survey.public).order_by(Survey.id))
    return [survey for survey in published if sheet_of(survey, person) is not None]


def of(person: Person, at: datetime) -> dict[str, Any]:
    """Somebody's answers: survey, question, answer, in words; only while the register is open."""
    return {"survey_answers": [row for survey in answered_by(person) for row in _told(survey, person)]}


def _told(survey: Survey, person: Person) -> list[dict[str, Any]]:
    named = {option.id: option.text for question in survey.questions for option in question.options}
    asked = {str(question.id): question.text for question in survey.questions}
    return [
        {
            "survey": survey.reference,
            "question": asked.get(number, number),
            "answer": [named.get(each, each) for each in given] if isinstance(given, list) else given,
        }
        for number, given in (sheet_of(survey, person) or {}).items()
    ]


def texts_to_pick(asked: Question, *, page: int = 1, size: int = 50) -> Sequence[str]:
    """Free answers that are not published, by the alphabet, so that no order tells who wrote two of them."""
    text = Sheet.answers[str(asked.id)].as_string()
    shown = select(FreeText.text).where(FreeText.question_id == asked.id)
    unseen = text.is_not(None), text != "", text.not_in(shown)
    found = select(text).where(Sheet.survey_id == asked.survey_id, *unseen)
    return db.scalars(found.distinct().order_by(text).limit(size).offset((page - 1) * size)).all()


def was_written(asked: Question, text: str) -> bool:
    """Whether somebody answered a question in exactly these words."""
    words = Sheet.answers[str(asked.id)].as_string()
    return bool(db.scalar(select(exists().where(Sheet.survey_id == asked.survey_id, words == text))))


def still_open(at: datetime) -> Sequence[Survey]:
    """Surveys that have not closed, whose voters can still be recognised."""
    found = _listed().where(Survey.public, Survey.closes > at)
    return [survey for survey in db.scalars(found) if survey.process.register.secret is not None]


def free_text(reference: str, text_id: int) -> FreeText | None:
    """A published free answer of the survey with this number."""
    found = select(FreeText).join(Question).join(Survey, Survey.id == Question.survey_id)
    return db.scalar(found.where(Survey.reference == reference, FreeText.id == text_id))


def miscounted() -> Iterator[Difference]:
    """Surveys whose kept numbers are not what reading every sheet again gives."""
    for survey in db.scalars(select(Survey).options(selectinload(Survey.questions)).order_by(Survey.id)):
        shown = {"sheets": survey.sheets}
        for each in survey.questions:
            shown[f"question {each.id}"] = each.answered
            shown |= {f"answer {option.id}": option.count for option in each.options}
        yield from differences("survey", survey.id, shown, _count_again(survey))


def _count_again(survey: Survey) -> Counter[str]:
    counted: Counter[str] = Counter()
    for answers in db.scalars(select(Sheet.answers).where(Sheet.survey_id == survey.id)):
        counted["sheets"] += 1
        for asked, said in answers.items():
            counted[f"question {asked}"] += 1
            counted.update(f"answer {option}" for option in said if isinstance(said, list))
    return counted
