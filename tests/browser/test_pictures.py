"""A picture is sent, described and seen without a line of JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import files
from tests.browser.conftest import Town, press

DRAFT = "select reference from record join proposal using (id) where state = 'draft' and title like 'Schatten%'"
ALT = "Ein Spielplatz, auf den ein großer Baum Schatten wirft"
SEND = "main form.form [type=submit]"


def test_a_picture_is_sent_and_described_without_javascript(visit: Callable[..., Page], town: Town) -> None:
    page = visit("citizen", width=320, java_script_enabled=False)
    page.goto(f"/de/vorschlaege/{town.ask(DRAFT)[0][0]}/bilder")
    sent = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": files.turned()}
    page.locator("#file").set_input_files([sent])
    press(page, SEND)
    expect(page.locator("main .error-summary a[href='#alt']")).to_be_visible()
    page.locator("#alt").fill(ALT)
    press(page, SEND)
    image = page.get_by_alt_text(ALT)
    expect(image).to_have_attribute("height", "640")
    assert page.context.request.get(str(image.get_attribute("src"))).headers["content-type"] == "image/webp"
    press(page, page.locator(".gallery__item").last.get_by_role("button"))
    expect(page.get_by_alt_text(ALT)).to_have_count(0)
