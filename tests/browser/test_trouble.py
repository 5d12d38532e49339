"""When very much is being sent, the browser takes some trouble, and people are told, seen and heard."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from bmw.kernel.database import sqlite_driver
from bmw.kernel.limits import ALLOWED, What
from tests.served import serving

WORDS = "Der Knopf ist zu klein."


@pytest.fixture(scope="module")
def busy_town(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> Iterator[str]:
    """A town of its own, so that its floods reach nobody else's tests; one network has sent very much there."""
    home = tmp_path_factory.mktemp("busy")
    with serving(home) as port:
        url = f"http://127.0.0.1:{port}"
        flood = playwright.request.new_context(base_url=url, extra_http_headers={"Origin": url})
        for _n in range(ALLOWED[What.LETTER].risky or 0):
            flood.post("/de/rueckmeldung", form={"text": ""})
            stay_busy(home)
        flood.dispose()
        yield url


def stay_busy(home: Path) -> None:
    """What was counted holds nearly an hour, for the one that is running may end at any moment."""
    database = sqlite_driver().connect(home / "town.db", timeout=30)
    database.execute("update limit_window set ends = ?", [f"{datetime.now(UTC) + timedelta(minutes=59):%F %T.%f}"])
    database.commit()
    database.close()


@pytest.fixture
def busy_page(busy_town: str, visit: Callable[..., Page]) -> Page:
    """The feedback form, from a network that has sent very much."""
    page = visit(base_url=busy_town, service_workers="allow")
    page.goto("/de/rueckmeldung")
    page.get_by_label("Was möchten Sie uns sagen?").fill(WORDS)
    page.wait_for_timeout(4000)
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


def test_the_browser_calculates_and_says_so_and_nothing_is_lost(busy_page: Page) -> None:
    said: list[str] = []
    busy_page.on("console", lambda message: said.append(message.text))
    expect(busy_page.locator("[data-trouble]")).to_have_text("Fertig. Sie können jetzt senden.")
    expect(busy_page.locator("#announcement")).to_have_text("Fertig. Sie können jetzt senden.")
    expect(busy_page.get_by_label("Was möchten Sie uns sagen?")).to_have_value(WORDS)
    busy_page.get_by_role("button", name="Nachricht senden").click()
    busy_page.wait_for_url("**/rueckmeldung/danke")
    assert said == []


def test_without_scripts_it_says_how_long_to_wait(busy_town: str, visit: Callable[..., Page]) -> None:
    page = visit(base_url=busy_town, java_script_enabled=False)
    page.goto("/de/rueckmeldung")
    page.get_by_label("Was möchten Sie uns sagen?").fill(WORDS)
    page.wait_for_timeout(4000)
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.locator("[data-trouble]")).to_contain_text("zwei Minuten")
    expect(page.get_by_label("Was möchten Sie uns sagen?")).to_have_value(WORDS)
