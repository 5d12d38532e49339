"""Debian's WebKitGTK, the engine of Safari, for Selenium, on a screen that nobody sees."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Remote, WebKitGTKOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service

PLACES = Path("/usr/lib")


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; its name comes back. X chooses a free number itself."""
    reading, writing = os.pipe()
    call = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(call, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb does not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(30)


def options(certificate: Path) -> WebKitGTKOptions:
    """The small browser that comes with the engine."""
    found = sorted(PLACES.glob("*/webkit2gtk-4.*/MiniBrowser"))
    assert found, "WebKitGTK's MiniBrowser is missing (Debian: webkit2gtk-driver)"
    chosen = WebKitGTKOptions()
    chosen.binary_location = str(found[-1])
    chosen.add_argument("--automation")
    wanted = chosen.to_capabilities()["webkitgtk:browserOptions"]
    wanted["certificates"] = [{"host": "localhost", "certificateFile": str(certificate)}]
    chosen.to_capabilities = lambda: {"browserName": "MiniBrowser", "webkitgtk:browserOptions": wanted}  # type: ignore[method-assign]
    return chosen


@contextmanager
def webkit(home: Path, certificate: Path) -> Iterator[Remote]:
    """WebKit, which trusts the certificate of our town and no other."""
    driver = shutil.which("WebKitWebDriver")
    assert driver, "WebKitWebDriver is missing (Debian: webkit2gtk-driver)"
    with screen() as name:
        traits = {"DISPLAY": name, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8"}
        traits |= {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        service = Service(driver, log_output=str(home / "log"), env={**os.environ, **traits})
        service.start()
        try:
            wire = RemoteConnection(client_config=ClientConfig(service.service_url))
            browser = Remote(wire, options=options(certificate))
            yield browser
            browser.quit()
        finally:
            service.stop()
