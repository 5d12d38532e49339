"""Whoever has somebody's mailbox, session or old codes, and not their second factor, has none of their power."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pyotp
import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from bmw.accounts import queries as people_of
from bmw.accounts import service as accounts
from bmw.accounts.factors import apps, queries, resets, sealing, service
from bmw.accounts.factors.models import Factor, RecoveryCode
from bmw.accounts.models import Appointment, BrowserSession, Office, Person
from bmw.kernel.database import db, transaction
from tests import factories as make
from tests.attacks.conftest import gets
from tests.attacks.town import Town
from tests.conftest import NOW, Clock

CONFIRM, FACTORS, DESK = "/de/bestaetigen", "/de/profil/zweiter-faktor", "/de/moderation"
OF_STAFF = ("/de/moderation", "/de/redaktion", "/de/beirat/kriterien", "/de/massnahmen/neu", "/de/beschluesse/neu")


@pytest.fixture
def phone() -> pyotp.TOTP:
    """The app of everybody with an office in this town."""
    return pyotp.TOTP(apps.letters_of(b"0" * 20))


@pytest.fixture
def weak(town: Town, browser: Any) -> Any:
    """Somebody who has the mailbox, and with it a session."""
    return browser().sign_in(town.staff, confirmed=False)


def is_strong(person: Person) -> int:
    with transaction(writes=False):
        theirs = select(func.count()).where(BrowserSession.person_id == person.id, BrowserSession.confirmed_by == "app")
        return db.scalar(theirs) or 0


def wrong(phone: pyotp.TOTP, clock: Clock) -> str:
    right = {phone.at(clock.now.timestamp() + seconds) for seconds in (-30, 0, 30)}
    return next(each for each in ("000000", "111111", "222222", "333333") if each not in right)


def test_without_the_second_factor_every_page_of_an_office_is_closed(
    app: Flask, town: Town, people: Any, weak: Any, phone: pyotp.TOTP, clock: Clock
) -> None:
    paths = [path for path in gets(app, town, 2) if path.startswith(OF_STAFF)]
    paths = [path for path in paths if people["staff"].get(path).status_code == 200]
    assert len(paths) > 10
    assert {weak.get(path).status_code for path in paths} == {403}
    weak.send(CONFIRM, code=phone.at(clock.now))
    assert {weak.get(path).status_code for path in paths} == {200}


def test_after_twenty_wrong_codes_even_the_right_one_is_refused(
    town: Town, weak: Any, phone: pyotp.TOTP, clock: Clock
) -> None:
    for _try in range(20):
        weak.send(CONFIRM, 422, code=wrong(phone, clock))
    weak.send(CONFIRM, 429, code=phone.at(clock.now))
    assert is_strong(town.staff) == 0
    clock.forward(hours=1)
    weak.send(CONFIRM, code=phone.at(clock.now))
    assert is_strong(town.staff) == 1


def test_wrong_codes_count_for_the_person_in_every_browser(
    town: Town, browser: Any, phone: pyotp.TOTP, clock: Clock
) -> None:
    for _window in range(4):
        guesser = browser().sign_in(town.staff, confirmed=False)
        for _try in range(5):
            guesser.send(CONFIRM, 422, code=wrong(phone, clock))
    browser().sign_in(town.staff, confirmed=False).send(CONFIRM, 429, code=phone.at(clock.now))
    assert is_strong(town.staff) == 0


def test_wrong_codes_count_for_the_network_whoever_is_guessed(
    browser: Any, town: Town, phone: pyotp.TOTP, clock: Clock
) -> None:
    with transaction():
        many = [make.person(Office.BOARD) for _n in range(6)]
        for each in many:
            service.add_app(each, "Telefon", sealing.seal(b"0" * 20, "x" * 40), 0, clock.now)
    for each in many[:5]:
        guesser = browser().sign_in(each, confirmed=False)
        for _try in range(20):
            guesser.send(CONFIRM, 422, code=wrong(phone, clock))
    browser().sign_in(many[5], confirmed=False).send(CONFIRM, 429, code=phone.at(clock.now))


def test_wrong_recovery_codes_are_limited_too(town: Town, weak: Any) -> None:
    for _try in range(20):
        weak.send(CONFIRM, 422, code="ABCD EFGH JKLM NPQR")
    weak.send(CONFIRM, 429, code="ABCD EFGH JKLM NPQR")


def test_a_code_that_was_seen_over_the_shoulder_is_worth_nothing(
    town: Town, browser: Any, weak: Any, phone: pyotp.TOTP, clock: Clock
) -> None:
    seen = phone.at(clock.now)
    weak.send(CONFIRM, code=seen)
    thief = browser().sign_in(town.staff, confirmed=False)
    for _seconds in range(3):
        thief.send(CONFIRM, 422, code=seen)
        clock.forward(seconds=20)
    thief.see(DESK, 403)


def test_a_session_copied_before_confirming_is_dead_afterwards(
    browser: Any, weak: Any, phone: pyotp.TOTP, clock: Clock
) -> None:
    copied = weak.get_cookie("sid").value
    weak.send(CONFIRM, code=phone.at(clock.now))
    thief = browser()
    thief.set_cookie("sid", copied)
    thief.see("/de/profil", 403)
    weak.see(DESK)


def test_codes_of_one_person_confirm_nobody_else(town: Town, browser: Any, clock: Clock) -> None:
    with transaction():
        mona, otto = make.person(Office.BOARD), make.person(Office.BOARD)
        for each, letter in ((mona, b"m"), (otto, b"o")):
            service.add_app(each, "Telefon", sealing.seal(letter * 20, "x" * 40), 0, clock.now)
        db.add(RecoveryCode(code_hash=sealing.hashed_code("ABCDEFGHJKLMNPQR", mona.id, "x" * 40), person_id=mona.id))
    his, app = browser().sign_in(otto, confirmed=False), pyotp.TOTP(apps.letters_of(b"m" * 20))
    his.send(CONFIRM, 422, code=app.at(clock.now))
    his.send(CONFIRM, 422, code="ABCD EFGH JKLM NPQR")
    hers = browser().sign_in(mona, confirmed=False)
    hers.send(CONFIRM, code="ABCD EFGH JKLM NPQR")
    hers.send(CONFIRM, code=app.at(clock.now))


def test_a_thief_of_the_mailbox_adds_and_removes_nothing(town: Town, weak: Any, people: Any) -> None:
    with transaction(writes=False):
        before = [each.id for each in queries.owned_by(town.staff.id)]
    for path in ("/app", "/passkey/frage", f"/{before[0]}/entfernen", "/codes/neu"):
        weak.send(FACTORS + path, 403)
    weak.see(f"{FACTORS}/app/einrichten", 403)
    people["staff"].send(f"{FACTORS}/app")
    with transaction(writes=False):
        assert [each.id for each in queries.owned_by(town.staff.id)] == before


def test_nobody_names_or_removes_a_factor_of_somebody_else(town: Town, people: Any) -> None:
    theirs = town.things["factor"][1].id
    for who in ("citizen", "author", "staff"):
        people[who].send(f"{FACTORS}/{theirs}", 403, name="Meins")
        people[who].send(f"{FACTORS}/{theirs}/entfernen", 403)
    with transaction(writes=False):
        assert db.get_one(Factor, theirs).name == "Telefon"


def test_a_session_of_the_demo_is_worth_nothing_where_there_is_no_demo(app: Flask, town: Town, weak: Any) -> None:
    with transaction():
        for each in db.scalars(select(BrowserSession)).unique():
            each.confirmed, each.confirmed_by, each.strong_until = each.created, "demo", each.ends
    weak.see(DESK, 403)
    app.extensions["bmw_settings"] = replace(app.extensions["bmw_settings"], demo=True)
    weak.see(DESK)


def test_power_that_was_taken_away_ends_at_once_in_every_browser(town: Town, browser: Any, clock: Clock) -> None:
    with transaction():
        mona = make.person(Office.MODERATOR, Office.BOARD)
    windows = [browser(mona) for _n in range(2)]
    for window in windows:
        window.see(DESK)
    with transaction():
        accounts.dismiss(db.get_one(Person, mona.id), Office.BOARD, clock.now)
    assert {window.get(DESK).status_code for window in windows} == {403}


def change(how: str, mona: Person, at: datetime) -> None:
    with transaction():
        here = db.get_one(Person, mona.id)
        if how == "given":
            accounts.appoint(here, Office.EDITOR, None, at)
        elif how == "taken":
            accounts.dismiss(here, Office.BOARD, at)
        elif how == "accepted":
            found = people_of.invitation(accounts.invite(here.address or "", Office.EXPORT, at), at)
            accounts.accept(found, "de", "Bergheim", at)  # type: ignore[arg-type]  # it is there
        else:
            resets.by_operator(here, at)


@pytest.mark.parametrize("how", ["given", "taken", "accepted", "reset"])
def test_a_session_copied_before_a_change_of_power_is_worth_nothing_after_it(
    town: Town, browser: Any, clock: Clock, how: str
) -> None:
    with transaction():
        mona = make.person(Office.MODERATOR, Office.BOARD)
    own, thief = browser(mona), browser()
    thief.set_cookie("sid", own.get_cookie("sid").value)
    thief.see(DESK)
    change(how, mona, clock.now)
    for _time in range(2):
        thief.see("/de/profil", 403)
        thief.send("/de/nachrichten/gelesen", 403)
    own.sign_in(mona).see(DESK)
    thief.see("/de/profil", 403)
    assert thief.get_cookie("sid").value != own.get_cookie("sid").value


def test_a_session_that_a_removed_factor_confirmed_is_dead(town: Town, people: Any, browser: Any, clock: Clock) -> None:
    with transaction():
        service.add_app(db.get_one(Person, town.staff.id), "Neues", sealing.seal(b"1" * 20, "x" * 40), 0, clock.now)
    thief = browser(town.staff)
    thief.see(DESK)
    people["staff"].send(f"{FACTORS}/{town.one('factor').id}/entfernen")
    thief.see("/de/profil", 403)
    people["staff"].see(DESK)


def test_an_administrator_who_is_alone_changes_their_own_offices_and_every_copy_is_dead(
    town: Town, browser: Any
) -> None:
    with transaction():
        here = db.get_one(Person, town.citizen.id)
        db.execute(delete(Appointment).where(Appointment.office == Office.ADMINISTRATOR))
        here.appointments.append(Appointment(office=Office.ADMINISTRATOR, since=NOW))
    own, thief = browser(town.citizen), browser()
    thief.set_cookie("sid", own.get_cookie("sid").value)
    thief.see("/de/redaktion/personen")
    own.send(f"/de/redaktion/personen/{town.citizen.id}", office="editor")
    thief.see("/de/profil", 403)
    own.see("/de/profil")
    own.see("/de/redaktion/personen", 403)


def test_without_the_table_of_limits_nobody_gets_in(town: Town, weak: Any, phone: pyotp.TOTP, clock: Clock) -> None:
    with transaction():
        db.connection().exec_driver_sql("alter table limit_window rename to gone")
    weak.send(CONFIRM, 503, code=phone.at(clock.now))
    assert is_strong(town.staff) == 0


def test_a_copy_of_the_database_holds_nothing_that_confirms(town: Town, people: Any) -> None:
    people["staff"].send(f"{FACTORS}/codes/neu")
    shown = people["staff"].see(f"{FACTORS}/codes").all("ol.codes code")
    with transaction(writes=False):
        rows = [repr(db.execute(select(table)).all()) for table in (Factor.__table__, RecoveryCode.__table__)]
    letters = apps.letters_of(b"0" * 20)
    assert len(shown) == 10
    assert not [each for each in (letters, "0" * 20, *(code.text for code in shown)) if each in "".join(rows)]
