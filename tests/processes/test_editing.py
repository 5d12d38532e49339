"""The pages on which editors lead a process."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from bmw.accounts.models import Office
from bmw.focus.models import Field
from bmw.kernel.database import db, transaction
from bmw.processes import queries
from bmw.processes.models import Process, State
from bmw.votes.models import Choice, Kind
from bmw.votes.service import cast, open_ballot
from tests import factories as make
from tests.factories import NOW
from tests.processes.test_service import drafted

NEW = "/de/redaktion/verfahren/neu"
FORM = {
    "title_de": "Radwege",
    "summary_de": "Wo fehlen Radwege?",
    "outcome_de": "Der Beirat prüft.",
    "level": "consultation",
    "moderation": "before",
    "ballot_kind": "support",
}
PHASE = {"title_de": "Sammeln", "text_de": "Alle.", "starts": "01.06.2026 08:00", "ends": "2026-06-30T18:00"}


@pytest.fixture
def field(app: Flask) -> Field:
    with transaction():
        return make.field()


@pytest.fixture
def desk(app: Flask, browser: Any) -> Any:
    with transaction():
        editor = make.person(Office.EDITOR)
    return browser(editor)


@pytest.fixture
def process(app: Flask) -> Process:
    with transaction():
        return make.process(make.field())


@pytest.fixture
def draft(app: Flask) -> Process:
    with transaction():
        return drafted()


def editing(process: Process, more: str = "") -> str:
    return f"/de/redaktion/verfahren/{process.reference}{more}"


def found(process: Process) -> Process:
    db.expire_all()
    again = queries.by_reference(process.reference)
    assert again
    return again


def test_from_the_first_word_to_the_start(desk: Any, field: Field) -> None:
    desk.send(NEW, subjects=str(field.id), **FORM)
    (new,) = queries.all_of_them()
    desk.send(editing(new, "/starten"), 403)
    desk.send(editing(new, "/phasen/neu"), opens=["proposals.submit", "votes.cast"], **PHASE)
    desk.send(editing(new, "/starten"))
    assert found(new).state is State.RUNNING
    assert found(new).phases[0].starts.isoformat() == "2026-06-01T06:00:00+00:00"
    assert "Sammeln" in desk.see(editing(new)).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_de": ""},
        {"summary_de": "a!" * 25_000},
        {"level": "monarchy"},
        {"moderation": ""},
        {"subjects": []},
        {"subjects": ["999"]},
        {"ballot_kind": ["support", "opinion"]},
    ],
)
def test_bad_input_is_explained_and_kept(desk: Any, field: Field, wrong: dict[str, Any]) -> None:
    page = desk.send(NEW, 422, **{"subjects": str(field.id), **FORM, **wrong})
    assert page.all(".error-summary")
    assert page.form(NEW)["outcome_de"] == "Der Beirat prüft."
    assert queries.all_of_them() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_de": ""},
        {"starts": "irgendwann"},
        {"ends": "01.06.2026 08:00"},
        {"ends": ""},
        {"opens": ["everything"]},
        {"starts": "29.03.2026 02:15"},
        {"starts": ["01.06.2026 08:00", "02.06.2026 08:00"]},
    ],
)
def test_a_phase_that_makes_no_sense_is_explained_and_kept(desk: Any, draft: Process, wrong: dict[str, Any]) -> None:
    page = desk.send(editing(draft, "/phasen/neu"), 422, **{**PHASE, **wrong})
    assert page.all(".error-summary")
    assert page.form("/phasen/neu")["text_de"] == "Alle."
    assert len(found(draft).phases) == 1


def test_sent_twice_a_process_is_made_once(desk: Any, field: Field) -> None:
    nonce = desk.see(NEW).form(NEW)["nonce"]
    for _time in range(2):
        desk.send(NEW, nonce=nonce, subjects=str(field.id), **FORM)
    assert len(queries.all_of_them()) == 1


def test_new_dates_need_a_reason_and_new_words_do_not(desk: Any, process: Process) -> None:
    phase = found(process).phases[0]
    path = editing(process, f"/phasen/{phase.id}")
    kept = {**desk.see(path).form(f"/phasen/{phase.id}"), "opens": phase.opens}
    desk.send(path, **{**kept, "title_de": "Ideen"})
    desk.send(path, 422, **{**kept, "ends": "24.12.2026 18:00"})
    desk.send(path, 422, **{**kept, "opens": ["votes.cast"]})
    assert queries.changes(process) == []
    desk.send(path, **{**kept, "ends": "24.12.2026 18:00", "reason": "Mehr Zeit"})
    assert [change.reason for change in queries.changes(process)] == ["Mehr Zeit"]


def test_a_phase_leaves_a_draft_and_no_running_process(desk: Any, draft: Process, process: Process) -> None:
    for each, status in ((draft, 303), (process, 403)):
        desk.send(editing(each, f"/phasen/{found(each).phases[0].id}/entfernen"), status)
    assert found(draft).phases == []


def test_a_phase_of_another_process_is_not_found(desk: Any, draft: Process, process: Process) -> None:
    desk.see(editing(draft, f"/phasen/{found(process).phases[0].id}"), 404)


def test_after_the_first_vote_the_way_of_voting_is_no_question(desk: Any, process: Process) -> None:
    with transaction():
        cast(open_ballot(found(process).register, Kind.SUPPORT), make.person().voter_id, Choice.AGREE)
    page = desk.see(editing(process))
    assert "ballot_kind" not in page.form(editing(process))
    desk.send(editing(process), **{**page.form(editing(process)), "ballot_kind": "opinion"})
    assert found(process).ballot_kind is Kind.SUPPORT


def test_an_editor_who_was_overtaken_keeps_their_text(desk: Any, process: Process) -> None:
    seen = desk.see(editing(process)).form(editing(process))
    desk.send(editing(process), **{**seen, "title_en": "Bikes"})
    assert "Cycling" in desk.send(editing(process), 409, **{**seen, "title_en": "Cycling"}).html


def test_archiving_says_what_it_destroys_and_then_does(browser: Any, process: Process, clock: Any) -> None:
    with transaction():
        editor = make.person(Office.EDITOR)
    browser(editor).send(editing(process, "/archivieren"), 403)
    clock.now = NOW + timedelta(days=21)
    desk = browser(editor)
    assert desk.see(editing(process, "/archivieren")).all(".kern-alert--warning li")
    assert found(process).state is State.RUNNING
    desk.send(editing(process, "/archivieren"))
    assert found(process).register.secret is None
    desk.see(editing(process), 403)


def test_only_editors_lead_processes(client: Any, browser: Any, process: Process) -> None:
    with transaction():
        others = [make.person(), make.person(Office.MODERATOR), make.person(Office.BOARD)]
    for someone in (client, *map(browser, others)):
        for path in (NEW, editing(process), editing(process, "/phasen/neu"), editing(process, "/archivieren")):
            someone.send(path, 403, **FORM)


def test_the_pages_speak_arabic_from_right_to_left(desk: Any, process: Process) -> None:
    assert desk.see(f"/ar/redaktion/verfahren/{process.reference}").root.get("dir") == "rtl"
