"""Confirming: without the second factor an office is worth nothing, and a citizen everything."""

import pytest
from sqlalchemy import select

from bmw.accounts import presence, service
from bmw.accounts.models import BrowserSession, Office, Person
from bmw.kernel.database import db, transaction
from tests import factories
from tests.accounts.factors_of import CONFIRM, FACTORS, app_of
from tests.accounts.test_signing_in import ask, code

DESK = "/de/moderation"


@pytest.fixture
def mona(app):
    with transaction():
        return factories.person(Office.MODERATOR, name="Mona")


@pytest.fixture
def weak(client, mona):
    """Mona's browser, signed in and not confirmed."""
    return client.sign_in(mona, confirmed=False)


def session() -> BrowserSession:
    with transaction(writes=False):
        return db.scalars(select(BrowserSession)).unique().one()


@pytest.mark.parametrize(
    ("office", "path"),
    [
        ("moderator", "/en/moderation"),
        ("editor", "/en/redaktion"),
        ("administrator", "/en/redaktion/personen"),
        ("editor", "/en/massnahmen/neu"),
    ],
)
def test_without_it_no_office_works_and_the_page_says_what_to_do(client, office, path):
    with transaction():
        someone = factories.person(Office(office))
    page = client.sign_in(someone, confirmed=False).see(path, 403)
    assert "confirm with your second factor" in page.text
    assert page.link("Confirm with your second factor").startswith("/en/bestaetigen")
    client.sign_in(someone).see(path)


def test_without_it_everything_that_citizens_do_works(weak):
    for path in ("/de/profil", "/de/nachrichten", "/de/meine-seite", "/de/vorschlaege/neu"):
        weak.see(path)
    weak.send("/de/nachrichten/gelesen")


def test_the_bar_of_offices_leads_to_confirming(weak):
    page = weak.see("/en/")
    assert [each.text_content() for each in page.all(".desk-bar a")] == ["Unlock your office"]


def test_a_code_opens_the_desk_and_leads_to_where_somebody_wanted_to_be(weak, mona, clock):
    app = app_of(mona, clock.now)
    page = weak.see(weak.see("/en/moderation", 403).link("Confirm with your second factor"))
    assert weak.send(CONFIRM, **{**page.form("/bestaetigen"), "code": app.at(clock.now)}).location == "/en/moderation"
    weak.see(DESK)


def test_signing_in_with_an_office_leads_to_confirming(client, mona, clock):
    ask(client, mona.address, next="/de/nachrichten")
    answer = client.send("/de/anmelden/code", code=code())
    assert answer.location == f"{CONFIRM}?next=/de/nachrichten"
    assert client.get(answer.location).location == FACTORS


def test_a_code_works_once_even_in_another_browser(weak, browser, mona, clock):
    used = app_of(mona, clock.now).at(clock.now)
    weak.send(CONFIRM, code=used)
    other = browser()
    other.sign_in(mona, confirmed=False).send(CONFIRM, 422, code=used)
    other.see(DESK, 403)


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_a_clock_may_be_half_a_minute_wrong(weak, mona, clock, seconds, status):
    app = app_of(mona, clock.now)
    weak.send(CONFIRM, status, code=app.at(clock.now.timestamp() + seconds))


def test_an_older_code_does_not_work_after_a_newer_one(weak, mona, clock):
    app = app_of(mona, clock.now)
    weak.send(CONFIRM, code=app.at(clock.now.timestamp() + 30))
    weak.send(CONFIRM, 422, code=app.at(clock.now))


def test_a_code_may_be_typed_in_arabic_digits_and_with_spaces(weak, mona, clock):
    digits = app_of(mona, clock.now).at(clock.now).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    weak.send("/ar/bestaetigen", code=f"{digits[:3]} {digits[3:]}")


