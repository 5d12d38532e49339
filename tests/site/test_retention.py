"""Nothing is kept longer than the page about privacy says: each table is tried with a clock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from bmw.accounts.factors.models import Pending, Reset
from bmw.accounts.factors.resets import by_operator
from bmw.accounts.factors.service import begin_app
from bmw.accounts.models import BrowserSession, Office, Person, SignIn
from bmw.accounts.service import ask, invite
from bmw.cases import service as cases
from bmw.cases.models import Case, Decision, Letter
from bmw.kernel.database import Base, db, transaction
from bmw.kernel.limits import Limit, spend
from bmw.notifications.delivery import deliver
from bmw.notifications.models import Message
from bmw.notifications.service import tell
from bmw.offices.models import Act, Export, Invitee, Look, Wanted
from bmw.offices.models import Reason as Why
from bmw.offices.queries import identity_looks_per_month
from bmw.offices.service import look, propose, take_along
from bmw.site.models import Leaving
from bmw.site.retention import KEPT, clear_away
from bmw.site.service import ask_to_leave
from bmw.ui import current
from bmw.ui.once import FormNonce, remember
from tests import factories
from tests.conftest import NOW
from tests.factories_proposals import proposal

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def session() -> None:
    times = {"created": NOW, "seen": NOW, "ends": NOW + 30 * DAY}
    db.add(BrowserSession(token_hash=b"t" * 32, person_id=factories.person().id, **times))


def begun() -> None:
    session()
    db.flush()
    begin_app(b"t" * 32, "x" * 40, NOW)


def helped() -> None:
    by_operator(factories.person(), NOW)


def proposed() -> None:
    boss, _other = factories.person(Office.ADMINISTRATOR), factories.person(Office.ADMINISTRATOR)
    propose(Wanted(Act.INVITE, Office.BOARD, address="a@example.org"), boss, "de", NOW)


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
    "a step with a second factor": (Pending, begun, 15 * MINUTE),
    "help after a loss": (Reset, helped, 365 * DAY),
    "an invitation that waits": (Invitee, proposed, 7 * DAY),
    "a table taken along": (Export, lambda: take_along("cases", "", 1, factories.person(), NOW), 1095 * DAY),
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
    tried_here = {table.__tablename__ for table, _begin, _lasts in CASES.values()} | {"case", "identity_look"}
    assert {table for each in KEPT if each.clear for table in each.tables} == tried_here


def test_looks_lose_their_words_after_three_years_and_stay_countable(app: Flask) -> None:
    with transaction():
        look(proposal(), factories.person(), Why.DANGER, "Die Wache fragt.", NOW)
    for moment, left in ((NOW + 1095 * DAY - MINUTE, "Die Wache fragt."), (NOW + 1095 * DAY + MINUTE, "")):
        clear_away(moment)
        with transaction(writes=False):
            assert [each.note for each in db.scalars(select(Look))] == [left]
    with transaction(writes=False):
        assert sum(count for _year, _month, count in identity_looks_per_month()) == 1


def test_accounts_and_contributions_stay_until_somebody_deletes_them(app: Flask) -> None:
    with transaction():
        lena = factories.person()
    clear_away(NOW + 3650 * DAY)
    with transaction(writes=False):
        assert db.get_one(Person, lena.id).address
