"""What people report, what it weighs, and how they hear of it."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office
from bmw.cases import counts, queries, service
from bmw.cases.models import TARGETS, Case, Decision, Kind, Letter, Part, Reason
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from tests.factories import NOW, person
from tests.factories_desk import FACTS, case, comment, decided, held_back, proposal
from tests.factories_proposals import proposal as submitted

LATER = NOW + timedelta(hours=3)
REPORT = {"reason": "insult", "text": "Da wird jemand beleidigt.", "good_faith": "y"}


def test_the_receipt_has_a_number_and_shows_how_things_stand(client: Any) -> None:
    with transaction():
        text = proposal()
    sent = client.send(f"/de/melden/proposal/{text.reference}", **REPORT, part="name", quote="Der Name")
    with transaction():
        told = db.scalars(select(Case)).one()
        assert (told.part, told.quote) == (Part.NAME, "Der Name")
    assert str(told.id) in client.see(sent.location).heading
    with transaction():
        told = db.get_one(Case, told.id)
        service.decide(told, Decision.HIDDEN, person(), LATER, rule=Reason.INSULT, facts=FACTS)
    page = client.see(sent.location)
    assert page.all(".kern-alert--success")
    assert FACTS not in page.text


def test_a_link_names_the_part_and_the_words(client: Any) -> None:
    with transaction():
        text = proposal()
    page = client.see(f"/de/melden/proposal/{text.reference}?teil=earlier&worte=Alte%20Worte")
    assert page.one("input[name=part][checked]").get("value") == "earlier"
    assert page.one("input[name=quote]").get("value") == "Alte Worte"


def test_a_guest_finds_the_receipt_in_the_mail(client: Any) -> None:
    with transaction():
        letter = Letter("So nicht.", Reason.INSULT, contact="gast@example.org", language="de")
        told = service.report(proposal(), None, letter, NOW)
        service.decide(told, Decision.KEPT, person(), LATER)
        paths = set(db.scalars(select(Message.path).where(Message.address == "gast@example.org")))
        assert paths == {f"/de/melden/beleg/{told.code}"}
        assert told.contact == ""


def test_somebody_can_object_for_six_months(client: Any, clock: Any) -> None:
    with transaction():
        told = service.report(proposal(), None, Letter("So nicht.", Reason.INSULT), NOW)
        service.decide(told, Decision.KEPT, person(), NOW)
    assert client.see(f"/de/melden/beleg/{told.code}").all("textarea")
    clock.forward(days=184)
    assert not client.see(f"/de/melden/beleg/{told.code}").all("textarea")
    page = client.send(f"/de/melden/beleg/{told.code}", 410, text="Doch, und ob.")
    assert "Doch, und ob." in page.text
    with transaction(writes=False):
        assert not db.get_one(Case, told.id).objections


def test_what_is_not_decided_yet_is_no_decision_to_object_to(client: Any) -> None:
    with transaction():
        told = service.report(proposal(), None, Letter("So nicht.", Reason.INSULT), NOW)
    client.send(f"/de/melden/beleg/{told.code}", 403, text="Doch.")
    with transaction(writes=False):
        assert not db.get_one(Case, told.id).objections


def test_an_author_cannot_object_after_six_months(browser: Any, clock: Any) -> None:
    with transaction():
        author = person()
        told = held_back(submitted(author), person())
    clock.forward(days=184)
    assert not browser(author).see(f"/de/einspruch/{told.id}").all("textarea")
    page = browser(author).send(f"/en/einspruch/{told.id}", 410, text="Doch, und ob.")
    assert page.heading == "This is over"
    assert "Doch, und ob." in page.text
    with transaction(writes=False):
        assert not db.get_one(Case, told.id).objections


def test_the_last_second_of_the_six_months_is_in_time(browser: Any, clock: Any) -> None:
    with transaction():
        author = person()
        told = held_back(submitted(author), person())
    clock.now = told.objection_ends - timedelta(seconds=1)
    browser(author).send(f"/de/einspruch/{told.id}", text="Doch.")
    with transaction(writes=False):
        assert len(db.get_one(Case, told.id).objections) == 1


def test_what_was_lifted_meanwhile_is_over(browser: Any) -> None:
    with transaction():
        author = person()
        told = held_back(submitted(author), person())
    with transaction():
        db.get_one(Case, told.id).lifted = NOW
    assert "Doch." in browser(author).send(f"/de/einspruch/{told.id}", 410, text="Doch.").text
    with transaction(writes=False):
        assert not db.get_one(Case, told.id).objections


def test_the_statement_says_everything_it_must(browser: Any) -> None:
    with transaction():
        author = person(Office.MODERATOR)
        told = service.report(proposal(author), None, Letter("So nicht.", Reason.ILLEGAL), NOW)
        service.decide(told, Decision.HIDDEN, person(), NOW, rule=Reason.ILLEGAL, facts=FACTS, law="§ 185 StGB")
    words = browser(author).see(f"/de/einspruch/{told.id}").text
    for part in (FACTS, "§ 185 StGB", "12. Mai 2026", "11. November 2026", "Maschine", "gemeldet", "Gericht"):
        assert part in words, part


def test_where_only_one_moderator_is_left_the_page_says_so(browser: Any) -> None:
    with transaction():
        author, alone = person(), person(Office.MODERATOR)
        told = decided(proposal(author), Decision.HIDDEN, alone)
        service.object_to(told, author, "Nein.", NOW)
    assert "nur eine Person" in browser(author).see(f"/de/einspruch/{told.id}").text
    with transaction():
        person(Office.MODERATOR)
    assert "nur eine Person" not in browser(author).see(f"/de/einspruch/{told.id}").text


def test_what_was_taken_and_left_lying_is_free_again(app: Flask) -> None:
    with transaction():
        old, new, moderator = case(), case(), person()
        service.take(old, moderator, NOW)
        service.take(new, moderator, NOW + timedelta(hours=47))
        service.release_stale(NOW + timedelta(hours=49))
        db.refresh(old)
        db.refresh(new)
        assert (old.taken_id, new.taken_id) == (None, moderator.id)


def test_the_queue_can_be_narrowed_to_hands_and_delays(app: Flask) -> None:
    with transaction():
        moderator, late, mine = person(), case(at=NOW - timedelta(days=9)), case()
        service.take(mine, moderator, NOW)
        assert list(queries.waiting(taken_id=moderator.id).items) == [mine]
        assert list(queries.waiting(is_free=True).items) == [late]
        assert list(queries.waiting(overdue_at=NOW).items) == [late]
        assert late.due == NOW - timedelta(days=9) + TARGETS[Kind.SUBMITTED]


def test_the_heaviest_reports_can_stand_first(app: Flask) -> None:
    with transaction():
        guests, known = proposal(), comment(proposal())
        light = service.report(guests, None, Letter("Da.", Reason.INSULT), NOW)
        heavy = service.report(known, person(), Letter("Da.", Reason.INSULT), LATER)
        assert list(queries.heaviest().items) == [heavy, light]
        assert (heavy.weight, light.weight) == (100, 30)


def test_numbers_say_how_long_and_how_often_wrong(app: Flask) -> None:
    with transaction():
        moderator, other, text = person(), person(), proposal()
        told = service.report(text, None, Letter("Da.", Reason.INSULT), NOW)
        service.decide(told, Decision.HIDDEN, moderator, LATER, rule=Reason.INSULT, facts=FACTS)
        again = service.object_to(told, text.author, "Nein.", LATER)
        service.decide(again, Decision.RESTORED, other, LATER, facts=FACTS)
        service.report(proposal(), None, Letter("Da.", Reason.INSULT), NOW)
        reports = next(each for each in counts.waiting_times(LATER) if each.kind is Kind.REPORTED)
        assert (reports.middle, reports.waits, reports.oldest) == (timedelta(hours=3), 1, NOW)
        assert counts.by_rule() == [counts.Rule(Reason.INSULT, 1, 1)]
        assert counts.objections() == counts.Objections(1, 1, 0, 0)
        assert counts.reports() == counts.Reports(2, 1, 0, 0, 1)
