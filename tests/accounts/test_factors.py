"""Second factors: set up, named, removed, and told about."""

from base64 import b32decode
from dataclasses import replace

import pyotp
import pytest
from sqlalchemy import select

from bmw.accounts import service
from bmw.accounts.factors import apps
from bmw.accounts.factors.models import Factor, RecoveryCode
from bmw.accounts.models import Office, Person
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from tests import factories
from tests.accounts.factors_of import ADD, CONFIRM, FACTORS, app_of, codes_on, factors_of, set_up


@pytest.fixture
def mona(app):
    with transaction():
        return factories.person(Office.MODERATOR, name="Mona")


@pytest.fixture
def fresh(client, mona):
    """Mona's browser, signed in by mail and not confirmed."""
    return client.sign_in(mona, confirmed=False)


def told(person):
    with transaction(writes=False):
        return [each.body for each in db.scalars(select(Message).where(Message.person_id == person.id))]


def test_an_app_is_set_up_by_its_first_code_and_confirms_at_once(fresh, mona, clock):
    fresh.see("/de/moderation", 403)
    set_up(fresh, clock.now)
    assert [each.name for each in factors_of(mona)] == ["Mein Telefon"]
    fresh.see("/de/moderation")


def test_the_page_shows_the_same_secret_as_picture_and_in_groups(fresh):
    page = fresh.see(fresh.send(ADD).location)
    letters = page.one("code.secret").text_content()
    assert {len(group) for group in letters.split()} == {4}
    assert letters.replace(" ", "") in page.one("main a[href^='otpauth:']").get("href")
    assert page.one("svg.qr[role=img]").get("aria-label")


def test_the_picture_holds_what_apps_need(app):
    address = apps.address_of(b"0" * 20, "mona@example.org", "Stadt Bergheim")
    assert address.startswith("otpauth://totp/Stadt%20Bergheim:mona%40example.org?secret=")
    path, width = apps.picture(address)
    assert path.startswith("M4 4h1v1h-1z")
    assert width > 40


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_name(fresh, mona, clock):
    page = fresh.see(fresh.send(ADD).location)
    secret = page.one("code.secret").text_content()
    page = fresh.send(f"{ADD}/einrichten", 422, code="000000", name="Mein Telefon")
    assert (page.one("#name").get("value"), page.one("code.secret").text_content()) == ("Mein Telefon", secret)
    assert factors_of(mona) == []


def test_the_secret_waits_fifteen_minutes(fresh, clock):
    fresh.send(ADD)
    clock.forward(minutes=15, seconds=1)
    assert fresh.get(f"{ADD}/einrichten").location == FACTORS


def test_looking_at_the_pages_writes_nothing(fresh, mona, clock):
    fresh.send(ADD)
    for path in (FACTORS, f"{ADD}/einrichten", f"{FACTORS}/passkey"):
        for _look in range(2):
            fresh.see(path)
    assert factors_of(mona) == []


def test_with_the_first_factor_come_ten_recovery_codes_that_are_seen_once(fresh, mona, clock):
    set_up(fresh, clock.now)
    shown = codes_on(fresh.see(f"{FACTORS}/codes"))
    assert (len(set(shown)), {len(each) for each in shown}) == (10, {19})
    fresh.send(f"{FACTORS}/codes/notiert")
    assert fresh.get(f"{FACTORS}/codes").location == FACTORS


def test_recovery_codes_vanish_from_the_page_after_ten_minutes(fresh, clock):
    set_up(fresh, clock.now)
    clock.forward(minutes=10, seconds=1)
    assert fresh.get(f"{FACTORS}/codes").location == FACTORS


def test_a_recovery_code_confirms_once_however_it_is_typed(fresh, browser, mona, clock):
    set_up(fresh, clock.now)
    code = codes_on(fresh.see(f"{FACTORS}/codes"))[3]
    phone = browser()
    phone.sign_in(mona, confirmed=False).send(CONFIRM, code=code.lower().replace(" ", "-"))
    phone.see("/de/moderation")
    phone.sign_in(mona, confirmed=False).send(CONFIRM, 422, code=code)
    assert "9" in fresh.see(FACTORS).text


def test_new_recovery_codes_replace_the_old_ones(fresh, mona, clock):
    set_up(fresh, clock.now)
    old = codes_on(fresh.see(f"{FACTORS}/codes"))[0]
    new = codes_on(fresh.see(fresh.send(f"{FACTORS}/codes/neu").location))[0]
    fresh.send(CONFIRM, 422, code=old)
    fresh.send(CONFIRM, code=new)


