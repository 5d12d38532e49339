"""Offices change by two people; where there is only one, everybody can read it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from bmw.accounts.models import Appointment, Office, Person
from bmw.accounts.queries import by_address, invitation
from bmw.accounts.service import accept
from bmw.accounts.service import invite as make_invitation
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from bmw.offices import queries, rules, service
from bmw.offices.models import Act, Invitee, OfficeChange, Ruling, Wanted, Why
from bmw.ui.locale import in_language
from tests.factories import NOW, person

PEOPLE = "/en/redaktion/personen"


@pytest.fixture
def admin(app: Flask) -> Person:
    with transaction():
        return person(Office.ADMINISTRATOR, name="Chefin")


@pytest.fixture
def second(admin: Person) -> Person:
    with transaction():
        return person(Office.ADMINISTRATOR, name="Vertretung")


@pytest.fixture
def mona(app: Flask) -> Person:
    with transaction():
        return person(Office.BOARD, name="Mona")


def offices(who: Person) -> set[str]:
    with transaction(writes=False):
        return set(db.get_one(Person, who.id).offices)


def proposed() -> OfficeChange:
    with transaction(writes=False):
        return db.scalars(select(OfficeChange).order_by(OfficeChange.id.desc())).unique().first()  # type: ignore[return-value]


def answer(change: OfficeChange, word: str) -> str:
    return f"{PEOPLE}/aenderungen/{change.id}/{word}"


def told(who: Person) -> list[str]:
    with transaction(writes=False):
        return list(db.scalars(select(Message.subject).where(Message.person_id == who.id)))


def test_only_administrators_see_who_holds_an_office(browser: Any, admin: Person) -> None:
    with transaction():
        others = [person(), *(person(office) for office in Office if office is not Office.ADMINISTRATOR)]
    for path in (PEOPLE, f"{PEOPLE}/protokoll", "/en/redaktion/einsichten", "/en/redaktion/ausgaben/protokoll"):
        assert {browser(other).get(path).status_code for other in others} == {403}
        browser(admin).see(path)


def test_the_list_shows_office_holders_and_never_citizens_or_addresses(browser: Any, admin: Person) -> None:
    with transaction():
        person(Office.BOARD, name="Beisitzer")
        citizen = person(name="Bürgerin Unbekannt")
    page = browser(admin).see(PEOPLE)
    assert "Beisitzer" in page.text
    assert citizen.pseudonym not in page.text
    assert "@example.org" not in page.text.replace("name@example.org", "")


def test_one_proposes_another_confirms_and_all_are_told(
    browser: Any, admin: Person, second: Person, mona: Person
) -> None:
    browser(admin).send(f"{PEOPLE}/{mona.id}", office="chair")
    assert offices(mona) == {"board"}
    assert "Mona" in browser(second).see(PEOPLE).text
    browser(second).send(answer(proposed(), "bestaetigen"))
    assert offices(mona) == {"board", "chair"}
    assert (len(told(mona)), len(told(admin)), len(told(second))) == (1, 1, 2)


def test_who_proposed_and_who_confirmed_stands_in_the_log(
    browser: Any, admin: Person, second: Person, mona: Person
) -> None:
    browser(admin).send(f"{PEOPLE}/{mona.id}/board/beenden")
    browser(second).send(answer(proposed(), "bestaetigen"))
    assert offices(mona) == set()
    text = browser(second).see(f"{PEOPLE}/protokoll").text
    assert all(word in text for word in ("Mona", "Chefin", "Vertretung", "confirmed"))


def test_nobody_confirms_their_own_proposal(browser: Any, admin: Person, second: Person, mona: Person) -> None:
    browser(admin).send(f"{PEOPLE}/{mona.id}", office="chair")
    assert "You proposed this yourself" in browser(admin).see(PEOPLE).text
    browser(admin).send(answer(proposed(), "bestaetigen"), 403)
    assert offices(mona) == {"board"}


def test_nobody_confirms_what_is_about_themselves(browser: Any, admin: Person, second: Person) -> None:
    with transaction():
        third = person(Office.ADMINISTRATOR)
    browser(admin).send(f"{PEOPLE}/{second.id}", office="identities")
    browser(second).send(answer(proposed(), "bestaetigen"), 403)
    browser(second).send(answer(proposed(), "ablehnen"), 403)
    assert offices(second) == {"administrator"}
    browser(third).send(answer(proposed(), "bestaetigen"))
    assert offices(second) == {"administrator", "identities"}


def test_one_of_two_administrators_proposes_about_themselves_and_never_about_the_other(
    browser: Any, admin: Person, second: Person
) -> None:
    page = browser(admin).send(f"{PEOPLE}/{second.id}/administrator/beenden", 403)
    assert "proposed by that one" in page.text
    browser(admin).send(f"{PEOPLE}/{admin.id}", office="export")
    browser(second).send(answer(proposed(), "bestaetigen"))
    assert offices(admin) == {"administrator", "export"}


def test_a_proposal_is_declined_or_taken_back(browser: Any, admin: Person, second: Person, mona: Person) -> None:
    for who in (second, admin):
        browser(admin).send(f"{PEOPLE}/{mona.id}", office="chair")
        browser(who).send(answer(proposed(), "ablehnen"))
        browser(second).send(answer(proposed(), "bestaetigen"), 403)
    assert offices(mona) == {"board"}
    assert len(told(admin)) == 1


def test_a_proposal_ends_after_seven_days(
    browser: Any, clock: Any, admin: Person, second: Person, mona: Person
) -> None:
    browser(admin).send(f"{PEOPLE}/{mona.id}", office="chair")
    clock.forward(days=7)
    browser(second).send(answer(proposed(), "bestaetigen"), 403)
    assert offices(mona) == {"board"}
    assert "ended after seven days" in browser(second).see(f"{PEOPLE}/protokoll").text


def test_the_same_is_proposed_once(browser: Any, admin: Person, second: Person, mona: Person) -> None:
    browser(admin).send(f"{PEOPLE}/{mona.id}", office="chair")
    assert "already proposed" in browser(second).send(f"{PEOPLE}/{mona.id}", 403, office="chair").text


def test_an_invitation_is_proposed_and_sent_after_it_is_confirmed(browser: Any, admin: Person, second: Person) -> None:
    browser(admin).send(PEOPLE, address="Neu@example.org", office="editor")
    invited = select(Message).where(Message.address == "neu@example.org")
    with transaction(writes=False):
        assert db.scalars(invited).first() is None
    browser(second).send(answer(proposed(), "bestaetigen"))
    with transaction(writes=False):
        assert "/einladung/" in db.scalars(invited).one().path
        assert db.scalars(select(Invitee)).all() == []


def test_nobody_confirms_an_invitation_to_themselves(browser: Any, admin: Person, second: Person) -> None:
    assert second.address
    browser(admin).send(PEOPLE, address=second.address, office="editor")
    browser(second).send(answer(proposed(), "bestaetigen"), 403)


def test_an_invitation_to_nowhere_is_explained(browser: Any, admin: Person) -> None:
    browser(admin).send(PEOPLE, 422, address="mona", office="king")


def test_alone_a_change_is_effective_at_once_and_everybody_reads_it_without_a_name(
    browser: Any, admin: Person, mona: Person
) -> None:
    client = browser(admin)
    client.send(f"{PEOPLE}/{mona.id}", office="chair")
    client.send(f"{PEOPLE}/{mona.id}/board/beenden")
    client.send(PEOPLE, address="neu@example.org", office="editor")
    assert offices(mona) == {"chair"}
    with transaction(writes=False), in_language("en"):
        lines = [str(line.what) for line in queries.public_lines()]
    assert lines == [
        "Invitation to the office: Editing",
        "Office taken: Advisory board",
        "Office given: Chair of the advisory board",
    ]
    shown = client.see(PEOPLE).one("section[aria-labelledby=allein]").text_content()
    assert "fewer than two administrators" in shown
    assert not any(name in shown for name in ("Mona", "Chefin", "@"))


def test_with_two_administrators_no_public_line_is_written(browser: Any, second: Person, mona: Person) -> None:
    browser(second).send(f"{PEOPLE}/{mona.id}", office="chair")
    with transaction(writes=False):
        assert queries.public_lines() == []


def test_the_last_administrator_stays(browser: Any, admin: Person) -> None:
    browser(admin).send(f"{PEOPLE}/{admin.id}/administrator/beenden", 403)
    assert "last administrator" in browser(admin).see(PEOPLE).text
    assert offices(admin) == {"administrator"}


def test_the_operator_founds_in_silence_and_later_in_public(app: Flask) -> None:
    with transaction():
        service.invite_as_operator("erste@example.org", Office.ADMINISTRATOR, NOW)
        person(Office.ADMINISTRATOR)
        service.invite_as_operator("zweite@example.org", Office.ADMINISTRATOR, NOW)
        kept = db.scalars(select(OfficeChange.why).order_by(OfficeChange.id)).all()
    assert kept == [Why.FOUNDING, Why.OPERATOR]
    with transaction(writes=False), in_language("en"):
        assert [str(line.why)[:12] for line in queries.public_lines()] == ["The operator"]


def test_the_operator_ends_an_office_in_public(app: Flask, second: Person) -> None:
    with transaction():
        service.dismiss_as_operator(db.get_one(Person, second.id), Office.ADMINISTRATOR, NOW)
    assert offices(second) == set()
    with transaction(writes=False):
        assert len(queries.public_lines()) == 1


@pytest.mark.parametrize(("held", "more"), [("moderator", "identities"), ("identities", "moderator")])
def test_nobody_moderates_and_looks_at_identities(browser: Any, admin: Person, held: str, more: str) -> None:
    with transaction():
        somebody = person(Office(held))
    page = browser(admin).send(f"{PEOPLE}/{somebody.id}", 403, office=more)
    assert "Nobody both moderates and looks at identities" in page.text
    browser(admin).send(PEOPLE, 403, address=somebody.address, office=more)
    assert offices(somebody) == {held}


def test_two_invitations_do_not_bring_together_what_stays_apart(app: Flask) -> None:
    with transaction():
        links = [make_invitation("neu@example.org", each, NOW) for each in (Office.MODERATOR, Office.IDENTITIES)]
        accept(invitation(links[0], NOW), "de", "Bergheim", NOW)  # type: ignore[arg-type]  # it is there
        with pytest.raises(NotPossible):
            accept(invitation(links[1], NOW), "de", "Bergheim", NOW)  # type: ignore[arg-type]  # same
        assert by_address("neu@example.org").offices == {"moderator"}  # type: ignore[union-attr]  # same


def test_an_administrator_has_no_other_power_by_being_one(browser: Any, admin: Person) -> None:
    for path in ("/en/identitaeten", "/en/redaktion/ausgaben", "/en/moderation"):
        browser(admin).see(path, 403)


def test_citizens_cannot_be_appointed_by_number(browser: Any, admin: Person) -> None:
    with transaction():
        citizen = person()
    browser(admin).send(f"{PEOPLE}/{citizen.id}", 404, office="chair")


@pytest.mark.parametrize("path", ["1/king/beenden", "99/board/beenden", "1/moderator/beenden"])
def test_offices_nobody_holds_are_not_found(browser: Any, admin: Person, path: str) -> None:
    browser(admin).send(f"{PEOPLE}/{path}", 404)


def test_what_is_recorded_is_never_changed_or_taken_away(app: Flask, admin: Person, mona: Person) -> None:
    with transaction():
        change = service.propose(Wanted(Act.GIVE, Office.CHAIR, mona), admin, "de", NOW)
        for statement in (update(OfficeChange).values(by_id=None), delete(OfficeChange), delete(Ruling)):
            with pytest.raises(RuntimeError):
                db.execute(statement)
        change.by_id = None
        with pytest.raises(RuntimeError):
            db.flush()
        db.rollback()


def test_addresses_of_invitations_nobody_confirmed_are_forgotten(app: Flask, clock: Any, second: Person) -> None:
    with transaction():
        service.propose(Wanted(Act.INVITE, Office.EDITOR, address="neu@example.org"), second, "de", NOW)
    with transaction():
        service.forget_past(clock.forward(days=7))
        assert db.scalars(select(Invitee)).all() == []


def test_an_office_given_works_at_the_next_request_and_one_taken_no_longer(browser: Any, mona: Person) -> None:
    desk = browser(mona)
    desk.see("/en/moderation", 403)
    with transaction():
        db.add(Appointment(person_id=mona.id, office=Office.MODERATOR, since=NOW))
    desk.see("/en/moderation")
    with transaction():
        db.execute(delete(Appointment).where(Appointment.person_id == mona.id))
    desk.see("/en/moderation", 403)


def test_what_has_become_impossible_is_not_confirmed(app: Flask, admin: Person, second: Person, mona: Person) -> None:
    with transaction():
        here = db.get_one(Person, mona.id)
        change = service.propose(Wanted(Act.GIVE, Office.IDENTITIES, here), db.get_one(Person, admin.id), "de", NOW)
        here.appointments.append(Appointment(office=Office.MODERATOR, since=NOW))
        db.flush()
        assert not rules.may_confirm(second, change, NOW)
        with pytest.raises(NotPossible):
            service.confirm(change, second, "de", NOW)
