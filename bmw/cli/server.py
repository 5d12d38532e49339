"""The web server: gunicorn, told how much it takes, how long it waits, and to keep quiet about people."""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from socket import SHUT_RD
from time import monotonic
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.http import wsgi
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from bmw.kernel import logs
from bmw.kernel.database import transaction
from bmw.kernel.settings import Settings
from bmw.notifications import worker
from bmw.site import continuity
from bmw.ui.headers import HEADERS, secured

PATIENCE = 15.0
SLOWEST = 16_000
"""Seconds for the head of a request, and for its body as many more as it takes at so many bytes a second."""
REQUESTS = 2000
"""A process makes way for a new one after about so many; a town with one process would stand still meanwhile."""
MEMORY = Path("/dev/shm")  # noqa: S108  # the heartbeat of a process is nothing secret, and must not wait for a disk


class Quiet(Logger):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn's own words as lines of JSON; requests are not listed at all."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.Lines())


class Threads(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """A process with threads that waits for nobody without end, and says little when it cannot read a request."""

    def init_process(self) -> None:
        """Nobody is waited for yet."""
        self.due: dict[Any, float] = {}
        super().init_process()

    def handle(self, conn: Any) -> Any:
        """Whoever asks has a while to say what for."""
        self.due[conn] = monotonic() + PATIENCE
        try:
            return super().handle(conn)
        finally:
            self.due.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Whoever sends something has a while longer, by its length; whoever only reads takes their time."""
        said = dict(req.headers)
        length = said.get("CONTENT-LENGTH", "0")
        if length == "0" and "TRANSFER-ENCODING" not in said:
            self.due.pop(conn, None)
        else:
            self.due[conn] = monotonic() + PATIENCE + (int(length) if length.isdecimal() else 0) / SLOWEST
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Once a second: hear no more from those who took too long, so that their thread is free for others."""
        super().murder_pending()
        for conn, due in list(self.due.items()):
            if due < monotonic():
                self.due.pop(conn, None)
                with suppress(OSError):
                    conn.sock.shutdown(SHUT_RD)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """An answer with our guards, without what was sent; a line without an address."""
        status = _status(exc)
        self.log.warning("a request was refused: %s", int(status))
        body = f"{status.value} {status.phrase}\n"
        guards = {**HEADERS, "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8"}
        guards |= {"Content-Length": str(len(body)), "Connection": "close"} | secured(self.app.settings)
        head = "".join(f"{name}: {value}\r\n" for name, value in guards.items())
        with suppress(OSError):
            client.setblocking(False)
            client.send(f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n{body}".encode("latin-1"))


def _status(error: BaseException) -> HTTPStatus:
    if isinstance(error, LimitRequestLine):
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if isinstance(error, LimitRequestHeaders):
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    ours = type(error).__module__.split(".")[0] not in ("gunicorn", "ssl")
    return HTTPStatus.INTERNAL_SERVER_ERROR if ours else HTTPStatus.BAD_REQUEST


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
            "timeout": 30,
            "graceful_timeout": 30,
            "keepalive": 5,
            "max_requests": REQUESTS if many else 0,
            "max_requests_jitter": REQUESTS // 10 if many else 0,
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
            "post_worker_init": lambda server: self._with_postman(server.wsgi),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def _with_postman(self, app: Flask) -> None:
        if self.settings.queue:
            worker.call(app, self.settings.queue)
        else:
            worker.start(app, self.clear_away)

    def load(self) -> Any:
        """The application, made anew in each process; it knows whether an earlier state was put back."""
        app = self.make(self.settings)
        with app.app_context(), transaction(writes=False):
            app.extensions[continuity.KNOWN] = continuity.last()
        return app
