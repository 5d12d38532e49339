"""Editors write surveys; once somebody has answered, the questions stay."""

from typing import Any

import pytest
from flask import Flask

from bmw.accounts.models import Office
from bmw.kernel.database import db, transaction
from bmw.processes.models import Process
from bmw.record.queries import journey
from bmw.record.words import Word
from bmw.surveys import queries
from bmw.surveys.models import Kind, Survey
from tests import factories as make
from tests.factories_surveys import answered, survey

NEW = "/de/redaktion/umfragen/neu"
FORM = {"title_de": "Rad", "intro_de": "Kurz.", "opens": "2026-05-10T08:00", "closes": "2026-05-20T18:00"}
QUESTION = {"text_de": "Womit?", "kind": "single", "options_de": "Rad\r\nBus\r\n\r\nAuto", "options_en": ""}


@pytest.fixture
def process(app: Flask) -> Process:
    with transaction():
        return make.process()


@pytest.fixture
def desk(app: Flask, browser: Any) -> Any:
    with transaction():
        editor = make.person(Office.EDITOR)
    return browser(editor)


@pytest.fixture
def draft(process: Process) -> Survey:
    with transaction():
        return survey(process=process, public=False)


def editing(asked: Survey, more: str = "") -> str:
    return f"/de/redaktion/umfragen/{asked.reference}{more}"


def found(asked: Survey) -> Survey:
    db.expire_all()
    again = queries.by_reference(asked.reference)
    assert again
    return again


def test_from_the_first_word_to_the_publication(desk: Any, process: Process) -> None:
    desk.send(NEW, belongs=process.reference, **FORM)
    (new,) = queries.all_of_them()
    desk.send(editing(new, "/veroeffentlichen"), 403)
    desk.send(editing(new, "/fragen/neu"), **QUESTION)
    desk.send(editing(new, "/veroeffentlichen"))
    assert found(new).public
    assert journey(found(new))[-1].word is Word.SURVEY_OPENED
    assert [option.text.german for option in found(new).questions[0].options] == ["Rad", "Bus", "Auto"]
    desk.see("/de/redaktion/umfragen")
    desk.see(editing(new))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_de": ""},
        {"belongs": "2026-77777"},
        {"closes": "2026-05-10T08:00"},
        {"opens": "gestern"},
        {"opens": ["2026-05-10T08:00", "2026-05-11T08:00"]},
        {"subject": "99"},
        {"intro_de": "a!" * 25_000},
    ],
)
def test_bad_input_is_explained_and_kept(desk: Any, process: Process, wrong: dict[str, Any]) -> None:
    page = desk.send(NEW, 422, **{"belongs": process.reference, **FORM, **wrong})
    assert page.all(".error-summary")
    assert page.form(NEW)["title_de"] == wrong.get("title_de", "Rad")
    assert queries.all_of_them() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"text_de": ""},
        {"kind": "essay"},
        {"options_de": "Rad"},
        {"options_de": "Rad\nRad"},
        {"options_de": "\n".join(str(n) for n in range(21))},
        {"options_de": "x" * 201 + "\nBus"},
        {"options_en": "Bike\nBus"},
        {"position": "one"},
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(desk: Any, draft: Survey, wrong: dict[str, str]) -> None:
    page = desk.send(editing(draft, "/fragen/neu"), 422, **{**QUESTION, **wrong})
    assert page.all(".error-summary")
    assert found(draft).questions == []


def test_questions_are_put_in_order_by_a_number(desk: Any, draft: Survey) -> None:
    for number, text in enumerate(("Eins", "Zwei", "Drei")):
        desk.send(editing(draft, "/fragen/neu"), **{**QUESTION, "text_de": text, "position": "1" if number else ""})
    assert [question.text.german for question in found(draft).questions] == ["Drei", "Zwei", "Eins"]


def test_a_question_is_changed_and_taken_out(desk: Any, draft: Survey) -> None:
    desk.send(editing(draft, "/fragen/neu"), **QUESTION)
    path = editing(draft, f"/fragen/{found(draft).questions[0].id}")
    kept = desk.see(path).form(f"/fragen/{found(draft).questions[0].id}")
    assert kept["options_de"].split() == ["Rad", "Bus", "Auto"]
    desk.send(path, **{**kept, "options_en": "Bike\nBus\nCar"})
    assert found(draft).questions[0].options[2].text["en"] == "Car"
    desk.send(path + "/entfernen")
    assert found(draft).questions == []


def test_after_the_first_answer_the_questions_stay_and_the_page_says_why(desk: Any, process: Process) -> None:
    with transaction():
        asked = survey(Kind.SINGLE, process=process)
        answered(asked, 0)
    question = found(asked).questions[0]
    for path in ("/fragen/neu", f"/fragen/{question.id}", f"/fragen/{question.id}/entfernen"):
        desk.send(editing(asked, path), 403, **QUESTION)
    assert desk.see(editing(asked)).all(".kern-alert")
    assert len(found(asked).questions) == 1


def test_a_closed_survey_is_not_opened_again(browser: Any, process: Process, clock: Any) -> None:
    with transaction():
        asked, editor = survey(Kind.SINGLE, process=process), make.person(Office.EDITOR)
    clock.forward(days=6)
    desk = browser(editor)
    seen = desk.see(editing(asked)).form(editing(asked))
    desk.send(editing(asked), **{**seen, "closes": "2026-12-24T18:00"})
    assert found(asked).closes == asked.closes


def test_an_editor_who_was_overtaken_keeps_their_text(desk: Any, draft: Survey) -> None:
    seen = desk.see(editing(draft)).form(editing(draft))
    desk.send(editing(draft), **{**seen, "title_en": "Bikes"})
    assert "Cycling" in desk.send(editing(draft), 409, **{**seen, "title_en": "Cycling"}).html


def test_citizens_write_no_surveys(browser: Any, draft: Survey) -> None:
    with transaction():
        citizen = make.person()
    for path in (NEW, editing(draft), editing(draft, "/fragen/neu"), editing(draft, "/veroeffentlichen")):
        browser(citizen).send(path, 403, **FORM)


def test_a_question_of_another_survey_is_not_found(desk: Any, draft: Survey, process: Process) -> None:
    with transaction():
        other = survey(Kind.TEXT, process=process)
    desk.see(editing(draft, f"/fragen/{other.questions[0].id}"), 404)
