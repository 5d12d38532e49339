"""Signing in and out: links, codes, invitations and sessions work once, for one purpose, for one person."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Appointment, BrowserSession, Office, Person, SignIn
from bmw.accounts.service import ask, dismiss, invite
from bmw.accounts.tries import network
from bmw.app import create_app
from bmw.kernel.database import db, transaction
from bmw.kernel.settings import Settings
from bmw.notifications.composer import compose
from bmw.notifications.models import Message
from tests.attacks.town import Town
from tests.conftest import NOW, Browser

START = "s" * 43


def mailed(address: str, at: Any = NOW) -> tuple[str, str]:
    """Link and code of a mail that the browser with the start secret has asked for."""
    with transaction():
        return ask(address, "de", START, "", at)


def sessions() -> list[int]:
    """Whose sessions there are."""
    with transaction(writes=False):
        return sorted(db.scalars(select(BrowserSession.person_id)))


def is_signed_in(client: Any) -> bool:
    """Whether a browser may see its own page."""
    return bool(client.get("/de/meine-seite").status_code == 200)


def test_signing_out_ends_a_stolen_session(town: Town, people: Any, browser: Any) -> None:
    thief = browser()
    thief.set_cookie("sid", people["citizen"].get_cookie("sid").value)
    assert is_signed_in(thief)
    answer = people["citizen"].send("/de/abmelden")
    assert {'"cache"', '"storage"'} <= set(answer.headers["Clear-Site-Data"].split(", "))
    assert not is_signed_in(thief)
    assert town.citizen.id not in sessions()


def test_nobody_guesses_a_code(town: Town, browser: Any) -> None:
    _link, code = mailed(town.citizen.address or "")
    guesser = browser()
    guesser.set_cookie("start", START)
    for turn in range(20):
        wrong = f"{(int(code) + turn + 1) % 1_000_000:06}"
        assert guesser.post("/de/anmelden/code", data={"code": wrong}).status_code == 422
    assert guesser.post("/de/anmelden/code", data={"code": code}).status_code == 429
    assert town.citizen.id not in sessions()


def test_the_right_code_lets_in_once(town: Town, browser: Any) -> None:
    _link, code = mailed(town.citizen.address or "")
    for wanted in (303, 422):
        home = browser()
        home.set_cookie("start", START)
        assert home.post("/de/anmelden/code", data={"code": code}).status_code == wanted
    assert sessions().count(town.citizen.id) == 1


def test_a_scanner_of_mails_uses_no_link_up(town: Town, browser: Any) -> None:
    link, _code = mailed(town.citizen.address or "")
    path = f"/de/anmelden/link/{link}"
    for method in ("GET", "HEAD", "OPTIONS"):
        browser().open(path, method=method)
    assert browser().post(path).status_code == 422
    with transaction(writes=False):
        assert db.scalars(select(SignIn.used)).all() == [None]
    assert sessions() == []
    home = browser()
    home.set_cookie("start", START)
    assert home.post(path).status_code == 303
    assert sessions() == [town.citizen.id]


def invitation(to: str) -> str:
    """The address of an invitation to moderate."""
    with transaction():
        return f"/de/einladung/{invite(to, Office.MODERATOR, NOW)}"


def test_a_link_works_for_one_purpose(town: Town, browser: Any) -> None:
    link, _code = mailed("andere@example.org")
    invited = invitation("neu@example.org")
    before = sessions()
    for path in (f"/de/einladung/{link}", invited.replace("/einladung/", "/anmelden/link/")):
        assert browser().get(path).status_code == 410
        assert browser().post(path, data={"code": "123456"}).status_code == 410
    assert sessions() == before
    assert browser().post(invited).status_code == 303
    assert len(sessions()) == len(before) + 1


def test_an_invitation_ends_and_asking_for_a_link_does_not_revive_it(town: Town, browser: Any, clock: Any) -> None:
    invited = invitation("neu@example.org")
    clock.forward(days=8)
    mailed("neu@example.org", clock.now)
    assert browser().post(invited).status_code == 410
    with transaction(writes=False):
        assert db.scalar(select(Person).where(Person.address == "neu@example.org")) is None


def test_a_session_chosen_by_somebody_else_is_never_signed_in(town: Town, browser: Any) -> None:
    _link, code = mailed(town.citizen.address or "")
    victim = browser()
    victim.set_cookie("start", START)
    victim.set_cookie("sid", "p" * 43)
    victim.send("/de/anmelden/code", code=code)
    assert victim.get_cookie("sid").value != "p" * 43
    planter = browser()
    planter.set_cookie("sid", "p" * 43)
    assert is_signed_in(victim)
    assert not is_signed_in(planter)


def test_a_code_goes_to_the_address_that_was_typed_and_lets_in_nobody_who_looks_alike(town: Town, browser: Any) -> None:
    address = town.citizen.address or ""
    for twin in ("реrson", "perſon", "ｐerson", "pérson"):
        browser().post("/de/anmelden", data={"address": address.replace("person", twin)})
    browser().post("/de/anmelden", data={"address": address.replace("example", "exаmple")})
    with transaction(writes=False):
        told = db.scalars(select(Message.address).where(Message.private)).all()
    assert address not in told
    browser().send("/de/anmelden", address=address.upper())
    with transaction(writes=False):
        assert address in db.scalars(select(Message.address).where(Message.private)).all()


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded", "X-Original-Host"])
def test_no_header_leads_the_link_of_a_mail_elsewhere(app: Flask, town: Town, browser: Any, header: str) -> None:
    value = "host=evil.example" if header == "Forwarded" else "evil.example"
    home = browser()
    if header == "Host":
        assert home.post("/de/anmelden", data={"address": "a@example.org"}, headers={header: value}).status_code == 400
    else:
        home.post("/de/anmelden", data={"address": "a@example.org"}, headers={header: value})
        home.get("/de/", headers={header: value})
    home.send("/de/anmelden", address="b@example.org")
    mails = [text for text in letters(app) if "/anmelden/link/" in text]
    assert mails
    for text in mails:
        assert "evil.example" not in text
        assert "http://127.0.0.1:8000/de/anmelden/link/" in text


def letters(app: Flask) -> list[str]:
    """Every mail that waits, as it would be sent."""
    with transaction(writes=False), app.test_request_context("/"):
        waiting = db.scalars(select(Message).where(Message.private)).all()
        settings, town = app.extensions["bmw_settings"], app.extensions["bmw_town"]
        return [compose(each, settings, town, NOW).get_content() for each in waiting]


@pytest.mark.parametrize(("proxies", "most"), [(0, 1), (1, 3)])
def test_only_as_many_proxies_as_there_are_may_say_where_somebody_comes_from(
    ground: Any, tmp_path: Path, proxies: int, most: int
) -> None:
    path = tmp_path / "town.db"
    path.write_bytes(ground.path.read_bytes())
    app = create_app(Settings(database=f"sqlite:///{path}", files=str(tmp_path), secret="x" * 40, proxies=proxies))
    app.test_client_class = Browser
    seen = set()

    @app.before_request
    def look() -> None:
        seen.add(network())

    for turn in range(3):
        forwarded = {"X-Forwarded-For": f"203.0.113.{turn}, 198.51.{turn}.9"}
        app.test_client().get("/healthz", headers=forwarded)
        forwarded = {"X-Forwarded-For": f"192.0.{turn}.1, 198.51.{turn}.9", "X-Real-IP": f"8.8.{turn}.8"}
        app.test_client().get("/healthz", headers=forwarded)
    assert len(seen) == most
    db.remove()
    db.get_bind().dispose()


@pytest.fixture
def plain(app: Flask) -> Browser:
    """A browser that sends exactly the cookies a test writes down."""
    return Browser(app, app.response_class, use_cookies=False)


@pytest.mark.parametrize(
    "cookie", ["", "a", "x" * 5000, '"', "\x00", "ä", "[1,2]", "eyJpZCI6MX0.x.y", "1", "'; DROP TABLE person; --"]
)
def test_a_bad_cookie_is_a_guest_and_never_an_error(plain: Any, cookie: str) -> None:
    for name in ("sid", "start", "session", "remember_token", "view", ""):
        raw = f"{name}={cookie}".encode().decode("latin-1")
        for path, wanted in (("/de/", 200), ("/de/meine-seite", 403), ("/de/anmelden", 200)):
            answer = plain.get(path, headers={"Cookie": raw})
            assert answer.status_code == wanted, (raw, path)
            assert "Location" not in answer.headers


def test_a_cookie_without_a_name_is_not_the_session(people: Any, plain: Any) -> None:
    token = people["citizen"].get_cookie("sid").value
    assert plain.get("/de/meine-seite", headers={"Cookie": f"sid={token}"}).status_code == 200
    for raw in (f"=sid={token}", f"=__Host-sid={token}", f" = sid={token}", f"SID={token}", f"__Host-sid={token}"):
        assert plain.get("/de/meine-seite", headers={"Cookie": raw}).status_code == 403, raw


@pytest.mark.parametrize("wanted", ["/de/nachrichten", "/de/profil", "/de/meine-seite/konto-loeschen"])
def test_no_page_leads_in_circles(client: Any, wanted: str) -> None:
    page = client.see(wanted, 403)
    seen = set()
    path = page.all("a[href*='/anmelden']")[0].get("href")
    for _turn in range(4):
        answer = client.get(path)
        if answer.status_code not in (301, 302, 303):
            break
        path = answer.location
        assert path not in seen
        seen.add(path)
    assert answer.status_code == 200


def test_nobody_gives_themselves_an_office(town: Town, people: Any) -> None:
    wish = {"office": "administrator", "offices": "administrator", "role": "administrator", "is_admin": "1"}
    form = people["citizen"].see("/de/profil").form("/profil")
    people["citizen"].post("/de/profil", data={**form, **wish, "address": "neu@example.org", "voter_id": "x" * 16})
    for path in ("/de/redaktion/personen", f"/de/redaktion/personen/{town.citizen.id}"):
        assert people["citizen"].post(path, data={**wish, "address": town.citizen.address}).status_code in (403, 404)
    with transaction(writes=False):
        now = db.get_one(Person, town.citizen.id)
        kept = (now.offices, now.address, now.voter_id)
    assert kept == (frozenset(), town.citizen.address, town.citizen.voter_id)


def test_a_profile_that_was_sent_is_kept(town: Town, people: Any) -> None:
    form = people["citizen"].see("/de/profil").form("/profil")
    name = next(name for name in form if name in ("pseudonym", "name"))
    people["citizen"].send("/de/profil", **{**form, name: "Linde Fünf"})
    with transaction(writes=False):
        assert db.get_one(Person, town.citizen.id).pseudonym == "Linde Fünf"


def test_an_office_works_only_while_somebody_holds_it(town: Town, people: Any, browser: Any) -> None:
    with transaction():
        someone = db.get_one(Person, town.citizen.id)
        someone.appointments.append(Appointment(office=Office.MODERATOR, since=NOW))
    assert people["citizen"].get("/de/moderation").status_code == 200
    with transaction():
        dismiss(db.get_one(Person, town.citizen.id), Office.MODERATOR, NOW)
    assert people["citizen"].get("/de/moderation").status_code == 403


def test_a_session_ends_when_its_time_is_over(people: Any, clock: Any) -> None:
    assert is_signed_in(people["citizen"])
    clock.now += timedelta(days=31)
    assert not is_signed_in(people["citizen"])


def test_the_secret_of_a_session_is_kept_nowhere(town: Town, people: Any) -> None:
    token = people["citizen"].get_cookie("sid").value
    with transaction(writes=False):
        kept = [bytes(each) for each in db.scalars(select(BrowserSession.token_hash))]
    assert token.encode() not in kept
    assert not re.search(re.escape(token), people["citizen"].get("/de/profil").text)