def test_every_change_is_told(fresh, mona, clock):
    set_up(fresh, clock.now)
    set_up(fresh, clock.now, "Tablet")
    number = factors_of(mona)[0].id
    fresh.send(f"{FACTORS}/{number}", name="Altes Telefon")
    fresh.send(f"{FACTORS}/{number}/entfernen")
    bodies = " ".join(told(mona))
    for words in ("Mein Telefon", "Tablet", "Altes Telefon"):
        assert words in bodies
    assert len(told(mona)) == 5


def test_the_last_factor_stays_while_an_office_is_held(fresh, mona, clock):
    set_up(fresh, clock.now)
    fresh.send(f"{FACTORS}/{factors_of(mona)[0].id}/entfernen", 403)
    assert len(factors_of(mona)) == 1


def test_without_an_office_the_last_factor_goes_and_the_codes_with_it(fresh, mona, clock):
    app = set_up(fresh, clock.now)
    with transaction():
        service.dismiss(db.get_one(Person, mona.id), Office.MODERATOR, clock.now)
    path = f"{FACTORS}/{factors_of(mona)[0].id}/entfernen"
    fresh.sign_in(mona, confirmed=False).send(path, 403)
    clock.forward(minutes=1)
    fresh.send(CONFIRM, code=app.at(clock.now))
    fresh.send(path)
    with transaction(writes=False):
        assert (factors_of(mona), db.scalars(select(RecoveryCode)).all()) == ([], [])


def test_changing_factors_needs_one_that_was_confirmed_lately(fresh, mona, clock):
    app = set_up(fresh, clock.now)
    set_up(fresh, clock.now, "Tablet")
    clock.forward(minutes=10, seconds=1)
    number = factors_of(mona)[0].id
    for path in (ADD, f"{FACTORS}/{number}/entfernen", f"{FACTORS}/codes/neu", f"{FACTORS}/passkey/frage"):
        assert fresh.send(path, 403).all("main a.kern-btn[href*='/bestaetigen']"), path
    fresh.send(CONFIRM, code=app.at(clock.now))
    fresh.send(f"{FACTORS}/{number}/entfernen")
    assert len(factors_of(mona)) == 1


def test_citizens_need_none_and_cannot_set_one_up(client):
    with transaction():
        lena = factories.person()
    client.sign_in(lena).see(FACTORS)
    client.send(ADD, 403)
    client.see(CONFIRM, 403)


def test_a_copy_of_the_database_gives_no_secret_and_no_code(fresh, mona, clock):
    page = fresh.see(fresh.send(ADD).location)
    letters = page.one("code.secret").text_content().replace(" ", "")
    fresh.send(f"{ADD}/einrichten", code=pyotp.TOTP(letters).at(clock.now), name="Telefon")
    codes = codes_on(fresh.see(f"{FACTORS}/codes"))
    with transaction(writes=False):
        kept = db.scalars(select(Factor)).one().material
        hashes = db.scalars(select(RecoveryCode.code_hash)).all()
    assert b32decode(letters) not in kept
    assert letters.encode() not in kept
    assert not [code for code in codes for each in hashes if code.replace(" ", "").encode() in each]


def test_with_another_secret_of_the_town_codes_of_apps_are_refused_and_nothing_breaks(fresh, app, mona, clock):
    phone = app_of(mona, clock.now)
    fresh.send(CONFIRM, code=phone.at(clock.now))
    app.extensions["bmw_settings"] = replace(app.extensions["bmw_settings"], secret="y" * 40)
    clock.forward(minutes=1)
    fresh.send(CONFIRM, 422, code=phone.at(clock.now))


def test_on_a_number_instead_of_a_host_name_the_page_says_that_passkeys_need_one(fresh):
    assert "Passkeys need a host name" in fresh.see("/en/profil/zweiter-faktor").text
    fresh.send(f"{FACTORS}/passkey/frage", 409)
    fresh.send(f"{FACTORS}/passkey", 409, credential="{}", name="x")


@pytest.mark.parametrize("lang", ["de", "de-simple", "en", "ar"])
def test_the_pages_speak_every_language(browser, mona, clock, lang):
    client = browser(mona)
    app = app_of(mona, clock.now)
    client.send(CONFIRM, code=app.at(clock.now))
    number = factors_of(mona)[0].id
    client.send(ADD)
    for page in ("", f"/{number}", "/passkey", "/app/einrichten"):
        client.see(f"/{lang}/profil/zweiter-faktor{page}")
    client.see(f"/{lang}/bestaetigen")
    client.see(f"/{lang}/bestaetigen/verloren")
