"""Without a network: a kind page in the page's language, and an app that can be installed."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

KEPT = """async (path) => {
  await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 1200; tries += 1) {
    if (navigator.serviceWorker.controller && await caches.match(path)) return true;
    await new Promise((go) => { setTimeout(go, 50); });
  }
  return false;
}"""


@pytest.fixture
def page(open_town: Callable[..., Page]) -> Iterator[Page]:
    """A browser in which the service worker may work."""
    opened = open_town(service_workers="allow")
    yield opened
    opened.context.close()


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_without_a_network_a_page_says_so_in_the_language_of_the_page(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/")
    assert page.evaluate(KEPT, f"/{lang}/offline")
    page.context.set_offline(True)
    page.goto(f"/{lang}/vorschlaege")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("main h1").inner_text() == _heading_online(page, lang)
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") != ""
    assert page.evaluate("document.styleSheets.length") == 1


def _heading_online(page: Page, lang: str) -> str:
    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto(f"/{lang}/offline")
    return other.locator("main h1").inner_text()


def test_no_page_that_somebody_read_is_kept(page: Page) -> None:
    page.goto("/de/")
    assert page.evaluate(KEPT, "/de/offline")
    page.goto("/de/vorschlaege", wait_until="networkidle")
    kept = page.evaluate(
        "async () => { const found = []; for (const name of await caches.keys())"
        " for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);"
        " return found }"
    )
    assert {path for path in kept if not path.startswith("/static/build/")} == {"/de/offline"}


def test_a_device_without_room_still_gets_style_and_letters(page: Page) -> None:
    page.goto("/de/")
    assert page.evaluate(KEPT, "/de/offline")
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": page.evaluate("location.origin"), "quotaSize": 1})
    page.evaluate("async () => { for (const each of await caches.keys()) await caches.delete(each) }")
    page.goto("/ar/", wait_until="networkidle")
    assert page.evaluate("[...document.styleSheets].every((it) => it.cssRules.length > 0)")
    assert page.evaluate("document.fonts.size > 0 && [...document.fonts].every((it) => it.status !== 'error')")


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_the_town_can_be_installed(page: Page, browser: Browser, lang: str) -> None:
    page.goto(f"/{lang}/")
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert f'"/{lang}/' in manifest["data"]
    told = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {each["errorId"] for each in told} <= {"in-incognito"}
