"""Runs tests with a fault in the house: what is not of the house is loaded once, then each run is a process of its own.

    python -m tests.attacks.mother

Reads lines of JSON: the fault, the file for what the run says, and the arguments of pytest. Answers each with a line.
"""

import importlib
import json
import os
import signal
import sys
from contextlib import suppress

import pytest

from tests.attacks.mutants import MUTANTS

PACKAGES = (
    "alembic.command",
    "flask_babel",
    "flask_login",
    "html5lib",
    "huey",
    "psycopg",
    "playwright.sync_api",
    "sqlalchemy.orm",
    "webauthn",
    "wtforms",
)
"""What takes its time to load; of the house itself nothing is loaded before the fault is in it."""
PATIENCE = 300
"""Seconds until a run is given up."""


def run(fault: str, said: str, arguments: list[str]) -> None:
    """Plant the fault before anything of the house is loaded, then run in this process, which ends with it."""
    place = os.open(said, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    for stream in (0, 1, 2):
        os.dup2(place if stream else os.open(os.devnull, os.O_RDONLY), stream)
    signal.alarm(PATIENCE)
    MUTANTS[fault].plant()
    ended = pytest.main(arguments)
    sys.stdout.flush()
    os._exit(ended)


def main() -> None:
    """Wait for faults until nobody sends any more."""
    for each in PACKAGES:
        with suppress(ImportError):
            importlib.import_module(each)
    assert not any(name.partition(".")[0] == "bmw" for name in sys.modules)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(*json.loads(line))
        _child, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


if __name__ == "__main__":
    main()
