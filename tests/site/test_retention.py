"""Nothing is kept longer than the page about privacy says: each table is tried with a clock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from bmw.accounts.models import BrowserSession, Office, Person, SignIn
from bmw.accounts.service import ask, invite
from bmw.cases import service as cases
from bmw.cases.models import Case, Decision, Letter
from bmw.kernel.database import Base, db, transaction
from bmw.kernel.limits import Limit, spend
from bmw.notifications.delivery import deliver
from bmw.notifications.models import Message
from bmw.notifications.service import tell
from bmw.site.models import Leaving
from bmw.site.retention import KEPT, clear_away
from bmw.site.service import ask_to_leave
from bmw.ui import current
from bmw.ui.once import FormNonce, remember
from tests import factories
from tests.conftest import NOW

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def session() -> None:
    times = {"created": NOW, "seen": NOW, "ends": NOW + 30 * DAY}
    db.add(BrowserSession(token_hash=b"t" * 32, person_id=factories.person().id, **times))


def told() -> None:
    tell(factories.person(by_mail=False), "Betreff", "Text", NOW)


def tried() -> None:
    db.commit()
    spend("code from", "192.0.2.0/24", most=9, per=HOUR, at=NOW)


CASES: dict[str, tuple[type[Base], Callable[[], Any], timedelta]] = {
    "a session": (BrowserSession, session, 30 * DAY),
    "a mail with a code": (SignIn, lambda: ask("a@example.org", "de", "s" * 9, "", NOW), DAY + 15 * MINUTE),
    "an invitation": (SignIn, lambda: invite("a@example.org", Office.BOARD, NOW), 8 * DAY),
    "a wish to leave": (Leaving, lambda: ask_to_leave(factories.person(), NOW, texts=True), 15 * MINUTE),
    "a message": (Message, told, 365 * DAY),
    "a counted try": (Limit, tried, HOUR),
    "a sent form": (FormNonce, lambda: remember(b"k" * 32, "/de/", NOW), DAY),
}
"""What begins now, and when nothing of it is left."""


@pytest.mark.parametrize("name", CASES)
def test_a_row_stays_until_its_time_and_not_longer(app: Flask, name: str) -> None:
    table, begin, lasts = CASES[name]
    with transaction():
        begin()
    for moment, left in ((NOW + lasts - MINUTE, 1), (NOW + lasts + MINUTE, 0)):
        clear_away(moment)
        with transaction(writes=False):
            assert db.scalar(select(func.count()).select_from(table)) == left


def test_letters_lose_words_and_sender_a_year_after_the_decision(app: Flask) -> None:
    with transaction():
        letter = cases.give_feedback(factories.person(), Letter("Meine Worte", path="/de/"), NOW)
        cases.decide(letter, Decision.ANSWERED, factories.person(), NOW)
        waiting = cases.give_feedback(factories.person(), Letter("Noch offen"), NOW)
    for moment, words in ((NOW + 364 * DAY, "Meine Worte"), (NOW + 366 * DAY, "")):
        clear_away(moment)
        with transaction(writes=False):
            assert db.get_one(Case, letter.id).text == words
    with transaction(writes=False):
        assert db.get_one(Case, letter.id).from_id is None
        assert db.get_one(Case, waiting.id).text == "Noch offen"


def test_the_text_of_a_mail_with_a_code_goes_with_the_mail_and_the_rest_a_day_later(app: Flask) -> None:
    with transaction():
        ask("a@example.org", "de", "s" * 9, "", NOW)
    deliver(current.settings(), NOW)
    with transaction(writes=False):
        [mail] = db.scalars(select(Message)).all()
        assert (mail.address, mail.subject, mail.body, mail.path) == (None, "", "", "")
    clear_away(NOW + DAY + MINUTE)
    with transaction(writes=False):
        assert db.scalar(select(func.count()).select_from(Message)) == 0


def test_every_table_that_runs_out_was_tried(app: Flask) -> None:
    tried_here = {table.__tablename__ for table, _begin, _lasts in CASES.values()} | {"case"}
    assert {table for each in KEPT if each.clear for table in each.tables} == tried_here


def test_accounts_and_contributions_stay_until_somebody_deletes_them(app: Flask) -> None:
    with transaction():
        lena = factories.person()
    clear_away(NOW + 3650 * DAY)
    with transaction(writes=False):
        assert db.get_one(Person, lena.id).address
