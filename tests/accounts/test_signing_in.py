"""Signing in by mail: the code, the link, and everybody who should not get in."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select

from bmw.accounts.models import BrowserSession, Person
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from tests import factories

ADDRESS = "lena@example.org"


def ask(client: Any, address: str = ADDRESS, **more: str) -> Any:
    return client.send("/de/anmelden", address=address, **more)


def mail() -> Message:
    with transaction(writes=False):
        return db.scalars(select(Message).order_by(Message.id.desc())).first()


def code() -> str:
    return re.search(r"\b(\d{3} \d{3})\b", mail().body)[1]


def wrong_code() -> str:
    return str((int(code().replace(" ", "")) + 1) % 10**6).zfill(6)


def who_is(client: Any) -> str | None:
    token = client.get_cookie("sid")
    with transaction(writes=False):
        found = db.scalars(select(BrowserSession)).unique().all()
        return found[-1].person.address if token and found else None


def test_a_code_lets_somebody_new_in_and_asks_for_a_name(client):
    assert ask(client).location.endswith("/de/anmelden/code")
    answer = client.send("/de/anmelden/code", code=code())
    assert answer.location.endswith("/de/willkommen")
    assert who_is(client) == ADDRESS
    assert "Bergheim-" in client.see("/de/willkommen").html


def test_a_code_lets_somebody_known_in_and_leads_to_their_page(client):
    with transaction():
        lena = factories.person(name="Lena")
    ask(client, lena.address)
    assert client.send("/de/anmelden/code", code=code()).location.endswith("/de/meine-seite")
    with transaction(writes=False):
        assert db.scalar(select(func.count()).select_from(Person)) == 1


def test_capitals_and_spaces_in_an_address_mean_the_same_person(client):
    with transaction():
        lena = factories.person()
    ask(client, f"  {lena.address.upper()} ")
    client.send("/de/anmelden/code", code=code())
    assert who_is(client) == lena.address


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} - {0[4]}{0[5]}{0[6]}"])
def test_a_code_may_be_typed_with_spaces_and_hyphens(client, typed):
    ask(client)
    client.send("/de/anmelden/code", code=typed.format(code()))
    assert who_is(client) == ADDRESS


def test_a_code_may_be_typed_in_arabic_digits(client):
    ask(client)
    client.send("/ar/anmelden/code", code=code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    assert who_is(client) == ADDRESS


def test_a_wrong_code_lets_nobody_in_and_stays_in_the_field(client):
    ask(client)
    page = client.send("/de/anmelden/code", 422, code=(wrong := wrong_code()))
    assert page.one("input[name=code]").get("value") == wrong
    assert client.get_cookie("sid") is None


def test_a_code_works_once(client, browser):
    ask(client)
    used, start = code(), client.get_cookie("start").value
    client.send("/de/anmelden/code", code=used)
    other = browser()
    other.set_cookie("start", start)
    other.send("/de/anmelden/code", 422, code=used)


def test_a_code_works_for_fifteen_minutes(client, clock):
    ask(client)
    typed = code()
    clock.forward(minutes=15, seconds=1)
    client.send("/de/anmelden/code", 422, code=typed)


def test_a_code_works_only_in_the_browser_that_asked(client, browser):
    ask(client)
    other = browser()
    ask(other, "mallory@example.org")
    with transaction(writes=False):
        lenas = db.scalars(select(Message).where(Message.address == ADDRESS)).one()
    other.send("/de/anmelden/code", 422, code=re.search(r"\d{3} \d{3}", lenas.body)[0])


def test_after_twenty_wrong_codes_even_the_right_one_is_refused(client):
    ask(client)
    right, wrong = code(), wrong_code()
    for _try in range(20):
        client.send("/de/anmelden/code", 422, code=wrong)
    client.send("/de/anmelden/code", 429, code=right)
    assert client.get_cookie("sid") is None


def test_wrong_codes_count_for_the_address_in_every_browser(client, browser):
    for _time in range(2):
        guesser = browser()
        ask(guesser)
        wrong = wrong_code()
        for _try in range(10):
            guesser.send("/de/anmelden/code", 422, code=wrong)
    ask(client)
    client.send("/de/anmelden/code", 429, code=code())


def test_what_is_no_code_is_no_try(client):
    ask(client)
    for typed in ["", "12", "a!" * 25_000] * 8:
        client.send("/de/anmelden/code", 422, code=typed)
    client.send("/de/anmelden/code", code=code())


def test_the_page_for_codes_sends_those_who_did_not_ask_to_the_beginning(client):
    assert client.get("/de/anmelden/code").location.endswith("/de/anmelden")


def test_the_code_never_stands_in_an_address(client):
    answer = ask(client)
    digits = code().replace(" ", "")
    assert digits not in answer.location + mail().path


def test_asking_again_keeps_the_first_mail_working(client):
    ask(client)
    first = code()
    ask(client)
    client.send("/de/anmelden/code", code=first)
    assert who_is(client) == ADDRESS


def test_signing_in_forgets_the_waiting_cookie_and_uses_up_older_mails(client):
    ask(client)
    ask(client)
    older = mail().path
    ask(client)
    client.send("/de/anmelden/code", code=code())
    assert client.get_cookie("start") is None
    client.see(older, 410)


def test_known_and_unknown_addresses_get_the_same_answer_and_mail(client, browser):
    with transaction():
        known = factories.person()
    seen = []
    for address in (known.address, "unbekannt@example.org"):
        new = browser()
        answer, page = ask(new, address), new.see("/de/anmelden/code")
        body = re.sub(r"\d{3} \d{3}", "", mail().body)
        seen.append((answer.status_code, answer.location, page.html.replace(address, ""), body))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "address", ["", "lena", "lena@", "a@b\r\nBcc: x@example.org", "lena@localhost", "a!" * 25_000, "jürgen@example.org"]
)
def test_what_is_no_address_is_said_and_kept(client, address):
    page = client.send("/de/anmelden", 422, address=address)
    assert page.all(".error-summary")
    with transaction(writes=False):
        assert db.scalar(select(func.count()).select_from(Message)) == 0


def test_two_addresses_at_once_are_refused(client):
    answer = client.post("/de/anmelden", data={"address": [ADDRESS, "mallory@example.org"]})
    assert answer.status_code == 422


def test_nobody_is_flooded_with_mails(client):
    for _mail in range(6):
        ask(client)
    client.send("/de/anmelden", 429, address=ADDRESS)
    ask(client, "somebody.else@example.org")


def test_one_network_cannot_ask_for_thousands_of_mails(client):
    for n in range(50):
        ask(client, f"victim{n}@example.org")
    for n in range(50):  # from here on every mail costs some trouble as well
        client.send("/de/anmelden", 422, address=f"late.victim{n}@example.org")
    client.send("/de/anmelden", 429, address="one.more@example.org")


@pytest.mark.parametrize("lang", ["de", "de-simple", "en", "ar"])
def test_signing_in_works_in_every_language(client, lang):
    client.see(f"/{lang}/anmelden")
    client.send(f"/{lang}/anmelden", address=ADDRESS)
    client.see(f"/{lang}/anmelden/code")
    assert mail().language == lang
    client.see(mail().path)
    client.send(f"/{lang}/anmelden/code", code=code())
    client.see(f"/{lang}/willkommen")
