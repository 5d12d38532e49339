"""Limits fail closed: where nobody can count, nobody gets in, and nothing is sent."""

from typing import Any

import pytest
from sqlalchemy import text

from bmw.accounts.models import BrowserSession
from bmw.accounts.service import ask
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from bmw.proposals.models import Proposal
from tests.attacks.town import Town
from tests.conftest import NOW

START = "s" * 43


def count(kind: Any) -> int:
    """How many rows a table has."""
    with transaction(writes=False):
        return int(db.query(kind).count())


@pytest.fixture
def uncounted(town: Town) -> tuple[str, str]:
    """Nobody can count any more; before that somebody asked for a mail. Gives its link and code."""
    with transaction():
        both = ask(town.citizen.address or "", "de", START, "", NOW)
    with transaction():
        db.execute(text("DROP TABLE limit_window"))
    return both


def test_where_tries_cannot_be_counted_nobody_gets_in(uncounted: tuple[str, str], browser: Any) -> None:
    link, code = uncounted
    before = count(BrowserSession), count(Message)
    home = browser()
    home.set_cookie("start", START)
    assert home.post("/de/anmelden/code", data={"code": code}).status_code == 503
    assert browser().post(f"/de/anmelden/link/{link}", data={"code": code}).status_code == 503
    assert browser().post("/de/anmelden", data={"address": "x@example.org"}).status_code == 503
    assert (count(BrowserSession), count(Message)) == before


def test_where_tries_cannot_be_counted_nothing_is_written(town: Town, people: Any, uncounted: tuple[str, str]) -> None:
    new = "/de/vorschlaege/neu"
    before = count(Proposal)
    form = people["citizen"].see(new).form(new)
    form |= {"title": "Mehr Licht am Weg", "body": "Es ist dunkel.", "field": "mobilitaet"}
    form["procedure"] = town.one("process").reference
    answer = people["citizen"].post(new, data=form)
    assert answer.status_code == 503
    assert "Es ist dunkel." in answer.text
    assert count(Proposal) == before


def test_where_tries_are_counted_the_same_steps_work(town: Town, people: Any, browser: Any) -> None:
    with transaction():
        _link, code = ask(town.citizen.address or "", "de", START, "", NOW)
    home = browser()
    home.set_cookie("start", START)
    home.send("/de/anmelden/code", code=code)
    new = "/de/vorschlaege/neu"
    form = people["citizen"].see(new).form(new)
    form |= {"title": "Mehr Licht am Weg", "body": "Es ist dunkel.", "field": "mobilitaet"}
    form["procedure"] = town.one("process").reference
    people["citizen"].send(new, **form)
