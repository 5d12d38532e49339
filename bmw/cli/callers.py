"""Callers who have not finished their sentence wait outside of the threads, so that a slow one keeps nobody waiting."""

import re
import resource
from contextlib import suppress
from errno import EMFILE, ENFILE, ENOBUFS, ENOMEM
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from signal import alarm
from socket import MSG_DONTWAIT, MSG_PEEK, SHUT_RD, SO_RCVLOWAT, SOL_SOCKET
from time import monotonic, sleep
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from bmw.ui.headers import HEADERS, secured

PATIENCE = 15.0
SLOWEST = 16_000
"""Seconds for the head of a request, and for its body as many more as it takes at so many bytes a second."""
OUTSIDE = 65_536
"""So many bytes of a request are waited for outside; a longer one has a thread while it comes in."""
CALLERS, KEPT = 1000, 128
"""A process speaks with so many at once, and keeps so many file handles for its own work."""
EXHAUSTED = frozenset({EMFILE, ENFILE, ENOBUFS, ENOMEM})
BREATH = 0.05
FAREWELL = 10
"""Seconds in which a process that has failed ends, even if one of its threads does not."""
YIELD, MOST_YIELD = 0.0001, 0.002
"""Seconds that a process leaves to the others before it lets somebody in, for each caller it has, and at most."""
ENDS = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*(?=\r\n|$)", re.IGNORECASE)
ASKS = re.compile(rb"\r\nexpect:", re.IGNORECASE)


