"""What somebody does in a browser, in few verbs, whatever the engine: once by Playwright, once by WebDriver."""

import re
from collections.abc import Callable
from typing import Any, Protocol

from playwright.sync_api import ConsoleMessage, Error, Page
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from accessibility.scan import AXE, TAGS
from accessibility.walk import QUIETLY

PATIENCE = 60
"""Seconds for a page to come."""
AXED = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LATE = re.compile(r"Failed to fetch dynamically imported module: (\S+)")
YOUNGER = re.compile("unknown directive ‘(require-trusted-types-for|trusted-types)’$")
CUT_OFF = re.compile(r"Failed to load ‘(\S*)’\. A ServiceWorker")
COMES = "address => fetch(address, { cache: 'no-store' }).then((it) => it.ok, () => false)"
CHOOSE = "const [list, value] = arguments; list.value = value; list.dispatchEvent(new Event('change', {bubbles: true}))"
"""WebKit's driver cannot open a list of choices."""


class Walker(Protocol):
    """Somebody with a browser."""

    engine: str

    def visit(self, path: str) -> None:
        """Go to an address of the town."""

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the page behind it."""

    def tick(self, selector: str) -> None:
        """Choose a box or a round button."""

    def type(self, selector: str, words: str) -> None:
        """Write into a field by key after key."""

    def choose(self, selector: str, value: str) -> None:
        """Choose from a list."""

    def text(self, selector: str = "main") -> str:
        """What is to be read there, first of its kind."""

    def count(self, selector: str) -> int:
        """How many of these the page shows."""

    def ask(self, script: str) -> Any:
        """What a sentence of JavaScript is worth on this page."""

    def axe(self) -> list[str]:
        """What axe finds on this page in this engine."""

    def guarded(self) -> set[str]:
        """The names of cookies that no script reads and that travel over TLS only."""

    def leave(self) -> None:
        """Forget who this was: no cookie stays."""

    def complaints(self) -> list[str]:
        """What scripts and guards have complained about so far; an engine that does not tell complains of nothing."""


class ByPlaywright:
    """Somebody with Chromium."""

    engine = "chromium"

    def __init__(self, page: Page) -> None:
        self.page, self.said = page, list[str]()
        self.pages, self.unloaded, self.left = set[str](), list[tuple[str, str]](), list[str]()
        page.on("console", self._note)
        page.on("pageerror", self._break)
        page.on("framenavigated", lambda frame: self.pages.add(frame.url.split("#")[0]))

    def _note(self, message: ConsoleMessage) -> None:
        """What the browser itself says about a page that answers 403 or 422 is no complaint about what it needs."""
        if message.text.startswith(QUIETLY):
            self.unloaded.append((message.text, message.location["url"].split("#")[0]))
        elif message.type in ("error", "warning"):
            self.said.append(message.text)

    def _break(self, error: Error) -> None:
        """Somebody may leave a page before the last of its scripts has come; whether it would come is asked later."""
        if late := LATE.match(str(error)):
            self.left.append(late[1])
        else:
            self.said.append(str(error))

    def visit(self, path: str) -> None:
        self.page.goto(path)

    def press(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def tick(self, selector: str) -> None:
        self.page.locator(selector).first.check()

    def type(self, selector: str, words: str) -> None:
        self.page.locator(selector).first.press_sequentially(words)

    def choose(self, selector: str, value: str) -> None:
        self.page.locator(selector).first.select_option(value)

    def text(self, selector: str = "main") -> str:
        return self.page.locator(selector).first.inner_text()

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)

    def axe(self) -> list[str]:
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("options => axe.run(document, options)", AXED)
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]

    def guarded(self) -> set[str]:
        return {each["name"] for each in self.page.context.cookies() if each["secure"] and each["httpOnly"]}

    def leave(self) -> None:
        self.page.context.clear_cookies()

    def complaints(self) -> list[str]:
        unloaded = {url: text for text, url in self.unloaded if url not in self.pages}  # asking may be told again
        missing = [f"{text} {url}" for url, text in unloaded.items() if not self._comes(url)]
        gone = [f"never comes: {each}" for each in self.left if not self._comes(each)]
        return self.said + missing + gone

    def _comes(self, address: str) -> bool:
        """Whether what a page was left for too early to have would have come."""
        return bool(self.page.evaluate(COMES, address))


class ByWebDriver:
    """Somebody with Firefox or WebKit."""

    def __init__(self, engine: str, driver: WebDriver, town: str, said: Callable[[], list[str]]) -> None:
        self.engine, self.driver, self.town, self.said = engine, driver, town, said

    def visit(self, path: str) -> None:
        self.driver.get(self.town + path)

    def _first(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def _is_gone(self, element: WebElement) -> bool:
        """Engines do not agree on what they say about a thing whose page has gone."""
        try:
            element.is_enabled()
        except WebDriverException:
            return True
        return False

    def press(self, selector: str) -> None:
        """By the key Enter: WebKit's driver finds no place to click on what lies far below."""
        before = self._first("html")
        self._first(selector).send_keys(Keys.ENTER)
        wait = WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05, ignored_exceptions=[WebDriverException])
        wait.until(lambda _driver: self._is_gone(before))
        wait.until(lambda driver: driver.execute_script("return document.readyState") == "complete")

    def tick(self, selector: str) -> None:
        self._first(selector).send_keys(Keys.SPACE)
        assert self._first(selector).is_selected()

    def type(self, selector: str, words: str) -> None:
        self._first(selector).send_keys(words)

    def choose(self, selector: str, value: str) -> None:
        self.driver.execute_script(CHOOSE, self._first(selector), value)

    def text(self, selector: str = "main") -> str:
        return self._first(selector).text

    def count(self, selector: str) -> int:
        return len(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def ask(self, script: str) -> Any:
        return self.driver.execute_script(f"return {script}")

    def axe(self) -> list[str]:
        self.driver.execute_script(AXE.read_text(encoding="utf-8"))
        script = "axe.run(document, arguments[0]).then(arguments[arguments.length - 1])"
        found: Any = self.driver.execute_async_script(script, AXED)
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]

    def guarded(self) -> set[str]:
        return {each["name"] for each in self.driver.get_cookies() if each["secure"] and each["httpOnly"]}

    def leave(self) -> None:
        self.driver.delete_all_cookies()

    def complaints(self) -> list[str]:
        """Somebody may leave a page before the last of its pictures has come; whether it would come is asked again.

        Where Firefox does not say what it was, the page that somebody came to instead is asked for. That an engine does
        not know trusted types yet is no complaint about a page.
        """
        here = self.driver.current_url
        said = [text for text in self.said() if not YOUNGER.search(text)]
        return [text for text in said if not ((late := CUT_OFF.match(text)) and self._comes(late[1] or here))]

    def _comes(self, address: str) -> bool:
        script = f"({COMES})(arguments[0]).then(arguments[arguments.length - 1])"
        return bool(self.driver.execute_async_script(script, address))
