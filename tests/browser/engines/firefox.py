"""Debian's Firefox for Selenium, spoken to in its own tongue: no geckodriver has to be fetched from anywhere."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import FirefoxOptions, Remote
from selenium.webdriver.remote.command import Command

PATIENCE = 120
TONGUE = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.SET_TIMEOUTS: "WebDriver:SetTimeouts",
    Command.GET: "WebDriver:Navigate",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.GET_TITLE: "WebDriver:GetTitle",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.GET_ELEMENT_TAG_NAME: "WebDriver:GetElementTagName",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.GET_ELEMENT_ATTRIBUTE: "WebDriver:GetElementAttribute",
    Command.IS_ELEMENT_ENABLED: "WebDriver:IsElementEnabled",
    Command.IS_ELEMENT_SELECTED: "WebDriver:IsElementSelected",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.CLEAR_ELEMENT: "WebDriver:ElementClear",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.DELETE_ALL_COOKIES: "WebDriver:DeleteAllCookies",
    Command.GET_ALL_COOKIES: "WebDriver:GetCookies",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
}
"""Selenium's words for what a browser should do, and Firefox's own."""
QUIET = {
    "marionette.port": 0,
    "accessibility.force_disabled": 0,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.tabs.remote.autostart": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "de",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}
"""Nothing is asked of other servers."""
COMPLAINTS = """
const weighs = (each) => !(each.flags & each.warningFlag) || each.category.includes("CSP");
const said = Services.console.getMessageArray().filter((each) => each instanceof Ci.nsIScriptError
  && weighs(each) && each.sourceName.startsWith(arguments[0])).map((each) => each.errorMessage);
const written = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).getEvents()
  .filter((each) => ["error", "warn"].includes(each.level) && each.filename.startsWith(arguments[0]))
  .map((each) => each.arguments.join(" "));
return [...said, ...written];
"""


TRUST = """
Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).addCertFromBase64(arguments[0], "C,C,C");
"""


class Marionette:
    """The wire to Firefox: each message is its length, a colon, and JSON `[kind, number, word, parameters]`."""

    def __init__(self, port: int) -> None:
        self.wire = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.number = 0
        self._read()

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        return json.loads(self._some(int(length[:-1])))

    def _some(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            more = self.wire.recv(count - len(found))
            if not more:
                raise WebDriverException("Firefox has gone.")
            found += more
        return found

    def say(self, word: str, parameters: dict[str, Any]) -> Any:
        """Tell Firefox something; what it answers."""
        self.number += 1
        message = json.dumps([0, self.number, word, parameters]).encode()
        self.wire.sendall(b"%d:%b" % (len(message), message))
        _kind, _number, error, answer = self._read()
        return error, answer

    def execute(self, command: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """What Selenium expects of a connection."""
        told = {name: value for name, value in parameters.items() if name != "sessionId"}
        if command == Command.NEW_SESSION:
            told = told["capabilities"]["alwaysMatch"]
        error, answer = self.say(TONGUE[command], told)
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        if command == Command.NEW_SESSION:
            return {"value": answer}
        return {"value": answer["value"] if isinstance(answer, dict) and set(answer) == {"value"} else answer}

    def close(self) -> None:
        self.wire.close()

    def inside(self, script: str, *words: str) -> Any:
        """What a script is worth that runs in Firefox itself, not in a page."""
        self.say("Marionette:SetContext", {"value": "chrome"})
        error, answer = self.say("WebDriver:ExecuteScript", {"script": script, "args": words})
        self.say("Marionette:SetContext", {"value": "content"})
        assert error is None, error
        return answer["value"]

    def complaints(self, origin: str) -> list[str]:
        """What stands in the console about our own pages, broken policies included."""
        return list(self.inside(COMPLAINTS, origin))

    def trust(self, authority: Path) -> None:
        """Believe in an authority that signs certificates."""
        self.inside(TRUST, "".join(authority.read_text().split("-----")[2].split()))


def profile(home: Path, more: Mapping[str, Any]) -> Path:
    """A profile that asks nothing of anybody."""
    home.mkdir(parents=True, exist_ok=True)
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in {**QUIET, **more}.items()]
    (home / "user.js").write_text("".join(lines))
    return home


@contextmanager
def firefox(
    home: Path, *words: str, environ: Mapping[str, str] = os.environ, more: Mapping[str, Any] | None = None
) -> Iterator[Remote]:
    """Firefox with a profile of its own; `more` are its preferences."""
    call = ["firefox-esr", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile"]
    with (home / "log").open("w") as log:
        running = subprocess.Popen(
            [*call, str(profile(home / "profile", more or {})), *words, "about:blank"],
            env={**environ, "HOME": str(home)},
            stdout=log,
            stderr=log,
        )
        try:
            marionette = Marionette(_port_of(home / "profile", running, home / "log"))
            yield Remote(marionette, options=FirefoxOptions())  # type: ignore[arg-type]  # a connection of our own
            marionette.close()
        finally:
            running.terminate()
            running.wait(PATIENCE)


def _port_of(home: Path, running: "subprocess.Popen[bytes]", log: Path) -> int:
    for _ in range(PATIENCE * 10):
        if (home / "MarionetteActivePort").exists() and (told := (home / "MarionetteActivePort").read_text()):
            return int(told)
        assert running.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(f"Firefox does not answer: {log.read_text()}")
