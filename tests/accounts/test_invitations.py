"""Invitations to offices: shown, accepted once, and never to what does not go together."""

import pytest
from sqlalchemy import select

from bmw.accounts import service
from bmw.accounts.models import Office, Person
from bmw.accounts.queries import by_address, holders
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from tests import factories


@pytest.fixture
def admin(app):
    with transaction():
        return factories.person(Office.ADMINISTRATOR, name="Chefin")


def offices(person: Person) -> set[str]:
    with transaction(writes=False):
        return set(db.get(Person, person.id).offices)


def invite(address: str, office: Office = Office.MODERATOR) -> str:
    with transaction():
        return f"/de/einladung/{service.invite(address, office, factories.NOW)}"


def test_an_invitation_shows_the_office_and_uses_nothing_up(client):
    link = invite("mona@example.org")
    for _look in range(2):
        assert "mona@example.org" in client.see(link).text
    with transaction(writes=False):
        assert by_address("mona@example.org") is None


def test_accepting_an_invitation_gives_the_office_and_signs_in(client):
    assert client.send(invite("Mona@Example.org ")).location == "/de/willkommen?next=/de/profil/zweiter-faktor"
    with transaction(writes=False):
        assert by_address("mona@example.org").offices == {"moderator"}
    client.see("/de/profil")


def test_somebody_known_keeps_account_and_name(client):
    with transaction():
        lena = factories.person(name="Lena")
    client.send(invite(lena.address, Office.BOARD))
    assert offices(lena) == {"board"}


def test_an_invitation_works_once(client, browser):
    client.send(link := invite("mona@example.org"))
    browser().send(link, 410)


def test_an_invitation_works_for_a_week(client, clock):
    link = invite("mona@example.org")
    clock.forward(days=7, seconds=1)
    client.send(link, 410)


def test_a_link_for_signing_in_is_no_invitation_and_the_other_way_round(client):
    link = invite("mona@example.org")
    client.see(link.replace("/einladung/", "/anmelden/link/"), 410)


def test_whoever_is_given_or_loses_an_office_hears_that_they_sign_in_again(app, admin):
    with transaction():
        lena = factories.person(language="en")
        service.appoint(lena, Office.EDITOR, admin.id, factories.NOW)
        service.dismiss(lena, Office.EDITOR, factories.NOW)
        told = db.scalars(select(Message.body).where(Message.person_id == lena.id)).all()
    assert len([body for body in told if "Please sign in again." in body]) == 2


def test_appointing_twice_changes_nothing(app, admin):
    with transaction():
        person = db.get(Person, admin.id)
        for _time in range(2):
            service.appoint(person, Office.BOARD, None, factories.NOW)
    assert offices(admin) == {"administrator", "board"}


def test_holders_are_found_by_any_of_their_offices(app, admin):
    with transaction():
        both = factories.person(Office.BOARD, Office.CHAIR)
        assert [each.id for each in holders(Office.BOARD, Office.CHAIR)] == [both.id]
        assert len(holders()) == 2


def test_an_invitation_cannot_be_accepted_twice_at_once(app):
    from bmw.accounts.queries import invitation

    token = invite("mona@example.org").rpartition("/")[2]
    with transaction():
        found = invitation(token, factories.NOW)
        service.accept(found, "de", "Bergheim", factories.NOW)
        with pytest.raises(NotPossible):
            service.accept(found, "de", "Bergheim", factories.NOW)
