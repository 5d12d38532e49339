"""Meetings: announced, moved with a reason, written down, and cited."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bmw.accounts.models import Office
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.meetings import queries, service
from bmw.meetings.models import Meeting, Point
from bmw.meetings.plans import About
from bmw.processes.models import Process
from bmw.record.queries import journey, sources
from bmw.record.service import link
from bmw.record.words import Relation, Word
from tests import factories as make
from tests.factories import NOW
from tests.files import form, pdf

NEW = "/de/redaktion/treffen/neu"
HOUR = timedelta(hours=1)
FORM = {"title_de": "Workshop Rad", "place": "Rathaus", "starts": "20.05.2026 18:00", "ends": "20.05.2026 20:00"}
PDF = pdf()


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
def meeting(process: Process) -> Meeting:
    with transaction():
        about = About(Localized(de="Workshop Rad"), "Rathaus", NOW - 2 * HOUR, NOW - HOUR)
        return service.plan(process, about, make.person().id, NOW)


def editing(meeting: Meeting, part: str = "") -> str:
    return f"/de/redaktion/treffen/{meeting.reference}{part}"


def found(meeting: Meeting) -> Meeting:
    db.expire_all()
    again = queries.by_reference(meeting.reference)
    assert again
    return again


def test_an_editor_announces_a_meeting_on_the_towns_clock(desk: Any, process: Process) -> None:
    desk.send(NEW, belongs=process.reference, **FORM)
    (meeting,) = queries.of_process(process)
    assert meeting.starts.isoformat() == "2026-05-20T16:00:00+00:00"
    assert journey(meeting)[0].word is Word.MEETING_PLANNED


def test_everybody_reads_when_and_where(client: Any, meeting: Meeting) -> None:
    page = client.see(f"/en/treffen/{meeting.reference}")
    assert page.heading == "Workshop Rad"
    assert "Rathaus" in page.text
    assert page.one("h1 > span").get("lang") == "de"


def test_what_begins_and_ends_on_one_day_names_it_once(client: Any, meeting: Meeting) -> None:
    told = " ".join(client.see(f"/de/treffen/{meeting.reference}").one(".page-head .facts").text_content().split())
    assert "Dienstag, 12. Mai 2026, 10:00 bis 11:00 MESZ" in told
    arabic = client.see(f"/ar/treffen/{meeting.reference}").one(".page-head .facts").text_content()
    assert arabic.count("2026") == 1


def test_the_meetings_of_a_draft_are_not_announced(client: Any, desk: Any) -> None:
    from tests.processes.test_service import drafted

    with transaction():
        about = About(Localized(de="Noch geheim"), "Rathaus", NOW, NOW + HOUR)
        meeting = service.plan(drafted(), about, make.person().id, NOW)
        assert not meeting.is_public
    client.see(f"/de/treffen/{meeting.reference}", 403)
    desk.see(f"/de/treffen/{meeting.reference}")
    assert queries.upcoming(NOW) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_de": ""},
        {"place": " "},
        {"belongs": "2026-99999"},
        {"starts": "31.02.2026 18:00"},
        {"starts": "29.03.2026 02:30", "ends": "29.03.2026 04:00"},
        {"ends": "20.05.2026 17:00"},
        {"subject": "77"},
        {"place": ["Rathaus", "Kirche"]},
    ],
)
def test_bad_input_is_explained_and_kept(desk: Any, process: Process, wrong: dict[str, Any]) -> None:
    page = desk.send(NEW, 422, **{"belongs": process.reference, **FORM, **wrong})
    assert page.all(".error-summary")
    assert page.form(NEW)["starts"] == wrong.get("starts", FORM["starts"])
    assert queries.all_of_them() == []


def test_another_date_needs_a_reason_that_stays_visible(desk: Any, client: Any, meeting: Meeting) -> None:
    seen = desk.see(editing(meeting)).form(editing(meeting))
    later = {**seen, "starts": "2026-05-21T18:00", "ends": "2026-05-21T20:00"}
    desk.send(editing(meeting), 422, **later)
    desk.send(editing(meeting), **{**later, "reason": "Der Saal ist belegt."})
    assert "Der Saal ist belegt." in client.see(f"/de/treffen/{meeting.reference}").text


def test_nobody_writes_minutes_before_the_start(desk: Any, process: Process) -> None:
    with transaction():
        meeting = service.plan(process, About(Localized(de="Bald"), "Rathaus", NOW + HOUR, NOW + 2 * HOUR), 1, NOW)
    desk.send(editing(meeting, "/protokoll"), 403, minutes="Alles gut.")


def test_minutes_are_text_without_dangerous_parts(desk: Any, client: Any, meeting: Meeting) -> None:
    desk.send(editing(meeting, "/protokoll"), minutes="**Gut** <script>x</script>", attended="12")
    page = client.see(f"/de/treffen/{meeting.reference}")
    assert page.one(".prose strong").text == "Gut"
    assert not page.all("main script")


def test_a_point_can_be_cited_and_then_stays_as_it_is(desk: Any, meeting: Meeting) -> None:
    desk.send(editing(meeting, "/punkte/neu"), text="Die B55 braucht einen Radweg.", agreed="9")
    (point,) = found(meeting).points
    assert point.numbers == {"agreed": 9}
    path = f"/de/redaktion/treffen/punkte/{point.reference}"
    desk.send(path, text="Die B55 braucht einen breiten Radweg.", agreed="9")
    with transaction():
        link(db.get_one(Point, point.id), db.get_one(Meeting, meeting.id), Relation.SOURCE, NOW)
    desk.send(path, 403, text="Etwas ganz anderes.")


def test_a_point_leads_to_its_place_and_to_its_meeting(client: Any, meeting: Meeting) -> None:
    with transaction():
        point = service.note_point(found(meeting), "Mehr Bänke.", None, 1, NOW)
        assert [record.id for record in sources(point)] == [meeting.id]
    answer = client.get(f"/de/treffen/punkt/{point.reference}")
    assert answer.location.endswith(f"#point-{point.reference}")
    assert client.see(answer.location).all(f"#point-{point.reference}")


def upload(desk: Any, meeting: Meeting, content: bytes, status: int, **words: str) -> Any:
    file = (io.BytesIO(content), "../../etc/passwd")
    typed = {"title": "Protokoll Süd", "text": "## Beschluss\n\nMehr Bäume.", **words, "file": file}
    return desk.send(editing(meeting, "/dokument"), status, **typed)


def test_a_document_is_saved_and_never_run(desk: Any, client: Any, meeting: Meeting, tmp_path: Path) -> None:
    upload(desk, meeting, PDF, 303)
    with client.get(f"/de/treffen/{meeting.reference}/dokument") as answer:
        assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
        assert answer.headers["Content-Disposition"] == "attachment; filename=protokoll-sued.pdf"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert [path.parent.name for path in tmp_path.rglob("*.pdf")] == ["files"]


def test_the_same_can_be_read_as_a_page(desk: Any, client: Any, meeting: Meeting) -> None:
    upload(desk, meeting, PDF, 303)
    page = client.see(client.see(f"/de/treffen/{meeting.reference}").link("„Protokoll Süd“ als Seite lesen"))
    assert page.one(".prose h2").text == "Beschluss"
    assert page.one(".prose").get("lang") == "de"


def test_a_document_says_how_well_it_can_be_read_aloud(desk: Any, client: Any, meeting: Meeting) -> None:
    upload(desk, meeting, PDF, 303)
    assert "nicht als barrierefrei ausgezeichnet" in client.see(f"/de/treffen/{meeting.reference}").text
    upload(desk, meeting, pdf(marked_up=True, pages=3), 303)
    page = client.see(f"/de/treffen/{meeting.reference}")
    assert "3 Seiten" in page.text
    assert "zum Vorlesen ausgezeichnet" in page.text


def test_a_document_needs_a_page_or_a_reason_and_is_not_asked_for_twice(
    desk: Any, client: Any, meeting: Meeting
) -> None:
    page = upload(desk, meeting, PDF, 422, text="")
    again = {**page.form("/dokument"), "without": "Der Plan ist eine Zeichnung. Fragen: Rathaus, Zimmer 7."}
    desk.send(editing(meeting, "/dokument"), **again)
    page = client.see(f"/de/treffen/{meeting.reference}")
    assert "Der Plan ist eine Zeichnung." in page.text
    client.see(f"/de/treffen/{meeting.reference}/dokument/lesen", 404)


def test_a_page_beside_a_document_is_looked_over_and_the_file_stays(desk: Any, client: Any, meeting: Meeting) -> None:
    page = upload(desk, meeting, PDF, 200, text="## Eins\n\n#### Drei", pruefen="1")
    assert "Eine Überschrift lässt eine Ebene aus." in page.text
    client.see(f"/de/treffen/{meeting.reference}/dokument", 404)
    desk.send(editing(meeting, "/dokument"), **page.form("/dokument"))
    with client.get(f"/de/treffen/{meeting.reference}/dokument") as answer:
        assert answer.data == PDF


def test_a_document_that_is_taken_away_leaves_no_file(desk: Any, client: Any, meeting: Meeting, tmp_path: Path) -> None:
    upload(desk, meeting, PDF, 303)
    upload(desk, meeting, pdf(pages=2), 303)
    assert len(list(tmp_path.rglob("*.pdf"))) == 1
    desk.send(desk.see(editing(meeting, "/dokument")).root.forms[-1].action)
    assert not list(tmp_path.rglob("*.pdf"))
    client.see(f"/de/treffen/{meeting.reference}/dokument", 404)


@pytest.mark.parametrize("content", [b"<html>", b"MZ program", b" %PDF-", b"%PDF-1.7 broken"])
def test_what_is_not_a_pdf_is_refused(desk: Any, client: Any, meeting: Meeting, content: bytes) -> None:
    upload(desk, meeting, content, 422)
    client.see(f"/de/treffen/{meeting.reference}/dokument", 404)


def test_a_document_that_is_too_large_is_refused(desk: Any, meeting: Meeting) -> None:
    for content, status in ((PDF + b"0" * 10_485_760, 422), (PDF + b"0" * 12_000_000, 413)):
        assert desk.post(editing(meeting, "/dokument"), **form(content)).status_code == status


def test_a_document_of_nine_megabytes_fits(desk: Any, meeting: Meeting) -> None:
    sent = form(pdf(Private="0" * 9_000_000), title="Protokoll", text="Alles.")
    assert desk.post(editing(meeting, "/dokument"), **sent).status_code == 303


def test_without_a_file_the_form_says_so(desk: Any, meeting: Meeting) -> None:
    page = desk.send(editing(meeting, "/dokument"), 422, title="Protokoll")
    assert page.form("/dokument")["title"] == "Protokoll"


def test_citizens_write_nothing_down(browser: Any, meeting: Meeting) -> None:
    with transaction():
        citizen = make.person()
    for part in ("", "/protokoll", "/punkte/neu", "/dokument"):
        browser(citizen).send(editing(meeting, part), 403)


def test_a_meeting_without_document_has_none_to_save(client: Any, meeting: Meeting) -> None:
    client.see(f"/de/treffen/{meeting.reference}/dokument", 404)
