"""Sending pages small, and not at all when the reader already has them."""

import gzip

from flask import Flask, Response, g, request

from bmw.ui import pagecache

SMALLEST = 900
LEVEL = 5
PACKED = frozenset({"text/html", "application/json", "application/manifest+json", "text/plain", "application/atom+xml"})


def set_up(app: Flask) -> None:
    """Pack every text answer; answer 304 when a reader's copy is still good."""

    @app.after_request
    def pack(response: Response) -> Response:
        if g.get("nonce_given"):
            response.headers["Cache-Control"] = "private, no-store"
        if response.mimetype not in PACKED or response.is_streamed or response.direct_passthrough:
            return response
        if (
            request.method == "GET"
            and response.status_code == 200
            and "no-store" not in response.headers["Cache-Control"]
        ):
            response.add_etag(weak=True)
            if response.mimetype != "text/html" or pagecache.ASKED not in request.environ:
                response.make_conditional(request)
        return _squeeze(response)


def _squeeze(response: Response) -> Response:
    body = response.get_data() if response.status_code != 304 else b""
    if g.get("shows_secret") or len(body) < SMALLEST or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response
