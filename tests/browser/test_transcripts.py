"""What a screen reader says on every listed page, as it was read and found good."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from accessibility.listing import LIST, Listed, listed
from accessibility.reading import transcript
from accessibility.walk import listening, reach
from bmw.kernel.database import sqlite_driver
from tests.browser.conftest import Town, opened, press
from tests.browser.past import MOMENT
from tests.browser.test_accessibility import PLACES, last_word

ASKED = os.environ.get("BMW_TEST_TRANSCRIPTS", "")
"""Empty: the key pages are compared; `all`: every page; `renew`: every page is written anew, to be read and kept."""
PAGES = """
home home-citizen help accessibility not-found search-found field process meeting sign-in sign-in-empty code link
welcome proposals proposal proposal-own proposal-merged proposal-hidden comment propose propose-empty preview
preview-similar submitted report report-empty reported survey-citizen survey-empty survey-thanks survey-results
finding review roadmap roadmap-by-time measure decision mine messages profile desk case-submitted opine
"""
KEY = set(PAGES.split())
"""The pages that most people meet, in the states that are hardest to hear."""
READ = [pytest.param(each, id=each.name) for each in listed() if ASKED or each.name in KEY]
BEFORE = {"leave-code-wrong": [each for each in listed() if each.name == "leave-code"]}
"""What somebody did before, where a page does not tell."""
STILL = "tests.browser.past"
FOLDER = LIST.with_name("transcripts")


@pytest.fixture(scope="module")
def still_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A demo town in which time stands still."""
    with opened(tmp_path_factory.mktemp("still"), program=STILL) as town:
        yield town


class Stage:
    """The still town as it is before each page, with a window for each role."""

    def __init__(self, browser: Browser, town: Town) -> None:
        self.browser, self.town = browser, town
        self.window = cache(self._window)
        self.places = self._places()
        roles = sorted({each.role for each in listed()})
        self.cookies: dict[str, Any] = {role: self.window(role).context.cookies() for role in roles}
        self._copy(town.home / "town.db", town.home / "kept.db")

    def _window(self, role: str) -> Page:
        context = self.browser.new_context(base_url=self.town.url, service_workers="block", reduced_motion="reduce")
        if role != "guest":
            self._enter(context, role)
        return context.new_page()

    def _enter(self, context: Any, role: str) -> None:
        answer = context.request.post("/de/demo", form={"role": role}, headers={"Origin": self.town.url})
        assert answer.ok, answer.text()

    def _places(self) -> Mapping[str, str]:
        present = f"'{MOMENT:%Y-%m-%d %H:%M:%S}'"
        asked = {name: question.replace("datetime('now')", present) for name, question in PLACES.items()}
        found = {name: self.town.ask(question)[0][0] for name, question in asked.items()}
        told = self.town.bmw("invite", "neu@example.org", "--role", "editor", program=STILL)
        found["invitation"] = last_word(told, "/einladung/")
        page = self._window("guest")
        page.goto("/de/anmelden")
        page.locator("#address").fill("anderswo@example.org")
        press(page, "main form.form [type=submit]")
        found["link"] = last_word(page.content(), "/anmelden/link/")
        found["factor"] = self._factor(self.window("chair"))
        return found

    def _factor(self, page: Page) -> str:
        """The chair sets up an app for codes, whose clock shows what the town's shows."""
        page.goto("/de/profil/zweiter-faktor")
        press(page, "main form[action$='/app'] button")
        secret = page.locator("main code.secret").inner_text().replace(" ", "")
        page.locator("#code").fill(pyotp.TOTP(secret).at(MOMENT))
        page.locator("#name").fill("Mein Telefon")
        press(page, "main form.form [type=submit]")
        page.goto("/de/profil/zweiter-faktor")
        return str(page.locator("main li a[href*='/zweiter-faktor/']").first.get_attribute("href")).rpartition("/")[2]

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        driver = sqlite_driver()
        before, after = driver.connect(source, timeout=30), driver.connect(target, timeout=30)
        before.backup(after)
        before.close()
        after.close()

    def set(self, role: str) -> Page:
        """Everything is as it was in the beginning; whoever signs in makes the town forget the pages it keeps.

        Browsers too forget what the page before has set or taken away, so that the order of pages does not matter.
        """
        self._copy(self.town.home / "kept.db", self.town.home / "town.db")
        context = self.browser.new_context(base_url=self.town.url)
        self._enter(context, "administrator")
        context.close()
        window = self.window(role)
        window.context.clear_cookies()
        if role != "guest":
            window.context.add_cookies(self.cookies[role])
        return window


@pytest.fixture(scope="module")
def stage(browser: Browser, still_town: Town) -> Stage:
    """The stage, built once."""
    return Stage(browser, still_town)


@pytest.mark.parametrize("listing", READ)
def test_a_screen_reader_says_what_was_found_good_on(listing: Listed, stage: Stage) -> None:
    page, kept = stage.set(listing.role), FOLDER / f"{listing.name}.txt"
    page.set_viewport_size(listing.window)
    with listening(page):
        for each in (*BEFORE.get(listing.name, ()), listing):
            reach(page, each, "de", stage.places, lambda: None)
        said = transcript(page, str(stage.town.home), stage.town.url, listing.heard)
    if ASKED == "renew":
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


def test_every_listed_page_was_read_and_no_other() -> None:
    assert {each.stem for each in FOLDER.iterdir()} == {each.name for each in listed()}
    assert {each.name for each in listed()} >= KEY
