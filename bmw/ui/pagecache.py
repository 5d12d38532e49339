"""Pages for readers without a session are made once a second at most, however many ask for them.

A page is kept for the second it was made in, and only until anything is written: nobody sees what is no longer true.
The shelf stands before the application: whoever finds their page there waits for nothing else.
"""

import gzip
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.http import parse_cookie, parse_etags, unquote_etag

from bmw.kernel import database
from bmw.kernel.clock import now
from bmw.ui import display

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MOST = 400
PATIENCE = 2.0
"""Seconds to wait for somebody else who is making the same page."""
ASKED = "bmw.shelf"
"""Stands in the request when its page may be kept: then the shelf also says whether a reader has it already."""
OURS = ("Content-Length", "Content-Encoding")
"""What the shelf says itself, as it depends on the reader."""


class Key(NamedTuple):
    """What makes two readers ask for the same page."""

    host: str
    display: str
    path: str
    query: str


@dataclass(frozen=True)
class Kept:
    """A page as it was sent, packed."""

    at: datetime
    generation: int
    packed: bytes
    headers: Headers

    @cached_property
    def etag(self) -> str:
        """What the page is known by."""
        return str(unquote_etag(self.headers["ETag"])[0])

    @cached_property
    def as_packed(self) -> list[tuple[str, str]]:
        """The head of the answer to nearly everybody."""
        sizes = {"Content-Encoding": "gzip", "Content-Length": str(len(self.packed))}
        return [*self.headers.to_wsgi_list(), *sizes.items()]

    def answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """As the reader wishes: nothing if they have it, packed, or plain."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and parse_etags(known).contains_weak(self.etag):
            start_response(
                "304 NOT MODIFIED", [each for each in self.headers.to_wsgi_list() if each[0] != "Content-Type"]
            )
            return []
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            start_response("200 OK", list(self.as_packed))
            return [self.packed]
        plain = gzip.decompress(self.packed)
        start_response("200 OK", [*self.headers.to_wsgi_list(), ("Content-Length", str(len(plain)))])
        return [plain]


class Shelf:
    """The kept pages of one process, before its application; the page not made for longest goes first."""

    def __init__(self, app: Flask) -> None:
        self.app, self.make = app, app.wsgi_app
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.flights: dict[Key, Lock] = {}
        self.lock = Lock()

    def serve(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The page from the shelf, else a new one; whoever comes while it is being made waits for that one."""
        key = _key(environ)
        if key is None:
            return self.make(environ, start_response)
        kept = self.find(key)
        if kept is None:
            with self._flight(key):
                kept = self.find(key)
                if kept is None:
                    return self._made(key, environ, start_response)
        return kept.answer(environ, start_response)

    def find(self, key: Key) -> Kept | None:
        """The page, if it was made in this second and nothing was written since."""
        kept = self.pages.get(key)
        fresh = kept is not None and kept.generation == database.generation() and kept.at == self._now()
        return kept if fresh else None

    def _now(self) -> datetime:
        moment: datetime = self.app.extensions.get("bmw_clock", now)()
        return moment

    @contextmanager
    def _flight(self, key: Key) -> Iterator[None]:
        with self.lock:
            if len(self.flights) > 2 * MOST:
                self.flights = {name: lock for name, lock in self.flights.items() if lock.locked()}
            flight = self.flights.setdefault(key, Lock())
        alone = flight.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if alone:
                flight.release()

    def _made(self, key: Key, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        at, generation, said = self._now(), database.generation(), list[Any]()
        environ[ASKED] = True

        def hear(*what: Any) -> Any:
            said[:] = what

        body = self.make(environ, hear)
        status, headers = said[0], Headers(said[1])
        if not _is_for_all(status, headers):
            start_response(*said)
            return body
        whole = b"".join(body)
        packed = whole if headers.get("Content-Encoding") == "gzip" else gzip.compress(whole, 5, mtime=0)
        for name in OURS:
            headers.remove(name)
        headers["Vary"] = ", ".join({**dict.fromkeys(headers.getlist("Vary")), "Accept-Encoding": None})
        kept = Kept(at, generation, packed, headers)
        self._keep(key, kept)
        return kept.answer(environ, start_response)

    def _keep(self, key: Key, kept: Kept) -> None:
        with self.lock:
            self.pages[key] = kept
            self.pages.move_to_end(key)
            while len(self.pages) > MOST:
                self.pages.popitem(last=False)


def _key(environ: "WSGIEnvironment") -> Key | None:
    """Address and display settings of a reader without a session; settings we never wrote are the usual ones."""
    if environ["REQUEST_METHOD"] != "GET" or environ["PATH_INFO"].startswith("/static/"):
        return None
    cookies = parse_cookie(environ["HTTP_COOKIE"]) if environ.get("HTTP_COOKIE") else {}
    if cookies.keys() - {display.COOKIE}:
        return None
    chosen = display.KNOWN.get(cookies.get(display.COOKIE, ""), display.USUAL)
    return Key(environ.get("HTTP_HOST", ""), chosen.code, environ["PATH_INFO"], environ.get("QUERY_STRING", ""))


def _is_for_all(status: str, headers: Headers) -> bool:
    """Whether an answer is the same for every reader."""
    return (
        status.startswith("200")
        and headers.get("Content-Type", "").startswith("text/html")
        and "ETag" in headers
        and "no-store" not in headers.get("Cache-Control", "")
        and "Set-Cookie" not in headers
    )


def set_up(app: Flask) -> None:
    """Look on the shelf first."""
    app.extensions["bmw_shelf"] = shelf = Shelf(app)
    app.wsgi_app = shelf.serve  # type: ignore[method-assign]  # as Werkzeug's manual does it
