"""One town behind TLS, and three engines that walk through it."""

import re
import shutil
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserType

from tests.browser.conftest import QUIET, Town
from tests.browser.engines.firefox import firefox
from tests.browser.engines.safe import behind_tls
from tests.browser.engines.walkers import PATIENCE, ByPlaywright, ByWebDriver, Walker
from tests.browser.engines.webkit import webkit

CODE = re.compile(r"\b\d{3} \d{3}\b")
ENGINES = ("chromium", "firefox", "webkit")


@pytest.fixture(scope="module")
def safe_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A demo town at https://localhost, because WebKit keeps safe cookies nowhere else."""
    with behind_tls(tmp_path_factory.mktemp("safe")) as town:
        yield town


@contextmanager
def chromium_walker(browser_type: BrowserType, town: Town) -> Iterator[Walker]:
    """Somebody with Chromium, which trusts the certificate of our town and no other."""
    trust = f"--ignore-certificate-errors-spki-list={key_of(town.home / 'certificate.pem')}"
    chromium = browser_type.launch(executable_path=shutil.which("chromium"), args=[*QUIET, trust])
    yield ByPlaywright(chromium.new_context(base_url=town.url).new_page())
    chromium.close()


def key_of(certificate: Path) -> str:
    """The public key of a certificate, as Chromium wants to hear it."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    plain = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(sha256(plain).digest()).decode()


@contextmanager
def firefox_walker(home: Path, town: Town) -> Iterator[Walker]:
    """Somebody with Firefox."""
    with firefox(home, "--headless") as driver:
        marionette: Any = driver.command_executor
        marionette.trust(town.home / "authority.pem")
        yield ByWebDriver("firefox", driver, town.url, partial(marionette.complaints, town.url))


@contextmanager
def webkit_walker(home: Path, town: Town) -> Iterator[Walker]:
    """Somebody with the engine of Safari."""
    with webkit(home, town.home / "certificate.pem") as driver:
        yield ByWebDriver("webkit", driver, town.url, list)


@pytest.fixture(scope="module", params=ENGINES)
def walker(
    request: pytest.FixtureRequest, browser_type: BrowserType, safe_town: Town, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walker]:
    """Somebody in each of the engines; where one is missing, the test fails and says so."""
    home = tmp_path_factory.mktemp(request.param)
    engines = {
        "chromium": partial(chromium_walker, browser_type),
        "firefox": partial(firefox_walker, home),
        "webkit": partial(webkit_walker, home),
    }
    with engines[request.param](safe_town) as somebody:
        yield somebody


@pytest.fixture
def visitor(walker: Walker, safe_town: Town) -> Walker:
    """Somebody whom the town does not know yet."""
    safe_town.let_time_pass()
    walker.visit("/de/")
    walker.leave()
    return walker


@pytest.fixture
def sign_in(visitor: Walker, safe_town: Town) -> Callable[[str], Walker]:
    """Sign in as somebody new, by the code that the mail brings."""

    def signed_in(name: str) -> Walker:
        address = f"{name}.{visitor.engine}@example.org"
        visitor.visit("/de/anmelden")
        visitor.type("#address", address)
        visitor.press("main form.form [type=submit]")
        visitor.type("#code", code_for(address, safe_town.home / "mail"))
        visitor.press("main form.form [type=submit]")
        return visitor

    return signed_in


def code_for(address: str, folder: Path) -> str:
    """The code in the mail to somebody, once it has come."""
    for _ in range(PATIENCE * 10):
        for each in folder.glob("*.eml"):
            mail = message_from_bytes(each.read_bytes(), policy=default)
            if mail["To"] == address and (found := CODE.search(mail.get_content())):
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no mail has come for {address}")
