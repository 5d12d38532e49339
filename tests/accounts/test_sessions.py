"""Sessions: one cookie, made anew at every signing in, ended by signing out."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bmw.accounts.models import BrowserSession, Office
from bmw.kernel.database import db, transaction
from tests import factories
from tests.accounts.test_signing_in import ask, code, mail


def count() -> int:
    with transaction(writes=False):
        return db.scalar(select(func.count()).select_from(BrowserSession))


def test_signing_in_gives_the_browser_a_new_session(client):
    for _time in range(2):
        ask(client)
        client.send("/de/anmelden/code", code=code())
    assert count() == 1


def test_a_session_that_somebody_planted_is_not_taken_over(client):
    client.set_cookie("sid", "planted")
    ask(client)
    client.send("/de/anmelden/code", code=code())
    assert client.get_cookie("sid").value != "planted"


def test_signing_out_ends_the_session_everywhere(client, browser):
    with transaction():
        lena = factories.person()
    client.sign_in(lena)
    copied = client.get_cookie("sid").value
    assert client.send("/de/abmelden").location.endswith("/de/abgemeldet")
    thief = browser()
    thief.set_cookie("sid", copied)
    assert (count(), thief.get("/de/profil").status_code) == (0, 403)


def test_signing_out_clears_every_cookie_and_all_storage(client):
    with transaction():
        lena = factories.person()
    ask(client)
    answer = client.sign_in(lena).send("/de/abmelden")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert (client.get_cookie("sid"), client.get_cookie("start")) == (None, None)


def test_a_page_that_signs_nobody_out_clears_nothing(client):
    with transaction():
        lena = factories.person()
    for answer in (client.get("/de/"), client.sign_in(lena).get("/de/profil"), ask(client)):
        assert "Clear-Site-Data" not in answer.headers


def test_signing_out_twice_is_no_mistake(client):
    client.send("/de/abmelden")
    client.see("/de/abgemeldet")


def test_a_session_ends_after_thirty_days(client, clock):
    ask(client)
    client.send("/de/anmelden/code", code=code())
    clock.forward(days=30, seconds=1)
    client.see("/de/profil", 403)


def test_people_with_an_office_sign_in_every_twelve_hours(client, clock):
    with transaction():
        address = factories.person(Office.MODERATOR).address
    ask(client, address)
    client.send("/de/anmelden/code", code=code())
    clock.forward(hours=12, seconds=1)
    client.see("/de/profil", 403)


def test_over_https_the_cookies_belong_to_this_host_alone(app, client):
    app.extensions["bmw_settings"] = replace(app.extensions["bmw_settings"], public_url="https://beteiligung.example")
    answer = ask(client)
    assert answer.headers["Set-Cookie"].startswith("__Host-start=")
    answer = client.post(mail().path, headers={"Cookie": answer.headers["Set-Cookie"].split(";")[0]})
    cookies = {each.split("=")[0]: each for each in answer.headers.getlist("Set-Cookie")}
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert word in cookies["__Host-sid"]
    assert "Domain" not in cookies["__Host-sid"]


def test_a_reader_gets_no_cookie(client):
    answer = client.get("/de/anmelden")
    assert "Set-Cookie" not in answer.headers


def test_a_session_remembers_when_it_was_last_used_but_not_to_the_minute(client, clock):
    with transaction():
        lena = factories.person()
    client.sign_in(lena)
    for minutes in (4, 2, 2):
        clock.forward(minutes=minutes)
        client.send("/de/nachrichten/gelesen")
    with transaction(writes=False):
        session = db.scalars(select(BrowserSession)).unique().one()
    assert (session.seen - session.created).total_seconds() == 6 * 60


@pytest.mark.parametrize("wanted", ["/de/profil", "/en/nachrichten", "/de/nachrichten?ab=abc", "/ar/meine-seite"])
def test_after_signing_in_people_are_where_they_wanted_to_be(client, wanted):
    with transaction():
        address = factories.person().address
    page = client.see("/de/anmelden", query_string={"next": wanted})
    ask(client, address, next=page.form("/anmelden")["next"])
    assert client.send("/de/anmelden/code", code=code()).location == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/de/profil",
        "/\\evil.example",
        "/de/profil//evil",
        "/de/../..//evil.example",
        "javascript:alert(1)",
        "/de/profil\r\nX: y",
        "/de/nirgends",
        "/de/abmelden",
        "/de/anmelden/code",
        "/xx/profil",
        "/de/profil?next=http://evil.example",
        "/de/" + "a" * 400,
    ],
)
def test_nobody_is_led_away_after_signing_in(client, wanted):
    with transaction():
        address = factories.person().address
    ask(client, address, next=wanted)
    assert client.send("/de/anmelden/code", code=code()).location == "/de/meine-seite"
