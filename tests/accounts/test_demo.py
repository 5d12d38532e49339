"""The demo town: roles by one click, and only there."""

from dataclasses import replace

import pytest

from bmw.accounts.demo import ROLES
from bmw.accounts.queries import by_address
from bmw.kernel.database import transaction
from tests.accounts.factors_of import set_up
from tests.accounts.test_signing_in import ADDRESS, ask, code, mail


@pytest.fixture
def demo(app, client):
    app.extensions["bmw_settings"] = replace(app.extensions["bmw_settings"], demo=True)
    return client


@pytest.mark.parametrize("path", ["/demo", "/de/demo"])
def test_without_the_setting_there_is_no_demo(client, path):
    client.see(path, 404)


def test_without_the_setting_nobody_gets_a_role(client):
    client.send("/de/demo", 404, role="administrator")
    assert client.get_cookie("sid") is None


def test_the_short_address_leads_to_the_readers_language(demo):
    assert demo.get("/demo", headers={"Accept-Language": "ar, en;q=0.5"}).location == "/ar/demo"


def test_the_page_shows_every_role_with_a_sentence(demo):
    page = demo.see("/en/demo")
    assert len(page.all("form[action='/en/demo']")) == len(ROLES)
    assert "write an opinion" in page.text


@pytest.mark.parametrize("role", ROLES)
def test_one_click_and_you_are_somebody_else(demo, app, role):
    if ROLES[role].home not in app.view_functions:
        pytest.skip("this room is not there yet")
    demo.send("/de/demo", role=role)
    demo.send("/de/demo", role=role)
    with transaction(writes=False):
        assert by_address(ROLES[role].address).offices == set(ROLES[role].offices)
    assert ROLES[role].pseudonym in demo.see("/de/profil").html


def test_a_role_keeps_its_power_for_hours_without_a_second_factor(demo, clock):
    demo.send("/de/demo", role="moderator")
    clock.forward(hours=11)
    demo.see("/de/moderation")
    assert "second factor" in demo.see("/en/demo").text


def test_in_the_demo_a_second_factor_can_be_set_up_and_used_for_real(demo, browser, clock):
    demo.send("/de/demo", role="administrator")
    app = set_up(demo, clock.now)
    clock.forward(minutes=1)
    mailbox = browser()
    ask(mailbox, ROLES["administrator"].address)
    mailbox.send("/de/anmelden/code", code=code())
    mailbox.see("/de/redaktion/personen", 403)
    mailbox.send("/de/bestaetigen", code=app.at(clock.now))
    mailbox.see("/de/redaktion/personen")


@pytest.mark.parametrize("role", ["", "king", "a!" * 25_000])
def test_an_unknown_role_is_refused(demo, role):
    demo.send("/de/demo", 400, role=role)


def test_in_the_demo_the_mail_is_one_click_away(demo):
    ask(demo)
    page = demo.see("/en/anmelden/code")
    assert "/mail" in page.text
    assert page.link("Open the link of the mail").endswith(mail().path[3:])


def test_elsewhere_the_page_says_nothing_about_the_mail(client):
    ask(client)
    page = client.see("/en/anmelden/code")
    assert "demo town" not in page.text
    assert "/link/" not in page.html


def test_in_the_demo_nobody_else_sees_the_link(demo, browser):
    ask(demo)
    other = browser()
    ask(other, "other@example.org")
    assert mail().path[3:] not in demo.see("/de/anmelden/code").html
    assert ADDRESS not in other.see("/de/anmelden/code").html
