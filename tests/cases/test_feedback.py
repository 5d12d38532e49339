"""Whoever meets a barrier writes to the town, and hears from it in time (BITVNRW § 5)."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office
from bmw.cases import queries, service
from bmw.cases.models import Case, Decision, Kind, Letter
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from tests.conftest import Clock
from tests.factories import NOW, person

GUEST = "gast@example.org"
OMBUDS = "https://www.lbbp.nrw.de/ombudsstelle"


def mails() -> list[str]:
    """What the guest was sent, oldest first."""
    return list(db.scalars(select(Message.body).where(Message.address == GUEST).order_by(Message.id)))


@pytest.fixture
def wish(app: Flask) -> Case:
    with transaction():
        letter = Letter("Der Knopf hat keinen Namen.", path="/de/agenda", contact=GUEST, language="de")
        return service.give_feedback(None, letter, NOW)


def test_a_barrier_is_answered_within_two_weeks_and_six_at_most(wish: Case) -> None:
    assert wish.due == NOW + timedelta(days=14)
    assert wish.latest == NOW + timedelta(days=42)


def test_the_receipt_names_the_day(wish: Case) -> None:
    with transaction(writes=False):
        assert "26. Mai 2026" in mails()[0]


def test_the_answer_always_names_the_ombuds_office(wish: Case) -> None:
    with transaction():
        service.decide(db.merge(wish), Decision.ANSWERED, person(), NOW, facts="Der Knopf heißt jetzt „Senden“.")
        assert "„Senden“" in mails()[-1]
        assert OMBUDS in mails()[-1]


def test_a_message_in_between_moves_the_promise_once(wish: Case) -> None:
    with transaction():
        case = db.merge(wish)
        service.tell_it_takes_longer(case, "Wir bauen die Seite um.", NOW)
        assert case.due == case.latest
        assert "23. Juni 2026" in mails()[-1]
        assert OMBUDS in mails()[-1]
        with pytest.raises(NotPossible):
            service.tell_it_takes_longer(case, "Noch einmal.", NOW)


def test_what_was_promised_is_overdue_on_the_desk(wish: Case) -> None:
    with transaction():
        after = NOW + timedelta(days=15)
        assert [each.id for each in queries.waiting(overdue_at=after).items] == [wish.id]
        service.tell_it_takes_longer(db.merge(wish), "Wir bauen um.", after)
        assert not queries.waiting(overdue_at=after).items
        assert queries.waiting(overdue_at=NOW + timedelta(days=43)).items


def test_a_moderator_sees_the_days_and_sends_the_message(wish: Case, browser: Any, clock: Clock) -> None:
    with transaction():
        moderator = person(Office.MODERATOR)
    clock.forward(days=15)
    desk = browser(moderator)
    page = desk.see(f"/en/moderation/{wish.id}")
    assert "Overdue since" in page.text
    desk.send(page.link("it takes longer"), 422, text=" ")
    desk.send(page.link("it takes longer"), text="We are rebuilding the page.")
    later = desk.see(f"/en/moderation/{wish.id}")
    assert "Overdue since" not in later.text
    desk.see(f"/en/moderation/{wish.id}/zwischennachricht", 403)


def test_nobody_can_be_told_who_left_no_address(app: Flask, browser: Any) -> None:
    with transaction():
        wish = service.give_feedback(None, Letter("Zu klein."), NOW)
        moderator = person(Office.MODERATOR)
    desk = browser(moderator)
    assert "no address" in desk.see(f"/en/moderation/{wish.id}").text
    desk.send(f"/en/moderation/{wish.id}/zwischennachricht", 403, text="Wohin?")


def test_the_form_says_when_the_town_answers(client: Any) -> None:
    page = client.see("/en/rueckmeldung")
    assert "14 days" in page.text
    assert "42 days" in page.text
    with transaction(writes=False):
        assert not db.scalar(select(Case.id).where(Case.kind == Kind.FEEDBACK))
