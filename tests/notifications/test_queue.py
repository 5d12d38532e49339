"""Many web processes and one postman: Redis wakes him, and without Redis nothing is lost."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from bmw.notifications import worker

PATIENCE = 60


@contextmanager
def serving(place: Path) -> Iterator[redis.Redis]:
    """A real Redis that keeps nothing."""
    program = shutil.which("redis-server")
    assert program, "please install redis-server"
    call = [program, "--port", "0", "--unixsocket", str(place), "--save", ""]
    server = subprocess.Popen(call, cwd=place.parent, stdout=subprocess.DEVNULL)
    client = redis.Redis(unix_socket_path=str(place))
    try:
        _until(lambda: _answers(client))
        yield client
    finally:
        client.close()
        server.terminate()
        server.wait(PATIENCE)


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def _until(is_so: Any) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where Redis is to be found, once it runs."""
    return tmp_path / "redis"


@pytest.fixture
def web(app: Any, place: Path) -> Iterator[Any]:
    """A web process that leaves mails to somebody else."""
    calling = worker.call(app, f"unix://{place}?db=0")
    yield app.test_client()
    calling.stop(graceful=True)


def mails(app: Any) -> list[Path]:
    return list(Path(app.extensions["bmw_settings"].mail.removeprefix("folder:")).glob("*.eml"))


def test_a_form_wakes_the_postman_who_brings_the_mail(app: Any, web: Any, place: Path) -> None:
    with serving(place):
        stop = worker.work(app, lambda: None, f"unix://{place}?db=0")
        try:
            web.send("/de/anmelden", address="lena@example.org")
            _until(lambda: mails(app))
        finally:
            stop()


def test_without_redis_a_form_is_saved_all_the_same_and_its_mail_waits(app: Any, web: Any) -> None:
    web.send("/de/anmelden", address="lena@example.org")
    assert mails(app) == []
    with app.app_context():
        worker._deliver_all()
    assert len(mails(app)) == 1


def test_the_postman_hears_the_bell_again_when_redis_is_back_and_empty(app: Any, web: Any, place: Path) -> None:
    with serving(place) as client:
        stop = worker.work(app, lambda: None, f"unix://{place}?db=0")
        client.flushall()
    try:
        with serving(place):
            web.send("/de/anmelden", address="lena@example.org")
            _until(lambda: mails(app))
    finally:
        stop()
