"""The postman beside the web server: huey wakes him, the outbox says what is to be done."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from huey import MemoryHuey, crontab
from huey.consumer import Consumer
from sqlalchemy.exc import DBAPIError

from bmw.kernel.database import db
from bmw.notifications.delivery import deliver
from bmw.ui import current

log = logging.getLogger("bmw.mail")


class Postman(Consumer):  # type: ignore[misc]  # huey is untyped
    """A consumer in a thread of the web process; signals belong to the server."""

    def _set_signal_handlers(self) -> None:
        """Leave signals alone."""


def start(app: Flask, clear_away: Callable[[], None]) -> Any:
    """Deliver after every step that may have written a message and each minute; clear away hourly; `stop()` ends it."""
    huey = MemoryHuey("bmw", results=False)

    @huey.task()  # type: ignore[untyped-decorator]  # huey is untyped
    def deliver_now() -> None:
        _in_town(app, _deliver_all)

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey is untyped
    def deliver_late() -> None:
        deliver_now.call_local()
        for step in app.extensions.get("bmw_every_minute", ()):
            _in_town(app, step)

    @huey.periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]  # huey is untyped
    def clear_every_hour() -> None:
        _in_town(app, clear_away)

    @app.after_request
    def wake(response: Response) -> Response:
        if request.method == "POST" and response.status_code == 303 and not huey.pending_count():
            deliver_now()
        return response

    postman = Postman(huey, workers=1, worker_type="thread", initial_delay=0.05, max_delay=0.5)
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
            db.remove()


def _deliver_all() -> None:
    while deliver(current.settings(), current.at()):
        pass
