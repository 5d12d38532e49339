"""The link of a mail: one button in the browser that asked, the code everywhere else."""

import pytest
from sqlalchemy import func, select

from bmw.accounts.models import BrowserSession, SignIn
from bmw.kernel.database import db, transaction
from tests.accounts.test_signing_in import ADDRESS, ask, code, mail, who_is, wrong_code


def test_the_link_offers_one_button_in_the_browser_that_asked(client):
    ask(client)
    page = client.see(mail().path)
    assert page.form("/anmelden/link/") == {}
    client.send(mail().path)
    assert who_is(client) == ADDRESS


def test_looking_at_the_link_uses_nothing_up(client):
    ask(client)
    for _look in range(3):
        client.see(mail().path)
    client.head(mail().path)
    with transaction(writes=False):
        assert db.scalars(select(SignIn)).one().used is None
        assert db.scalar(select(func.count()).select_from(BrowserSession)) == 0


def test_a_link_in_a_fresh_browser_asks_for_the_code_and_hides_the_address(client, browser):
    ask(client)
    page = browser().see(mail().path)
    assert "l…@example.org" in page.text
    assert ADDRESS not in page.html
    assert list(page.form("/anmelden/link/")) == ["code"]


def test_an_attackers_link_signs_nobody_in_with_one_click(client, browser):
    ask(client, "mallory@example.org")
    victim = browser()
    victim.send(mail().path, 422)
    victim.send(mail().path, 422, code="")
    assert victim.get_cookie("sid") is None


def test_an_attackers_link_signs_nobody_in_who_waits_for_a_mail_of_their_own(client, browser):
    ask(client, "mallory@example.org")
    link, victim = mail().path, browser()
    ask(victim)
    victim.send(link, 422)
    assert victim.get_cookie("sid") is None


def test_on_another_device_link_and_code_together_let_in(client, browser):
    ask(client)
    phone = browser()
    assert phone.send(mail().path, code=code()).location.endswith("/de/willkommen")
    assert who_is(phone) == ADDRESS


def test_wrong_codes_on_a_link_are_limited(client, browser):
    ask(client)
    link, right, wrong = mail().path, code(), wrong_code()
    phone = browser()
    for _try in range(20):
        phone.send(link, 422, code=wrong)
    phone.send(link, 429, code=right)


def test_somebody_who_guesses_cannot_lock_the_link_of_the_browser_that_asked(client, browser):
    ask(client)
    link, wrong, guesser = mail().path, wrong_code(), browser()
    for _try in range(21):
        guesser.post(link, data={"code": wrong})
    client.send(link)
    assert who_is(client) == ADDRESS


def test_a_used_link_says_so(client):
    ask(client)
    client.send(link := mail().path)
    assert "ask for a new mail" in client.see(link.replace("/de/", "/en/"), 410).text
    client.send(link, 410)


def test_an_old_link_says_so(client, clock):
    ask(client)
    clock.forward(minutes=16)
    client.see(mail().path, 410)


@pytest.mark.parametrize("token", ["x", "0" * 43, "%1b", "a" * 5_000])
def test_an_invented_link_says_so(client, token):
    client.see(f"/de/anmelden/link/{token}", 410)


def test_pages_for_one_browser_are_never_kept(client):
    ask(client)
    for path in ("/de/anmelden/code", mail().path):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert "Cookie" in headers["Vary"]
