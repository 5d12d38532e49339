"""The postman: huey wakes him, the outbox says what to do. He works in the web process, or beside many of them."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any

from flask import Flask, Response, request
from huey import Huey, MemoryHuey, RedisHuey, crontab
from huey.consumer import Consumer
from sqlalchemy.exc import DBAPIError

from bmw.kernel.database import let_go
from bmw.notifications.delivery import closing, deliver
from bmw.ui import current

log = logging.getLogger("bmw.mail")
NAME = "bmw"
PATIENCE = 0.3
"""Seconds that somebody who sends a form waits for the bell at most."""
PAUSE = 10.0
"""So many seconds a postman waits at most before he tries a broken bell again."""
QUIET = 30.0
"""So many seconds nobody pulls a bell that did not ring."""
FAREWELL = 10.0
"""So many seconds a process that ends waits for its postman."""
AT_THE_DOOR = Lock()
"""The bell and the minute wake the same postman: he carries one mail at a time; no more is in doubt when he falls."""


class Postman(Consumer):  # type: ignore[misc]  # huey is untyped
    """A consumer in a thread of the process; signals belong to the server."""

    def _set_signal_handlers(self) -> None:
        """Leave signals alone."""


class Bell:
    """Redis, by which web processes wake a postman on any machine; without it he looks each minute all the same."""

    def __init__(self, address: str) -> None:
        self.huey = _rung(address, socket_timeout=PATIENCE)
        self.silent_until = 0.0

        @self.huey.task(name="deliver")  # type: ignore[untyped-decorator]  # huey is untyped
        def wake() -> None:
            """The postman does this; here it is only called for."""

        self.wake = wake

    def ring(self) -> None:
        """Wake the postman, unless he is about to look or the bell is broken."""
        if monotonic() < self.silent_until:
            return
        try:
            if not self.huey.pending_count():
                self.wake()
        except Exception as error:  # whatever is wrong with the bell, what was sent is saved
            self.silent_until = monotonic() + QUIET
            log.warning("queue: %s", type(error).__name__)


def _rung(address: str, **patience: float) -> Huey:
    from redis import ConnectionPool  # an extra, for towns with many processes

    return RedisHuey(NAME, connection_pool=ConnectionPool.from_url(address, **patience), results=False)


def start(app: Flask, clear_away: Callable[[], None]) -> Any:
    """Deliver at once, after every step that may have written a message, and each minute; clear away hourly."""
    huey = MemoryHuey(NAME, results=False)

    @huey.task()  # type: ignore[untyped-decorator]  # huey is untyped
    def deliver_now() -> None:
        _in_town(app, _deliver_all)

    _keep_time(huey, app, deliver_now.call_local)

    @huey.periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]  # huey is untyped
    def clear_every_hour() -> None:
        _in_town(app, clear_away)

    def wake() -> None:
        if not huey.pending_count():
            deliver_now()

    _after_each_step(app, wake)
    deliver_now()  # what waited while nobody was there
    return _at_work(huey)


def call(app: Flask, address: str) -> Any:
    """Leave delivering to a postman elsewhere, and wake him after every step that may have written a message."""
    huey = MemoryHuey(NAME, results=False)
    _keep_time(huey, app, lambda: None)
    _after_each_step(app, Bell(address).ring)
    return _at_work(huey)


def work(app: Flask, clear_away: Callable[[], None], address: str) -> Any:
    """Be the postman of many web processes: whenever the bell rings, and each minute; `stop()` ends it."""
    alone = start(app, clear_away)
    bell = _rung(address)

    @bell.task(name="deliver")  # type: ignore[untyped-decorator]  # huey is untyped
    def wake() -> None:
        _in_town(app, _deliver_all)

    listening = _at_work(bell, PAUSE)
    return lambda: (listening.stop(graceful=True), alone.stop(graceful=True))


def _keep_time(huey: Huey, app: Flask, deliver_late: Callable[[], object]) -> None:
    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey is untyped
    def every_minute() -> None:
        deliver_late()
        for step in app.extensions.get("bmw_every_minute", ()):
            _in_town(app, step)


def _after_each_step(app: Flask, wake: Callable[[], None]) -> None:
    @app.after_request
    def after(response: Response) -> Response:
        if request.method == "POST" and response.status_code == 303:
            wake()
        return response


def _at_work(huey: Huey, pause: float = 0.5) -> Postman:
    postman = Postman(huey, workers=1, worker_type="thread", initial_delay=0.05, max_delay=pause)
    postman.start()
    return postman


def _in_town(app: Flask, step: Any) -> None:
    """A step of the postman; a database that is busy or away is tried again at the next waking."""
    with app.app_context():
        try:
            step()
        except DBAPIError as error:
            log.warning("outbox: %s", type(error).__name__)
        finally:
            let_go()


def _deliver_all() -> None:
    with AT_THE_DOOR:
        while not closing.is_set() and deliver(current.settings(), current.at()):
            current.ask_anew()  # each round has its own moment


def leave() -> None:
    """The process ends: what the postman has taken and not sent is due again at once, not when his lease is over.

    A mail server that needs longer than `FAREWELL` for the mail at hand leaves all of them to the lease.
    """
    closing.set()
    if AT_THE_DOOR.acquire(timeout=FAREWELL):
        AT_THE_DOOR.release()
