"""What somebody asks, counted before it is taken apart: nothing without end, nothing said twice."""

from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from flask import Flask, Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LARGEST = 1_000_000
PARTS = 500
MANY = frozenset({"quelle"})
"""What an address may name several times: the sources that a moderator has ticked."""


class Counting(FormDataParser):
    """Takes no form apart that has more fields than any form of ours."""

    def _parse_urlencoded(self, stream: IO[bytes], *more: Any) -> Any:
        sent = stream.read()
        if sent.count(b"&") >= PARTS:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(BytesIO(sent), *more)


class Asked(Request):
    """A request of this platform."""

    form_data_parser_class = Counting

    def __init__(self, environ: "WSGIEnvironment", *more: Any, **values: Any) -> None:
        if environ.get("CONTENT_LENGTH"):
            environ.pop("wsgi.input_terminated", None)  # else half of a text, cut off on its way, counts as the whole
        super().__init__(environ, *more, **values)

    @property
    def has_form(self) -> bool:
        """Whether what was sent is a form, or nothing; a body of another kind is not even looked at."""
        has_body = bool(self.content_length) or "Transfer-Encoding" in self.headers
        return not has_body or self.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data")

    @property
    def is_ambiguous(self) -> bool:
        """Whether the address says something twice, so that a check and a step could read two different things."""
        return any(len(said) > 1 for name, said in self.args.lists() if name not in MANY)

    @property
    def is_unreadable(self) -> bool:
        """Whether the address holds the sign that ends texts: none of ours does, and PostgreSQL cannot look for it."""
        return "\0" in self.path or b"%00" in self.query_string


def set_up(app: Flask) -> None:
    """Cap what is taken in; a page that takes files says so itself."""
    app.request_class = Asked
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST, MAX_FORM_PARTS=PARTS)
