"""Tables of the town hall: only with the office, without names, and written down."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office
from bmw.cases import service as cases
from bmw.cases.models import Decision, Letter, Reason
from bmw.kernel.database import db, transaction
from bmw.offices.models import Export
from bmw.surveys.models import Kind
from bmw.surveys.service import answer, publish_text
from tests.factories import NOW, person
from tests.factories_proposals import proposal
from tests.factories_surveys import survey

PATH = "/en/redaktion/ausgaben"


@pytest.fixture
def holder(app: Flask, browser: Any) -> Any:
    with transaction():
        somebody = person(Office.EXPORT, name="Ausgeberin")
    return browser(somebody)


def take(client: Any, **sent: str) -> list[list[str]]:
    answer = client.get(client.send(PATH, form="programm", **sent).location)
    assert (answer.mimetype, "no-store" in answer.headers["Cache-Control"]) == ("text/csv", True)
    return list(csv.reader(io.StringIO(answer.text, newline="")))


def decided() -> Any:
    letter = Letter("Sie beleidigt mich, Ihre Nachbarin", Reason.INSULT, contact="melder@example.org", language="de")
    case = cases.report(proposal(), None, letter, NOW)
    return cases.decide(case, Decision.HIDDEN, person(name="Moderatorin"), NOW, rule=Reason.INSULT, facts="Frau Müller")


def exported() -> list[Export]:
    with transaction(writes=False):
        return list(db.scalars(select(Export)))


def test_decided_cases_are_taken_along_and_it_is_written_down(holder: Any) -> None:
    with transaction():
        case = decided()
        cases.report(proposal(), None, Letter("Noch offen", Reason.INSULT), NOW)
    head, *rows = take(holder, what="cases")
    assert head[:4] == ["case", "kind", "contribution", "reference"]
    assert [row[1:3] for row in rows] == [["submitted", "proposal"], ["reported", "proposal"]]
    assert rows[1][0] == str(case.id)
    [made] = exported()
    assert (made.what, made.rows, made.at) == ("cases", 2, NOW)


def test_no_address_no_name_and_nobody_s_words_are_in_it(holder: Any) -> None:
    with transaction():
        decided()
    whole = str(take(holder, what="cases"))
    assert not [word for word in ("melder", "@", "Moderatorin", "Nachbarin", "Müller", "Person") if word in whole]


def test_only_published_free_answers_are_taken_along(holder: Any) -> None:
    with transaction():
        new = survey(Kind.TEXT, opens=NOW - timedelta(days=9), closes=NOW + timedelta(days=1))
        for words in ("=Mehr Bäume", "Nur für die Stadt"):
            answer(new, person(), {new.questions[0].id: words})
        publish_text(new.questions[0], "=Mehr Bäume", NOW)
    assert take(holder, what="texts", about=new.reference) == [["question", "text"], ["1", "'=Mehr Bäume"]]


@pytest.mark.parametrize("sent", [{}, {"what": "people"}, {"what": "texts"}, {"what": "texts", "about": "2020-99999"}])
def test_there_is_no_other_table(holder: Any, sent: dict[str, str]) -> None:
    holder.send(PATH, 400, **sent)
    assert exported() == []


@pytest.mark.parametrize("office", [None, *(each for each in Office if each is not Office.EXPORT)])
def test_nobody_else_takes_a_table_along(holder: Any, browser: Any, office: Office | None) -> None:
    location = holder.send(PATH, what="cases").location
    with transaction():
        somebody = person(*([office] if office else []))
    other = browser(somebody)
    other.send(PATH, 403, what="cases")
    other.see(PATH, 403)
    assert other.get(location).status_code == 403
    assert len(exported()) == 1


def test_a_table_is_fetched_by_whoever_asked_within_the_hour(holder: Any, browser: Any, clock: Any) -> None:
    location = holder.send(PATH, what="cases").location
    with transaction():
        other = person(Office.EXPORT)
    assert browser(other).get(location).status_code == 403
    assert holder.get(location).status_code == 200
    clock.forward(hours=1)
    assert holder.get(location).status_code == 403


def test_administrators_see_who_took_what_along(holder: Any, browser: Any) -> None:
    with transaction():
        admin = person(Office.ADMINISTRATOR)
    take(holder, what="cases")
    text = browser(admin).see("/en/redaktion/ausgaben/protokoll").text
    assert "Ausgeberin" in text
    assert "Decided cases" in text
