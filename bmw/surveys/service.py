"""Writing, publishing and answering surveys; counts are kept in the same transaction as the sheets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update

from bmw.accounts.models import Person
from bmw.cases import service as cases
from bmw.cases.models import Decision, Reason
from bmw.cases.models import Kind as Sort
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.processes.models import Process
from bmw.record.service import enter, step
from bmw.record.words import Word
from bmw.surveys import queries
from bmw.surveys.models import FreeText, Kind, Option, Question, Sheet, Survey
from bmw.surveys.plans import About, Asked
from bmw.votes.keys import voter_key

Given = Mapping[int, Sequence[int] | str]
"""What somebody answers: question id → option ids, or the text."""


def create(process: Process, about: About, at: datetime) -> Survey:
    """An editor drafts a survey."""
    survey = Survey(process_id=process.id, process=process, language="de", questions=[])
    _describe(survey, about)
    return enter(survey, at)


def change(survey: Survey, about: About, *, seen: int, at: datetime) -> None:
    """An editor changes a survey; once it has closed, its dates stay."""
    moved = (about.opens, about.closes) != (survey.opens, survey.closes)
    if seen != survey.version or (survey.public and moved and at >= survey.closes):
        raise NotPossible("Changed in the meantime, or closed.")
    _describe(survey, about)
    survey.version += 1


def _describe(survey: Survey, about: About) -> None:
    survey.title, survey.intro = about.title, about.intro
    survey.opens, survey.closes = about.opens, about.closes
    survey.field, survey.field_id = about.field, about.field.id if about.field else None


def ask(survey: Survey, asked: Asked) -> Question:
    """An editor adds a question, at the end unless they say where."""
    question = Question(survey=survey, position=len(survey.questions) + 1)
    change_question(question, asked)
    db.add(question)
    db.flush()
    return question


def change_question(question: Question, asked: Asked) -> None:
    """An editor changes a question that nobody has answered yet."""
    if question.survey.sheets:
        raise NotPossible("People have answered.")
    question.kind, question.text, question.hint = asked.kind, asked.text, asked.hint
    question.required = asked.required
    options = () if asked.kind is Kind.TEXT else asked.options
    question.options = [Option(position=n, text=text) for n, text in enumerate(options, start=1)]
    _place(question, asked.position or question.position)


def remove_question(question: Question) -> None:
    """An editor takes out a question that nobody has answered yet."""
    survey = question.survey
    if survey.sheets:
        raise NotPossible("People have answered.")
    survey.questions.remove(question)
    db.delete(question)
    for place, each in enumerate(survey.questions, start=1):
        each.position = place


def _place(question: Question, wanted: int) -> None:
    others = [each for each in question.survey.questions if each is not question]
    others.insert(max(0, min(wanted, len(others) + 1) - 1), question)
    for place, each in enumerate(others, start=1):
        each.position = place


def publish(survey: Survey, by: int, at: datetime) -> None:
    """An editor publishes a survey; from its first day on people answer it."""
    if survey.public:
        raise NotPossible("Already published.")
    survey.public = True
    step(survey, Word.SURVEY_OPENED, at, by=by)


def answer(survey: Survey, person: Person, answers: Given) -> None:
    """Somebody answers, or changes their answers; they still count once."""
    key = voter_key(survey.process.register, person.voter_id)
    kept = _kept(survey, answers)
    sheet = db.get(Sheet, (survey.id, key))
    if sheet is None:
        db.add(Sheet(survey_id=survey.id, voter_key=key, answers=kept))
        _count(survey, {}, kept, people=1)
        return
    before, sheet.answers = sheet.answers, kept
    sheet.version += 1
    _count(survey, before, kept, people=0)


def withdraw(survey: Survey, person: Person) -> None:
    """Somebody takes their answers back; without answers nothing happens."""
    sheet = db.get(Sheet, (survey.id, voter_key(survey.process.register, person.voter_id)))
    if sheet is not None:
        db.delete(sheet)
        _count(survey, sheet.answers, {}, people=-1)


def forget(person: Person, at: datetime) -> int:
    """Somebody leaves: their answers are taken back where people still answer. Returns from how many surveys."""
    answered = [survey for survey in queries.still_open(at) if queries.sheet_of(survey, person) is not None]
    for survey in answered:
        withdraw(survey, person)
    return len(answered)


def unsay(person: Person, at: datetime) -> None:
    """Somebody takes their own words back: in surveys that are over, too, free answers go and the counts stay."""
    for survey in queries.answered_by(person):
        sheet = db.get_one(Sheet, (survey.id, voter_key(survey.process.register, person.voter_id)))
        said = {asked: words for asked, words in sheet.answers.items() if isinstance(words, str) and words}
        sheet.answers = {**sheet.answers, **dict.fromkeys(said, "")}
        db.flush()
        for question in (each for each in survey.questions if str(each.id) in said):
            _unpublish(question, str(said[str(question.id)]))


def _unpublish(question: Question, words: str) -> None:
    """A free answer that nobody stands behind any more is not shown either, and no report or decision quotes it."""
    if queries.was_written(question, words):
        return
    for text in (each for each in question.texts if each.text == words):
        if text.restriction is not None:
            text.restriction.facts = cases.WITHOUT_WORDS
        db.delete(text)
    cases.unquote(question.survey, words)
    db.expire(question, ["texts"])


def _kept(survey: Survey, answers: Given) -> dict[str, list[int] | str]:
    """Answers as they are kept: known questions and options only, and nothing for a skipped question."""
    kept: dict[str, list[int] | str] = {}
    for question in survey.questions:
        given = answers.get(question.id) or ""
        if isinstance(given, str):
            value: list[int] | str = given if question.kind is Kind.TEXT else []
        else:
            value = sorted({option.id for option in question.options} & set(given))
        if question.kind in (Kind.SINGLE, Kind.SCALE) and len(value) > 1:
            raise NotPossible("One answer only.")
        if value:
            kept[str(question.id)] = value
    return kept


def _count(survey: Survey, before: Mapping[str, object], after: Mapping[str, object], *, people: int) -> None:
    """Move every counter from what was answered to what is answered now, always in the same order."""
    options = Counter(_chosen(after))
    options.subtract(_chosen(before))
    questions = Counter(after.keys())
    questions.subtract(before.keys())
    for option_id, more in sorted(options.items()):
        if more:
            db.execute(update(Option).where(Option.id == option_id).values(count=Option.count + more))
    for question_id, more in sorted(questions.items()):
        if more:
            here = update(Question).where(Question.id == int(question_id))
            db.execute(here.values(answered=Question.answered + more))
    if people:
        survey.sheets = Survey.sheets + people
    db.flush()


def _chosen(answers: Mapping[str, object]) -> list[int]:
    return [option for value in answers.values() if isinstance(value, list) for option in value]


def publish_text(question: Question, text: str, at: datetime) -> FreeText:
    """A moderator publishes what somebody answered in their own words, without anything else they said."""
    if not queries.was_written(question, text):
        raise NotPossible("Nobody wrote this.")
    shown = next((each for each in question.texts if each.text == text), None)
    if shown is None:
        shown = FreeText(question_id=question.id, text=text)
        question.texts.append(shown)
    if shown.restriction is not None:
        shown.restriction.lifted, shown.restriction = at, None
    db.flush()
    return shown


def hide_text(text: FreeText, by: Person, at: datetime, *, rule: Reason, facts: str, law: str = "") -> None:
    """A moderator hides a published answer; nobody knows whose it is, so rule and day stand in its place for all."""
    case = cases.open_case(Sort.SUBMITTED, text.question.survey, at)
    text.restriction = cases.decide(case, Decision.HIDDEN, by, at, rule=rule, facts=facts, law=law)
    db.flush()


__all__ = [
    "About",
    "Asked",
    "answer",
    "ask",
    "change",
    "change_question",
    "create",
    "forget",
    "hide_text",
    "publish",
    "publish_text",
    "remove_question",
    "withdraw",
]
