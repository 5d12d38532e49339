"""Pages for readers without a session are made once a second at most, however many ask for them.

A page is kept for the second it was made in, and only until anything is written: nobody sees what is no longer true.
"""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from flask import Flask, Response, g, request

from bmw.kernel import database
from bmw.ui import current, display

MOST = 400
PATIENCE = 2.0
"""Seconds to wait for somebody else who is making the same page."""


@dataclass(frozen=True)
class Kept:
    """A page as it was sent, packed."""

    at: datetime
    generation: int
    packed: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]


class Shelf:
    """The kept pages of one process; the one not asked for longest goes first."""

    def __init__(self) -> None:
        self.pages: OrderedDict[str, Kept] = OrderedDict()
        self.flights: dict[str, Lock] = {}
        self.lock = Lock()

    def find(self, key: str) -> Kept | None:
        """The page, if it was made in this second and nothing was written since."""
        kept = self.pages.get(key)
        fresh = kept is not None and kept.at == current.at() and kept.generation == database.generation()
        return kept if fresh else None

    def keep(self, key: str, kept: Kept) -> None:
        """Put a page on the shelf."""
        with self.lock:
            self.pages[key] = kept
            self.pages.move_to_end(key)
            while len(self.pages) > MOST:
                self.pages.popitem(last=False)

    def flight(self, key: str) -> Lock:
        """The lock of whoever makes this page."""
        with self.lock:
            if len(self.flights) > 2 * MOST:
                self.flights = {name: lock for name, lock in self.flights.items() if lock.locked()}
            return self.flights.setdefault(key, Lock())


def set_up(app: Flask) -> None:
    """Look on the shelf first, and put there what may be shown to every reader."""
    shelf = Shelf()

    @app.before_request
    def look() -> Response | None:
        if request.method != "GET" or request.cookies.keys() - {display.COOKIE} or request.endpoint in (None, "static"):
            return None
        g.page_key = _key()
        kept = shelf.find(g.page_key)
        if kept is None:
            g.flight = shelf.flight(g.page_key)
            g.in_flight = g.flight.acquire(timeout=PATIENCE)
            g.generation = database.generation()
            kept = shelf.find(g.page_key)
        return _answer(kept) if kept else None

    @app.teardown_request
    def land(error: BaseException | None) -> None:
        if g.pop("in_flight", False):
            g.pop("flight").release()

    app.extensions["bmw_shelf"] = shelf


def _key() -> str:
    """Address and display settings; settings we never wrote are the usual ones."""
    chosen = display.chosen()
    return request.full_path if chosen.is_usual else f"{chosen.code}\0{request.full_path}"


def keep(app: Flask, response: Response) -> None:
    """Keep an answer that is the same for every reader; it is already packed."""
    key = g.get("page_key")
    if key is None or g.get("from_shelf") or response.status_code != 200 or response.mimetype != "text/html":
        return
    if "no-store" in response.headers.get("Cache-Control", "") or "Set-Cookie" in response.headers:
        return
    packed = response.get_data() if response.content_encoding == "gzip" else gzip.compress(response.get_data(), 5)
    left_out = ("Content-Length", "Content-Encoding", "Vary")
    headers = tuple((name, value) for name, value in response.headers if name not in left_out)
    etag = response.headers.get("ETag", "")
    app.extensions["bmw_shelf"].keep(key, Kept(current.at(), g.get("generation", -1), packed, etag, headers))


def _answer(kept: Kept) -> Response:
    g.from_shelf = True
    if kept.etag and request.headers.get("If-None-Match") == kept.etag:
        response = Response(status=304, headers=dict(kept.headers))
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = Response(kept.packed, headers=dict(kept.headers))
        response.content_encoding = "gzip"
    else:
        response = Response(gzip.decompress(kept.packed), headers=dict(kept.headers))
    response.vary.add("Accept-Encoding")
    return response
