"""What the platform tells about itself: a number for who asks, a line for who looks after it, and nothing of people."""

import json
import logging
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from bmw.kernel.database import db, transaction
from bmw.kernel.logs import Lines
from bmw.ui.headers import HEADERS
from tests.attacks.town import Town
from tests.conftest import Clock
from tests.page import Page

ADDRESS = "lena.geheim@example.org"
WORDS = "Geheimer Text an die Moderation"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """Every line as an operator would read it."""
    caplog.set_level(logging.INFO)
    return lambda: [json.loads(Lines().format(record)) for record in caplog.records if record.name.startswith("bmw")]


def events(lines: Any) -> list[str]:
    return [each["event"] for each in lines() if "event" in each]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let reading the start page fail."""

    def fail(error: Exception) -> None:
        def fields() -> None:
            raise error

        monkeypatch.setattr("bmw.site.views.welcome.fields", fields)

    return fail


def test_a_failure_of_ours_tells_a_number_that_stands_in_the_log(client: Any, broken: Any, lines: Any) -> None:
    broken(ValueError(f"{ADDRESS} {WORDS}"))
    page = client.see("/de/?q=geheimnis", 500)
    told = next(each for each in lines() if each["level"] == "error")
    assert told["reference"] in page.text
    assert told["failed"] == ["ValueError"]
    assert "welcome.py" in told["where"][-2] or "welcome" in str(told["where"])
    assert not any(word in page.html for word in ("Traceback", "ValueError", "welcome.py", ADDRESS))
    assert not any(word in json.dumps(told) for word in (ADDRESS, WORDS, "geheimnis"))


def test_a_database_that_is_away_is_no_secret_and_tells_none(client: Any, broken: Any, lines: Any) -> None:
    broken(OperationalError("SELECT geheim", {"address": ADDRESS}, RuntimeError("password=geheim")))
    answer = client.get("/de/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    told = next(each for each in lines() if each["level"] == "error")
    assert told["reference"] in Page(answer).text
    assert "geheim" not in json.dumps(told) + answer.text


def test_without_any_page_there_is_still_a_sentence(app: Flask, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.jinja_env.globals, "asset", None)
    answer = client.get("/de/")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert "Fehler" in answer.text or "nicht" in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_what_concerns_safety_is_a_list_of_its_own(town: Town, people: Any, lines: Any, clock: Clock) -> None:
    people["citizen"].get("/de/redaktion")
    people["citizen"].post("/de/rueckmeldung", data={"text": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
    people["guest"].send("/de/rueckmeldung", 422, text=WORDS, website="x")
    people["guest"].get("/de/", base_url="http://evil.example")
    people["staff"].post("/de/redaktion/personen", data={"address": "", "office": "editor"})
    people["citizen"].send("/de/abmelden")
    assert events(lines) == [
        "security.denied",
        "security.foreign_page",
        "security.trap_sprung",
        "security.unknown_host",
        "security.office_used",
        "security.signed_out",
    ]
    assert all(each["list"] == "security" for each in lines() if "event" in each)


def test_wrong_codes_and_limits_are_told_without_whose_they_are(client: Any, lines: Any, clock: Clock) -> None:
    client.send("/de/anmelden", address=ADDRESS)
    for n in range(21):
        client.post("/de/anmelden/code", data={"code": f"{n:06}"})
    assert events(lines).count("security.code_wrong") >= 19
    assert events(lines)[-1] == "security.limit_reached"
    written = json.dumps(lines())
    assert ADDRESS not in written
    assert "lena" not in written
    assert "127.0.0" not in written


def test_somebody_in_the_list_is_a_name_for_a_month_and_no_number(town: Town, people: Any, lines: Any) -> None:
    for _n in range(2):
        people["citizen"].get("/de/redaktion")
    known = {each["who"] for each in lines() if "who" in each}
    assert len(known) == 1
    with transaction(writes=False):
        assert str(db.merge(town.citizen).id) not in known
    assert len(known.pop()) == 12


def test_a_line_break_in_an_address_writes_no_line_of_its_own(client: Any, lines: Any) -> None:
    client.get("/de/%0d%0a{%22event%22:%22security.signed_in%22}", base_url="http://evil.example")
    client.post("/de/nirgends%0a", data={"a": "b\r\nc"}, headers={"Sec-Fetch-Site": "none"})
    assert "security.signed_in" not in json.dumps(lines())
