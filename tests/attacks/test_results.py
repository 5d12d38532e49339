"""Numbers tell about many and never about one: small groups, results before their time, and who took part in what."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.kernel.database import Base, db, transaction
from bmw.notifications.models import Message
from bmw.surveys.models import Kind, Sheet, Survey
from bmw.votes.models import Vote
from tests.attacks.conftest import gets
from tests.attacks.dump import dump
from tests.attacks.town import Town
from tests.conftest import NOW
from tests.factories_surveys import answered, survey

NEAR = [timedelta(minutes=-1), timedelta(days=-3)]


def numbers(page: Any) -> set[str]:
    """Every number in the tables of a page that counts people."""
    cells = (re.search(r"\d+", each.text_content()) for each in page.all("td"))
    return {found[0] for found in cells if found}


def test_nobody_finds_a_small_group_in_a_result(town: Town, people: Any) -> None:
    with transaction():
        ends = {"process": town.one("process"), "opens": NOW - timedelta(days=2), "closes": NOW - timedelta(days=1)}
        large, small = survey(Kind.SINGLE, **ends), survey(Kind.SINGLE, **ends)
        answered(large, *[0] * 23, *[1] * 12, *[2] * 15)
        answered(small, *[0] * 23, *[1] * 4, *[2] * 15)
    for who in ("guest", "author", "staff"):
        assert {"23", "12", "15"} <= numbers(people[who].see(f"/de/umfragen/{large.reference}/ergebnisse"))
        shown = numbers(people[who].see(f"/de/umfragen/{small.reference}/ergebnisse"))
        assert not shown & {str(each) for each in range(1, 10)}
        assert not {"23", "15"} <= shown, "the small group is what is missing in the sum"


def test_nobody_sees_a_result_before_the_last_answer(town: Town, people: Any) -> None:
    asked = town.one("survey")
    with transaction():
        answered(db.get_one(Survey, asked.id), *[0] * 30)
    for who in ("guest", "citizen", "author", "staff"):
        assert people[who].get(f"/de/umfragen/{asked.reference}/ergebnisse").status_code == 403
    closed = town.things["survey"][1].reference
    assert people["guest"].get(f"/de/umfragen/{closed}/ergebnisse").status_code == 200


@pytest.mark.parametrize("before", NEAR)
def test_an_editor_cannot_look_between_two_answers(town: Town, people: Any, before: timedelta) -> None:
    asked = town.one("survey")
    path = f"/de/redaktion/umfragen/{asked.reference}"
    form = people["staff"].see(path).form(path)
    closes = next(name for name in form if name.startswith("closes"))
    early = (NOW + before).strftime("%Y-%m-%dT%H:%M")
    people["staff"].post(path, data={**form, closes: early})
    form["version"] = people["staff"].see(path).form(path)["version"]
    people["staff"].post(path, data=form)
    with transaction(writes=False):
        now = db.get_one(Survey, asked.id)
        reopened = now.closes > NOW and now.closes != asked.closes
        saw = now.closes <= NOW
    assert not reopened
    assert saw == (people["guest"].get(f"/de/umfragen/{asked.reference}/ergebnisse").status_code == 200)


def take_part(town: Town, people: Any) -> None:
    """Somebody supports, follows and answers, and never writes a word."""
    path, asked = f"/de/vorschlaege/{town.one('proposal').reference}", town.one("survey")
    people["citizen"].send(f"{path}/unterstuetzen", support="yes")
    people["citizen"].send(f"{path}/folgen", follow="yes")
    people["citizen"].send(f"/de/verfahren/{town.one('process').reference}/folgen", follow="yes")
    people["citizen"].send(f"/de/massnahmen/{town.one('measure').reference}/folgen", follow="yes")
    first = asked.questions[0]
    people["citizen"].send(f"/de/umfragen/{asked.reference}", **{f"question-{first.id}": first.options[0].id})


def test_whoever_votes_follows_and_answers_is_named_to_nobody(app: Flask, town: Town, people: Any) -> None:
    take_part(town, people)
    name = town.citizen.pseudonym
    assert name in people["citizen"].see("/de/profil").html
    for who in ("guest", "author", "staff"):
        for path in gets(app, town, 1):
            with people[who].get(path) as answer:
                assert path == "/favicon.ico" or name not in answer.text, (who, path)


def test_nobody_is_told_who_voted_for_what(town: Town, people: Any) -> None:
    with transaction(writes=False):
        before = {each.id for each in db.scalars(select(Message))}
    take_part(town, people)
    with transaction(writes=False):
        told = [each for each in db.scalars(select(Message)) if each.id not in before]
    assert [each for each in told if town.citizen.pseudonym in f"{each.subject}{each.body}"] == []


@pytest.mark.parametrize("kind", [Vote, Sheet], ids=lambda kind: kind.__tablename__)
def test_what_somebody_said_lies_beside_no_name_and_no_time(kind: type[Base]) -> None:
    table = Base.metadata.tables[kind.__tablename__]
    assert {each.target_fullname for each in table.foreign_keys} <= {"ballot.id", "survey.id"}
    assert {each.name for each in table.columns} <= {
        "ballot_id", "survey_id", "voter_key", "choice", "channel", "answers", "version"
    }  # fmt: skip
    assert table.dialect_options["sqlite"]["with_rowid"] is False


def test_a_second_answer_takes_the_place_of_the_first(town: Town, people: Any) -> None:
    asked = town.one("survey")
    first = asked.questions[0]
    for option in first.options:
        people["citizen"].send(f"/de/umfragen/{asked.reference}", **{f"question-{first.id}": option.id})
    with transaction(writes=False):
        kept = db.scalars(select(Sheet.answers).where(Sheet.survey_id == asked.id)).all()
    assert kept == [{str(first.id): [first.options[-1].id]}]


def test_an_answer_after_the_end_changes_nothing(town: Town, people: Any, clock: Any) -> None:
    take_part(town, people)
    asked = town.one("survey")
    with transaction(writes=False):
        before = dump(db.connection())
    clock.forward(days=40)
    first = asked.questions[0]
    answer = people["author"].post(f"/de/umfragen/{asked.reference}", data={f"question-{first.id}": "1"})
    assert answer.status_code == 403
    people["citizen"].post(f"/de/umfragen/{asked.reference}/zurueckziehen")
    with transaction(writes=False):
        assert dump(db.connection()) == before
