"""A real town for a real browser: the demo town on a free port, and Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page

ROOT = Path(__file__).parents[2]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo town of its own."""
    home = tmp_path_factory.mktemp("demo")
    url = f"http://127.0.0.1:{free_port()}"
    settings = {"DEMO": "1", "PUBLIC_URL": url, "BIND": url[7:], "DATABASE": f"sqlite:///{home / 'town.db'}"}
    settings |= {"FILES": str(home / "files"), "MAIL": f"folder:{home / 'mail'}", "SECRET": "x" * 40}
    environ = {**os.environ, **{f"BMW_{name}": value for name, value in settings.items()}, "PYTHONPATH": str(ROOT)}
    with (home / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "bmw", "run"], cwd=home, env=environ, stdout=log, stderr=log)
        try:
            wait_for(f"{url}/healthz", server, home / "log")
            yield url
        finally:
            server.terminate()
            server.wait(30)


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
def browser(browser_type: BrowserType) -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = browser_type.launch(executable_path=shutil.which("chromium"), args=QUIET)
    yield chromium
    chromium.close()


@pytest.fixture
def visit(browser: Browser, base_url: str) -> Iterator[Any]:
    """Open the town as somebody: `visit("moderator", width=320, lang="ar")` gives a page of a new browser window."""
    contexts = []

    def open_town(role: str = "guest", *, lang: str = "de", width: int = 1280, **traits: Any) -> Page:
        context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 900}, **traits)
        contexts.append(context)
        page = context.new_page()
        if role != "guest":
            page.goto(f"/{lang}/demo")
            page.locator(f"button[name=role][value={role}]").first.click()
        return page

    yield open_town
    for context in contexts:
        context.close()
