"""One's own account: name, mails, browsers, data, leaving."""

import pytest
from sqlalchemy import func, select

from bmw.accounts import service
from bmw.accounts.models import BrowserSession, Office, Person
from bmw.accounts.queries import by_address
from bmw.accounts.rules import may_leave
from bmw.kernel.database import db, transaction
from bmw.record.models import Behind, Follow
from bmw.record.queries import journey
from bmw.record.service import follow, step
from bmw.record.service import forget as forget_steps
from bmw.record.words import Word
from bmw.ui.locale import in_language
from tests import factories
from tests.accounts.test_signing_in import ADDRESS, ask, code


@pytest.fixture
def lena(app):
    with transaction():
        return factories.person(name="Lena")


def fresh(person: Person) -> Person:
    with transaction(writes=False):
        return db.get(Person, person.id)


def test_guests_are_asked_to_sign_in(client):
    assert "/de/anmelden" in client.see("/de/profil", 403).html


def test_somebody_new_chooses_a_name_and_goes_where_they_wanted(client):
    ask(client, next="/de/nachrichten")
    client.see(client.send("/de/anmelden/code", code=code()).location)
    answer = client.send("/de/willkommen", pseudonym="Erftspaziergänger", next="/de/nachrichten")
    assert answer.location == "/de/nachrichten"
    with transaction(writes=False):
        assert by_address(ADDRESS).pseudonym == "Erftspaziergänger"


def test_somebody_new_may_keep_the_name_they_were_given(client):
    ask(client)
    page = client.see(client.send("/de/anmelden/code", code=code()).location)
    client.send("/de/willkommen", **page.form("/willkommen"))
    with transaction(writes=False):
        assert by_address(ADDRESS).pseudonym.startswith("Bergheim-")


def test_everybody_gets_a_name_of_their_own(app):
    with transaction():
        names = {service.free_name("Bergheim") for _time in range(50)}
    assert len(names) > 40


def test_a_name_can_be_changed(browser, lena):
    browser(lena).send("/de/profil", pseudonym="Lena Neu", language="en")
    assert (fresh(lena).pseudonym, fresh(lena).language, fresh(lena).by_mail) == ("Lena Neu", "en", False)


def test_a_changed_profile_says_so(browser, lena):
    client = browser(lena)
    answer = client.send("/en/profil", pseudonym="Lena", language="ar", by_mail="y")
    assert "Your changes are saved." in client.see(answer.location).text


@pytest.mark.parametrize("name", ["", "Stadt Bergheim", "x", "a" * 50_000, "0scar", "Le\u202ena Beirat"])
def test_a_name_that_cannot_be_is_explained_and_kept(browser, lena, name):
    with transaction():
        service.rename(factories.person(), "Oscar")
    page = browser(lena).send("/de/profil", 422, pseudonym=name, language="de")
    assert page.all(".error-summary a[href='#pseudonym']")
    assert fresh(lena).pseudonym == "Lena"


def test_an_unknown_language_is_refused(browser, lena):
    browser(lena).send("/de/profil", 422, pseudonym="Lena", language="tlh")


def test_people_see_where_they_are_signed_in(browser, lena):
    client = browser(lena)
    browser(lena)
    page = client.see("/en/profil")
    assert "this browser" in page.text
    assert len(page.all("form[action*='/sitzungen/']")) == 1


def test_people_end_another_session_of_theirs(browser, lena):
    client, lost = browser(lena), browser(lena)
    page = client.see("/de/profil")
    client.send(page.one("form[action*='/sitzungen/']").get("action"))
    assert lost.get("/de/profil").status_code == 403
    client.see("/de/profil")


def test_people_end_all_other_sessions(browser, lena):
    client, others = browser(lena), [browser(lena) for _time in range(3)]
    client.send("/de/profil/sitzungen")
    assert {other.get("/de/profil").status_code for other in others} == {403}
    client.see("/de/profil")


def test_nobody_ends_a_session_of_somebody_else(browser, lena):
    with transaction():
        other = factories.person()
    theirs = browser(other).see("/de/profil")
    browser(lena)
    with transaction(writes=False):
        found = db.scalars(select(BrowserSession).where(BrowserSession.person_id == lena.id)).unique().one()
    browser(other).send(f"/de/profil/sitzungen/{found.token_hash.hex()}", 403)
    assert not theirs.all("form[action*='/sitzungen/']")


@pytest.mark.parametrize("name", ["zz", "00", "%1b", "ä" * 64])
def test_an_invented_session_is_not_found(browser, lena, name):
    browser(lena).send(f"/de/profil/sitzungen/{name}", 404)


def test_leaving_forgets_name_address_and_sessions(app, browser, lena):
    browser(lena)
    with transaction():
        person, address = db.get(Person, lena.id), lena.address
        service.forget(person, factories.NOW)
    gone = fresh(lena)
    assert (gone.address, gone.pseudonym, gone.voter_id == lena.voter_id) == (None, "Ehemaliges Mitglied", False)
    with transaction(writes=False):
        assert db.scalar(select(func.count()).select_from(BrowserSession)) == 0
        assert by_address(address) is None
    with in_language("en"):
        assert gone.name == "Former member"


def test_after_leaving_nothing_tells_who_did_a_step_and_the_step_stays(app, lena):
    with transaction():
        process = factories.process()
        step(process, Word.PROCESS_STARTED, factories.NOW, by=lena.id)
        follow(lena.id, process)
    with transaction():
        forget_steps(db.get(Person, lena.id), factories.NOW)
        behind = db.scalars(select(Behind)).one()
        assert (behind.person_id, behind.salt) == (None, b"")
        assert (len(journey(process)), db.scalars(select(Follow)).all()) == (1, [])


def test_two_people_may_leave_and_come_back(app):
    with transaction():
        for person in (factories.person(name="A1"), factories.person(name="B1")):
            service.forget(person, factories.NOW)
            factories.person(name=f"{person.id} again")


def test_the_last_administrator_cannot_leave(app, lena):
    with transaction():
        last = factories.person(Office.ADMINISTRATOR)
        assert not may_leave(last, None, factories.NOW)
        factories.person(Office.ADMINISTRATOR)
        assert may_leave(last, None, factories.NOW)
        assert may_leave(db.get(Person, lena.id), None, factories.NOW)
