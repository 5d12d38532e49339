"""A crowd that comes whether those before were served or not: everybody is counted, also who came for nothing."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.bench import load
from tests.bench.deeds import Deed


class Slow(BaseHTTPRequestHandler):
    """Ten answers a second, one after the other."""

    def do_GET(self) -> None:  # the name http.server looks for
        time.sleep(0.1)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_what: object) -> None:
        """Nothing needs to be said."""


@pytest.fixture
def counter() -> Iterator[int]:
    """The port of somebody slow."""
    server = HTTPServer(("127.0.0.1", 0), Slow)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_whoever_still_queues_when_the_day_is_over_came_for_nothing(
    counter: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "LINGERS", 0.5)
    monkeypatch.setattr(load, "CROWD", 4)
    day = load.Visitors(counter, stays=False).come(lambda: Deed("/"), 60, 1, lambda: 0.0)
    assert day.unserved > 0
    assert day.failed == day.unserved == 60 - day.answers[204]
    assert len(day.took) == 60
    assert day.slowest(0.99) >= 500


def test_who_is_served_in_time_has_not_come_for_nothing(counter: int) -> None:
    day = load.Visitors(counter, stays=False).come(lambda: Deed("/"), 5, 1, lambda: 0.0)
    assert (day.answers, day.failed) == ({204: 5}, 0)
