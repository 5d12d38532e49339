"""The desk of somebody who cannot see: a session bus, a window manager, Orca, Firefox and a keyboard."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.browser.engines.firefox import firefox
from tests.browser.engines.webkit import screen

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SAID = re.compile(r"SPEECH OUTPUT: '(.*)'\{")
VOICE = """LogLevel 1
AudioOutputMethod "libao"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
DefaultLanguage "de"
"""
"""A voice that nobody hears: machines of tests have no loudspeaker."""
LOADED = "abgeschlossen"
SILENCE, PATIENCE = 0.7, 20.0
"""Seconds: so long nothing more is said when a sentence is over; so long we wait for the first word."""


class Hearing:
    """Press keys and hear what Orca says."""

    def __init__(self, driver: Any, told: Path, environ: dict[str, str]) -> None:
        self.driver, self.told, self.environ = driver, told, environ
        self.heard, self.town = 0, ""
        self.transcript: list[str] = []

    def begin(self, town: str) -> None:
        """A new journey: nobody has signed in, nothing is written down."""
        self.town = town
        self.driver.get(f"{town}/de/")
        self.driver.delete_all_cookies()
        self.listen()
        self.transcript = []

    def sit_down(self) -> None:
        """The window of the browser gets the keyboard."""
        window = ("search", "--sync", "--onlyvisible", "--class", "firefox", "windowfocus", "--sync")
        subprocess.run(["xdotool", *window], env=self.environ, check=True, timeout=60)
        self.listen()

    def _all(self) -> list[str]:
        if not self.told.exists():
            return []
        lines = self.told.read_text(encoding="utf-8", errors="replace").splitlines()
        return [found[1] for line in lines if (found := SAID.search(line)) and found[1].strip()]

    def listen(self, last: str = "", patience: float = PATIENCE) -> str:
        """What is said until there is silence, and until these words were among it."""
        begun, count = time.monotonic(), self.heard
        while time.monotonic() - begun < patience:
            time.sleep(SILENCE)
            now = len(self._all())
            if now > self.heard and now == count and last in " ".join(self._all()[self.heard :]):
                break
            count = now
        said = self._all()[self.heard :]
        self.heard += len(said)
        self.transcript += said
        return " | ".join(said)

    def press(self, *keys: str) -> str:
        """Press keys one after the other; what is said about the last."""
        said = ""
        for key in keys:
            self.transcript.append(f"[{key}]")
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], env=self.environ, check=True)
            said = self.listen()
        return said

    def follow(self) -> str:
        """Press Enter on what leads to another page; what is said when it has come."""
        self.transcript.append("[Return]")
        subprocess.run(["xdotool", "key", "--clearmodifiers", "Return"], env=self.environ, check=True)
        return f"{self.listen(LOADED, 3 * PATIENCE)} | {self.press('ctrl+Home')}"

    def find(self, key: str, words: str, most: int = 60) -> str:
        """Press a key until the words are said, as people do who look for something; fails when they never are.

        On a busy machine Orca may swallow a line; people go back to the top then, and so do we, once.
        """
        for begin in (None, "ctrl+Home"):
            _again = begin and self.press(begin)
            for _ in range(most):
                if words in (said := self.press(key)):
                    return said
        raise AssertionError(f"“{words}” is never said: {self.transcript[-80:]}")

    def type(self, words: str) -> str:
        """Write into the field that has the focus."""
        self.transcript.append(f"[schreibt: {words}]")
        subprocess.run(["xdotool", "type", "--delay", "60", words], env=self.environ, check=True)
        return self.listen()

    def visit(self, path: str) -> str:
        """Open a page; what is said when it has come. Orca begins to read all of it, and is sent back to the top."""
        self.transcript.append(f"[öffnet {path}]")
        self.driver.get(self.town + path)
        return f"{self.listen(LOADED, 3 * PATIENCE)} | {self.press('ctrl+Home')}"


def german(home: Path) -> dict[str, str]:
    """The environment of a German desk; the locale is made on the spot, machines of tests seldom have it."""
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", str(home / "de_DE.UTF-8")], check=False)
    assert (home / "de_DE.UTF-8").exists(), "the German locale is missing (Debian: locales)"
    tongue = {"LOCPATH": str(home), "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}
    wishes = {"GNOME_ACCESSIBILITY": "1", "MOZ_ENABLE_ACCESSIBILITY": "1", "NO_AT_BRIDGE": "0"}
    places = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    return {**os.environ, **tongue, **wishes, **places}


@contextmanager
def desk(home: Path) -> Iterator[Hearing]:
    """Everything stands ready and Orca listens."""
    with ExitStack() as stack:
        environ = german(home) | {"DISPLAY": stack.enter_context(screen())}
        log = stack.enter_context((home / "log").open("w"))

        def start(*call: str, **more: Any) -> "subprocess.Popen[bytes]":
            running = subprocess.Popen(call, env=environ, stderr=log, **{"stdout": log, **more})
            stack.callback(_end, running)
            return running

        bus = start("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        assert bus.stdout
        stack.callback(bus.stdout.close)
        environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        start(str(LAUNCHER), "--launch-immediately", "--a11y=1")
        start("openbox")
        _mute(home)
        start("speech-dispatcher", "--run-single", "--timeout", "0")
        start("orca", "--replace", f"--debug-file={home / 'orca'}")
        _wait_for(home / "orca")
        wishes = {"accessibility.force_disabled": -1}
        driver = stack.enter_context(firefox(home, environ=environ, more=wishes))
        hearing = Hearing(driver, home / "orca", environ)
        hearing.sit_down()
        yield hearing


def _end(running: "subprocess.Popen[bytes]") -> None:
    """Orca may be busy with a sentence; whoever does not go is shown out."""
    running.terminate()
    try:
        running.wait(10)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait(10)


def _mute(home: Path) -> None:
    (home / ".config" / "speech-dispatcher").mkdir(parents=True)
    (home / ".config" / "speech-dispatcher" / "speechd.conf").write_text(VOICE)
    (home / ".libao").write_text("default_driver=null\n")


def _wait_for(file: Path) -> None:
    for _ in range(600):
        if file.exists() and "SPEECH OUTPUT" in file.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(0.1)
    raise AssertionError("Orca does not speak")
