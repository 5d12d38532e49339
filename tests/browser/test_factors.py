"""The second factor in a real browser: a passkey of a virtual device, and an app with codes where no script runs."""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any

import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accessibility.scan import axe
from tests.browser.conftest import Town, opened, press, set_up_app

DESK, FACTORS, CONFIRM = "/de/moderation", "/de/profil/zweiter-faktor", "/de/bestaetigen"
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture(scope="module")
def named_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with a host name, which passkeys need, and without one-click roles."""
    with opened(tmp_path_factory.mktemp("named"), "localhost", demo=False) as town:
        yield town


@pytest.fixture
def window(browser: Any, named_town: Town, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A new browser window, with scripts unless the test says otherwise."""
    scripts = getattr(request, "param", True)
    with browser.new_context(base_url=named_town.url, java_script_enabled=scripts, locale="de-DE") as context:
        yield context


def accept(window: BrowserContext, town: Town, address: str) -> Page:
    """Somebody accepts an invitation to the desk and keeps the name they were given."""
    page = window.new_page()
    page.goto(town.bmw("invite", address, "--role", "moderator").strip())
    press(page, "main form button")
    press(page, "main form.form [type=submit]")
    assert page.url.endswith(FACTORS)
    return page


def device(page: Page, *, verified: bool = True) -> tuple[Any, str]:
    """Give the browser a device that holds passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {**DEVICE, "isUserVerified": verified, "automaticPresenceSimulation": True}
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def mailed_code(town: Town, address: str) -> str:
    """The code of the mail that was sent to somebody, once the postman has been there."""
    for _wait in range(300):
        mails = [message_from_bytes(each.read_bytes(), policy=default) for each in (town.home / "mail").glob("*.eml")]
        for mail in (each for each in mails if each["To"] == address):
            if found := re.search(r"\b\d{3} \d{3}\b", mail.get_body(("plain",)).get_content()):
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"No mail has come for {address}.")


def sign_in(page: Page, town: Town, address: str) -> None:
    """Sign in by mail, which proves the mailbox and nothing more."""
    page.goto("/de/anmelden")
    page.locator("#address").fill(address)
    page.wait_for_timeout(2000)  # nobody is quicker than that, says the house
    press(page, "main form.form [type=submit]")
    page.locator("#code").fill(mailed_code(town, address))
    press(page, "main form.form [type=submit]")


def test_from_an_invitation_to_power_with_a_passkey_and_back_in_with_it(
    window: BrowserContext, named_town: Town
) -> None:
    page = accept(window, named_town, "schluessel@example.org")
    session, number = device(page)
    assert page.goto(DESK).status == 403  # type: ignore[union-attr]
    page.goto(f"{FACTORS}/passkey")
    assert axe(page) == []
    page.locator("#name").fill("Mein Rechner")
    page.keyboard.press("Enter")
    page.wait_for_url("**/codes")
    assert page.locator("ol.codes code").count() == 10
    assert axe(page) == []
    press(page, "main form button")
    assert page.goto(DESK).ok  # type: ignore[union-attr]
    page.goto("/de/profil")
    press(page, "main form[action$='/abmelden'] button")
    sign_in(page, named_town, "schluessel@example.org")
    assert page.url.endswith(CONFIRM)
    assert axe(page) == []
    press(page, "form[data-passkey] button")
    assert page.goto(DESK).ok  # type: ignore[union-attr]
    counted = session.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]
    assert [each["signCount"] for each in counted] == [
        named_town.ask("select counter from factor where kind = 'passkey'")[0][0]
    ]


def test_a_device_that_does_not_know_its_owner_gives_no_power(window: BrowserContext, named_town: Town) -> None:
    page = accept(window, named_town, "unbekannt@example.org")
    device(page, verified=False)
    page.goto(f"{FACTORS}/passkey")
    page.locator("#name").fill("Fremd")
    page.locator("form[data-passkey] button").click()
    expect(page.locator("[data-passkey-note]")).to_contain_text("Passkey", timeout=20_000)
    assert page.goto(DESK).status == 403  # type: ignore[union-attr]
    assert named_town.ask("select * from factor where name = 'Fremd'") == []


@pytest.mark.parametrize("window", [False], indirect=True)
def test_without_scripts_an_app_with_codes_does_it(window: BrowserContext, named_town: Town) -> None:
    page = accept(window, named_town, "telefon@example.org")
    press(page, "main form[action$='/app'] button")
    assert page.locator("svg.qr").bounding_box()["width"] > 150  # type: ignore[index]
    app = set_up_app(page)
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "nothing sticks out sideways"
    codes = page.locator("ol.codes code").all_inner_texts()
    press(page, "main form button")
    assert page.goto(DESK).ok  # type: ignore[union-attr]
    page.goto("/de/profil")
    press(page, "main form[action$='/abmelden'] button")
    sign_in(page, named_town, "telefon@example.org")
    assert page.goto(DESK).status == 403  # type: ignore[union-attr]
    press(page, "main a.kern-btn")
    page.locator("#code").fill(codes[0])
    press(page, page.locator("main form.form [type=submit]").last)
    assert page.url.endswith(DESK)
    assert isinstance(app, pyotp.TOTP)


def test_after_signing_out_no_private_byte_stays_in_the_browser(window: BrowserContext, named_town: Town) -> None:
    page = accept(window, named_town, "geheim@example.org")
    page.goto("/de/vorschlaege/neu")
    page.evaluate("localStorage.setItem('draft:x', 'Geheimwort'); sessionStorage.setItem('x', 'Geheimwort')")
    page.evaluate("caches.open('x').then((kept) => kept.put('/x', new Response('Geheimwort')))")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/de/profil")
    press(page, "main form[action$='/abmelden'] button")
    page.wait_for_url("**/abgemeldet")
    assert window.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert "Geheimwort" not in page.evaluate(KEPT)
    page.go_back()
    assert "geheim@example.org" not in page.content()


KEPT = """async () => {
  const words = [];
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) words.push(request.url, await (await kept.match(request)).text());
  }
  return words.join(' ') + JSON.stringify(await indexedDB.databases());
}"""
