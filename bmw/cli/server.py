"""The web server: gunicorn, told how much it takes, how long it waits, and to keep quiet about people."""

import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.http import wsgi
from sqlalchemy.exc import DBAPIError

from bmw.cli.callers import Threads, most_callers
from bmw.kernel import logs
from bmw.kernel.settings import Settings
from bmw.notifications import worker
from bmw.site import continuity

REQUESTS = 100_000
"""A process makes way for a new one after about so many; a town with one process would stand still meanwhile.

Processes that share the work come to it at about the same time, so they are kept well apart (`max_requests_jitter`).
"""
MEMORY = Path("/dev/shm")  # noqa: S108  # the heartbeat of a process is nothing secret, and must not wait for a disk


class Quiet(Logger):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn's own words as lines of JSON; requests are not listed at all."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.Lines())


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn with the settings of the town."""

    def __init__(self, settings: Settings, make: Callable[[Settings], Flask], clear_away: Callable[[], None]) -> None:
        self.settings, self.make, self.clear_away = settings, make, clear_away
        wsgi.SERVER = "bmw"
        super().__init__()

    def load_config(self) -> None:
        """One process with threads unless the settings ask for more."""
        many = self.settings.workers > 1
        chosen = {
            "bind": self.settings.bind,
            "worker_class": Threads,
            "workers": self.settings.workers,
            "threads": self.settings.threads,
            "worker_connections": most_callers(),
            "timeout": 30,
            "graceful_timeout": 30,
            "keepalive": 5,
            "max_requests": REQUESTS if many else 0,
            "max_requests_jitter": REQUESTS if many else 0,
            "limit_request_line": 4094,
            "limit_request_fields": 60,
            "limit_request_field_size": 8190,
            "worker_tmp_dir": str(MEMORY) if MEMORY.is_dir() else None,
            "control_socket_disable": True,
            "header_map": "refuse",
            "forwarded_allow_ips": "",
            "accesslog": None,
            "logger_class": Quiet,
            "loglevel": "warning",
            "pre_fork": lambda _server, _worker: gc.freeze(),  # looking through what is shared would copy it
            "post_worker_init": lambda server: self._begin(server.wsgi),
            "worker_exit": lambda _server, _worker: worker.leave(),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def _begin(self, app: Flask) -> None:
        """What stays as long as the process does is never looked through for garbage again; then the postman comes."""
        gc.collect()
        gc.freeze()
        if self.settings.queue:
            worker.call(app, self.settings.queue)
        else:
            worker.start(app, self.clear_away)

    def load(self) -> Any:
        """The application, made anew in each process, also while the database is away."""
        app = self.make(self.settings)
        with suppress(DBAPIError), app.app_context():
            continuity.recall(app)
        return app