def test_confirming_gives_the_browser_a_new_secret(weak, mona, clock):
    app, before = app_of(mona, clock.now), weak.get_cookie("sid").value
    weak.send(CONFIRM, code=app.at(clock.now))
    assert weak.get_cookie("sid").value != before
    weak.set_cookie("sid", before)
    weak.see("/de/profil", 403)


def test_after_half_an_hour_without_a_page_it_is_asked_for_again(weak, mona, clock):
    weak.send(CONFIRM, code=app_of(mona, clock.now).at(clock.now))
    clock.forward(minutes=30, seconds=1)
    weak.see(DESK, 403)
    weak.see(DESK, 403)
    weak.see("/de/profil")


def test_who_reads_on_stays_confirmed_until_twelve_hours_are_over(weak, mona, clock):
    app = app_of(mona, clock.now)
    with transaction():
        db.scalars(select(BrowserSession)).unique().one().ends = clock.now + presence.LASTS
    weak.send(CONFIRM, code=app.at(clock.now))
    with transaction():
        db.scalars(select(BrowserSession)).unique().one().ends = clock.now + presence.LASTS
    for _quarter in range(4 * 12 - 1):
        clock.forward(minutes=15)
        weak.see(DESK)
    clock.forward(minutes=15)
    weak.see(DESK, 403)


def test_reading_writes_nothing_and_is_written_down_by_and_by(app, weak, mona, clock):
    weak.send(CONFIRM, code=app_of(mona, clock.now).at(clock.now))
    clock.forward(minutes=20)
    before = session()
    weak.see(DESK)
    assert (session().seen, session().strong_until) == (before.seen, before.strong_until)
    presence.write()
    assert (session().seen, session().strong_until) == (clock.now, clock.now + presence.STRONG_IDLE)


def test_what_was_remembered_brings_no_session_back(app, weak, mona, clock):
    weak.send(CONFIRM, code=app_of(mona, clock.now).at(clock.now))
    clock.forward(minutes=6)
    weak.see(DESK)
    with transaction():
        service.end_sessions(mona.id)
    presence.write()
    weak.see("/de/profil", 403)
    with transaction(writes=False):
        assert db.scalars(select(BrowserSession)).all() == []


@pytest.mark.parametrize("change", ["given", "taken"])
def test_each_change_of_power_asks_for_both_factors_anew_and_keeps_what_was_typed(weak, mona, clock, change):
    weak.send(CONFIRM, code=app_of(mona, clock.now).at(clock.now))
    with transaction():
        act, office = (service.appoint, Office.EDITOR) if change == "given" else (service.dismiss, Office.MODERATOR)
        act(db.get_one(Person, mona.id), office, *([None] if change == "given" else []), clock.now)
    page = weak.send("/en/profil", 403, pseudonym="Mona am Wehr")
    assert "Mona am Wehr" in page.text
    assert page.all("main a[href^='/en/anmelden']")
    ask(weak, mona.address)
    assert weak.send("/de/anmelden/code", code=code()).status_code == 303
    weak.see("/de/profil")
    weak.see(DESK, 403)


def test_a_session_that_nobody_used_for_two_weeks_is_over(client, clock):
    with transaction():
        lena = factories.person()
    client.sign_in(lena)
    with transaction():
        found = db.scalars(select(BrowserSession)).unique().one()
        found.ends = clock.now + presence.LASTS
    clock.forward(days=13)
    client.see("/de/profil")
    clock.forward(days=14, seconds=1)
    client.see("/de/profil", 403)


def test_people_see_which_browser_is_confirmed(browser, mona):
    client = browser(mona)
    browser().sign_in(mona, confirmed=False)
    assert client.see("/en/profil").text.count("Confirmed with the second factor") == 1


def test_what_is_no_code_is_no_try(weak, mona, clock):
    app = app_of(mona, clock.now)
    for typed in ["", "12", "a!" * 25_000] * 4:
        weak.send(CONFIRM, 422, code=typed)
    weak.send(CONFIRM, code=app.at(clock.now))