def most_callers() -> int:
    """With how many a process can speak at once, by the file handles it may have."""
    handles = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return CALLERS if handles == resource.RLIM_INFINITY else max(KEPT // 2, min(CALLERS, handles - KEPT))


def missing(seen: bytes) -> int:
    """How many bytes of a request are still to come, at least; 0 when somebody can begin to answer it."""
    head, end, body = seen.partition(ENDS)
    if len(seen) >= OUTSIDE:
        return 0
    if not end:
        return 1
    length = LENGTH.search(head)
    if length is None or ASKS.search(head):
        return 0
    return max(0, min(int(length[1]), OUTSIDE - len(head) - len(end)) - len(body))


class Threads(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """A process with threads that waits for nobody without end, and says little when it cannot read a request."""

    def init_process(self) -> None:
        """Nobody is waited for yet."""
        self.booted = True  # who cannot begin is followed by another; gunicorn would close the town for everybody
        self.due: dict[Any, float] = {}
        self.outside: dict[Any, float] = {}
        super().init_process()

    def run(self) -> None:
        """Serve; if that fails, be gone soon, whoever is still being listened to."""
        try:
            super().run()
        except Exception:
            alarm(FAREWELL)
            raise

    def accept(self, listener: Any) -> None:
        """Somebody comes in, if the machine has room for one more; else they stay in the line.

        Of several processes the one with the fewest callers is the first to open the door.
        """
        if self.cfg.workers > 1:
            sleep(min(self.nr_conns * YIELD, MOST_YIELD))
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in EXHAUSTED:
                raise
            self.log.warning("no room for one more caller: %s", error.strerror)
            self._make_room()
            sleep(BREATH)

    def set_accept_enabled(self, enabled: bool) -> None:
        """When every place is taken, whoever has waited outside longest makes way for those who come."""
        if enabled or not self.alive or not self._make_room():
            super().set_accept_enabled(enabled)

    def _make_room(self) -> bool:
        """Send away a tenth of those who have said nothing whole yet; whether there was anybody."""
        longest = list(self.outside)[: max(1, self.worker_connections // 10)]
        for conn in longest:
            self._fetch(conn)
            self._let_go(conn)
        return bool(longest)

    def _let_go(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def enqueue_req(self, conn: Any) -> None:
        """Somebody says something: a thread listens once it is whole, or once it is clear that it never will be."""
        seen, wanted = self._seen(conn), getattr(conn, "wanted", 0)
        to_come = 0 if seen is None or len(seen) < wanted else missing(seen) if seen else 1
        if to_come == 0:
            self._listen(conn)
            return
        conn.wanted = len(seen or b"") + to_come
        self.outside.setdefault(conn, monotonic() + PATIENCE + OUTSIDE / SLOWEST)
        conn.sock.setblocking(False)
        conn.sock.setsockopt(SOL_SOCKET, SO_RCVLOWAT, conn.wanted)
        self.poller.register(conn.sock, EVENT_READ, partial(self._hear_again, conn))

    def _seen(self, conn: Any) -> bytes | None:
        """What somebody has said so far, left where it is; nothing if only a thread can say what is wrong."""
        if conn.parser is not None and conn.parser.unreader.buf.getvalue():
            return None
        try:
            seen: bytes = conn.sock.recv(OUTSIDE, MSG_PEEK | MSG_DONTWAIT)
        except BlockingIOError:
            return b""
        except OSError:
            return None
        return seen or None

    def _hear_again(self, conn: Any, _sock: Any) -> None:
        """As much has come as was missing, or nothing more will."""
        self.poller.unregister(conn.sock)
        self.enqueue_req(conn)

    def _listen(self, conn: Any) -> None:
        """A thread takes over."""
        self.outside.pop(conn, None)
        if getattr(conn, "wanted", 0):
            conn.wanted = 0
            conn.sock.setsockopt(SOL_SOCKET, SO_RCVLOWAT, 1)
        conn.data_ready = True
        super().enqueue_req(conn)

    def _fetch(self, conn: Any) -> None:
        """Somebody has waited outside for too long."""
        self.outside.pop(conn)
        self.poller.unregister(conn.sock)

    def _cap_keepalive(self, deadline: float) -> None:
        """When the process ends, whoever has said nothing at all goes as early as those who have their answer."""
        super()._cap_keepalive(deadline)
        silent = {conn: min(due, deadline) for conn, due in self.outside.items() if conn.wanted == 1}
        self.outside.update(silent)

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
        """Once a second: hear no more from those who took too long; who has begun a sentence gets an answer."""
        moment = monotonic()
        for conn in [conn for conn, due in self.outside.items() if due < moment]:
            self._fetch(conn)
            if conn.wanted == 1:
                self._let_go(conn)
            else:
                _hear_no_more(conn)
                self._listen(conn)
        for conn in [conn for conn, due in list(self.due.items()) if due < moment]:
            self.due.pop(conn, None)
            _hear_no_more(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """An answer with our guards, without what was sent; a line without an address.

        A process without the memory for a page of ours makes way for a new one.
        """
        status = _status(exc)
        self.log.warning("a request was refused: %s", int(status))
        body = f"{status.value} {status.phrase}\n"
        guards = {**HEADERS, "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8"}
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            self.alive, guards["Retry-After"] = False, "30"
            alarm(FAREWELL)
        guards |= {"Content-Length": str(len(body)), "Connection": "close"} | secured(self.app.settings)
        head = "".join(f"{name}: {value}\r\n" for name, value in guards.items())
        with suppress(OSError):
            client.setblocking(False)
            client.send(f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n{body}".encode("latin-1"))


def _hear_no_more(conn: Any) -> None:
    with suppress(OSError):
        conn.sock.shutdown(SHUT_RD)


def _status(error: BaseException) -> HTTPStatus:
    if isinstance(error, LimitRequestLine):
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if isinstance(error, LimitRequestHeaders):
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    if isinstance(error, MemoryError | SystemError):  # which Python says where it has no memory left to say why
        return HTTPStatus.SERVICE_UNAVAILABLE
    ours = type(error).__module__.split(".")[0] not in ("gunicorn", "ssl")
    return HTTPStatus.INTERNAL_SERVER_ERROR if ours else HTTPStatus.BAD_REQUEST
