"""The platform as an operator starts it, on a port of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.conftest import free_port, wait_for

ROOT = Path(__file__).parents[1]


@contextmanager
def serving(home: Path, **more: str) -> Iterator[int]:
    """The port of a server without demo; further settings by their names."""
    port = free_port()
    settings = {"PUBLIC_URL": f"http://127.0.0.1:{port}", "BIND": f"127.0.0.1:{port}", "SECRET": "0123456789abcdef" * 3}
    settings |= {"DATABASE": f"sqlite:///{home / 'town.db'}", "FILES": str(home / "files")}
    settings |= {"MAIL": f"folder:{home / 'mail'}", **more}
    environ = {**os.environ, **{f"BMW_{name}": value for name, value in settings.items()}, "PYTHONPATH": str(ROOT)}
    with (home / "log").open("w") as log:
        call = [sys.executable, "-m", "bmw", "run"]
        server = subprocess.Popen(call, cwd=home, env=environ, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server, home / "log")
            yield port
        finally:
            server.terminate()
            server.wait(40)
