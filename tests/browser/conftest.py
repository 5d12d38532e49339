"""A real town for a real browser: the demo town on a free port, and Debian's Chromium."""

import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserType, Locator, Page

from bmw.kernel.database import sqlite_driver

ROOT = Path(__file__).parents[2]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
PATIENCE = 300
"""Seconds; a busy machine takes long to fill a town, and that is no fault of the town."""


@dataclass(frozen=True)
class Town:
    """A demo town that runs, and where its things lie."""

    url: str
    home: Path
    environ: dict[str, str]
    port: int

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Look something up that no page tells, such as the number of a hidden proposal."""
        with sqlite3.connect(f"file:{self.home / 'town.db'}?mode=ro", uri=True) as database:
            return database.execute(question).fetchall()

    def let_time_pass(self) -> None:
        """All tries are forgotten, as after a day; a scan sends more forms than anybody would."""
        database = sqlite_driver().connect(self.home / "town.db", timeout=30)
        database.execute("delete from limit_window")
        database.commit()
        database.close()

    def bmw(self, *words: str, program: str = "bmw") -> str:
        """What the command line answers."""
        call = [sys.executable, "-m", program, *words]
        done = subprocess.run(call, cwd=self.home, env=self.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def press(page: Page, thing: str | Locator) -> None:
    """Press a button or follow a link, and wait for the page behind it: a click alone does not wait."""
    with page.expect_navigation():
        (page.locator(thing).first if isinstance(thing, str) else thing.first).click()


def set_up_app(page: Page) -> pyotp.TOTP:
    """Do what an app for codes does with the secret on the page, and type the first code; the app comes back."""
    app = pyotp.TOTP(page.locator("main code.secret").inner_text().replace(" ", ""))
    page.locator("#code").fill(app.now())
    page.locator("#name").fill("Mein Telefon")
    press(page, "main form.form [type=submit]")
    return app


def free_port() -> int:
    """A port below those that machines lend to outgoing connections: it stays free until the town is filled."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def opened(
    home: Path, host: str = "127.0.0.1", *, demo: bool = True, url: str = "", program: str = "accessibility.pseudo"
) -> Iterator[Town]:
    """A town that runs on a free port of this machine, in one language more: the one with the long words.

    `url` is where people reach it, if a proxy stands in front.
    """
    port = free_port()
    url = url or f"http://{host}:{port}"
    settings = {"PUBLIC_URL": url, "BIND": f"127.0.0.1:{port}", "DATABASE": f"sqlite:///{home / 'town.db'}"}
    settings |= {"FILES": str(home / "files"), "MAIL": f"folder:{home / 'mail'}", "SECRET": secrets.token_urlsafe(40)}
    settings |= {"DEMO": "1"} if demo else {}
    environ = {**os.environ, **{f"BMW_{name}": value for name, value in settings.items()}, "PYTHONPATH": str(ROOT)}
    with (home / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", program, "run"], cwd=home, env=environ, stdout=log, stderr=log)
        try:
            wait_for(f"http://{host}:{port}/healthz", server, home / "log")
            yield Town(url, home, environ, port)
        finally:
            server.terminate()
            server.wait(PATIENCE)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A demo town of its own."""
    with opened(tmp_path_factory.mktemp("demo")) as running:
        yield running


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(PATIENCE * 10):
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def base_url(town: Town) -> str:
    """The address of the town."""
    return town.url


@pytest.fixture(scope="session")
def browser(browser_type: BrowserType) -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = browser_type.launch(executable_path=shutil.which("chromium"), args=QUIET)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def sign_in(browser: Browser, base_url: str) -> Callable[[str], Any]:
    """The cookies of somebody who has signed in, fetched once for each role."""

    @cache
    def cookies_of(role: str) -> Any:
        context = browser.new_context(base_url=base_url)
        answer = context.request.post("/de/demo", form={"role": role}, headers={"Origin": base_url}, max_redirects=0)
        assert answer.status == 303, answer.text()
        cookies = context.storage_state()
        context.close()
        return cookies

    return cookies_of


@pytest.fixture(scope="session")
def open_town(browser: Browser, base_url: str, sign_in: Callable[[str], Any]) -> Callable[..., Page]:
    """Open the town as somebody: `open_town("moderator", width=320)` gives a page of a new browser window."""

    def open_as(role: str = "guest", *, width: int = 1280, **traits: Any) -> Page:
        known = {} if role == "guest" else {"storage_state": sign_in(role)}
        size = {"width": width, "height": 900}
        usual = {"base_url": base_url, "viewport": size, "service_workers": "block"}
        return browser.new_context(**{**usual, **known, **traits}).new_page()

    return open_as


@pytest.fixture
def visit(open_town: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """The same, closed after the test."""
    pages = []

    def visit_as(*who: str, **traits: Any) -> Page:
        pages.append(open_town(*who, **traits))
        return pages[-1]

    yield visit_as
    for page in pages:
        page.context.close()
