"""How a reader likes to see pages: text size, contrast, colours, spacing, one thing at a time.

All of it stands in one cookie, written only when somebody chooses. Its values are a closed set: whatever else it holds
is ignored, and pages are never made or kept apart for it.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from itertools import product
from typing import Any

from flask import Flask, Response, g, request
from markupsafe import Markup

COOKIE = "view"
YEAR = 31_536_000
OFFERED: dict[str, tuple[str, ...]] = {
    "size": ("100", "125", "150", "200"),
    "contrast": ("device", "high"),
    "theme": ("device", "light", "dark"),
    "spacing": ("normal", "wide"),
    "reading": ("whole", "single"),
}
"""What can be chosen; what comes first is usual."""
SECRET = frozenset({"token", "code"})
"""Parts of addresses that are nobody else's business, not even another page's."""


@dataclass(frozen=True)
class Display:
    """The settings of one reader."""

    size: str = "100"
    """Percent of the usual text size."""
    contrast: str = "device"
    theme: str = "device"
    spacing: str = "normal"
    reading: str = "whole"

    @cached_property
    def code(self) -> str:
        """As it stands in the cookie."""
        return ".".join(getattr(self, name) for name in OFFERED)

    @property
    def is_usual(self) -> bool:
        """Whether nothing was chosen."""
        return self == USUAL

    @property
    def is_single(self) -> bool:
        """Whether long pages show one thing at a time."""
        return self.reading == "single"

    @cached_property
    def attributes(self) -> Markup:
        """What the style sheet reads: one attribute for each setting that is not the usual one."""
        chosen = ((each.name, getattr(self, each.name)) for each in fields(self))
        said = (Markup(' data-{}="{}"').format(name, value) for name, value in chosen if value != OFFERED[name][0])
        return Markup("").join(said)

    @property
    def schemes(self) -> str:
        """Which colours the browser itself may use, as for its scroll bars."""
        return "light dark" if self.theme == "device" else self.theme


USUAL = Display()
KNOWN = {each.code: each for each in (Display(*values) for values in product(*OFFERED.values()))}


def chosen() -> Display:
    """What this reader has chosen; whatever we never wrote counts as nothing."""
    if "display" not in g:
        g.display = KNOWN.get(request.cookies.get(COOKIE, ""), USUAL)
    return g.display  # type: ignore[no-any-return]  # put there by the line above


def remember(response: Response, display: Display, *, secure: bool) -> None:
    """Let this browser keep what somebody chose; the usual settings need no cookie."""
    lasts = 0 if display.is_usual else YEAR
    value = "" if display.is_usual else display.code
    response.set_cookie(COOKIE, value, max_age=lasts, secure=secure, httponly=True, samesite="Lax", path="/")


def _here() -> str:
    """This page, to come back to from the settings; nothing where its address is secret or was only sent to."""
    rule = request.url_rule
    if request.method != "GET" or rule is None or rule.arguments & SECRET or not rule.arguments:
        return ""
    return request.full_path.rstrip("?")


def set_up(app: Flask) -> None:
    """Let pages and caches know what a reader has chosen."""

    @app.context_processor
    def facts() -> dict[str, Any]:
        return {"display": chosen(), "here_now": _here()}

    @app.after_request
    def mark(response: Response) -> Response:
        """A page made for somebody's settings is no page for caches between us and them."""
        if response.mimetype == "text/html" and not chosen().is_usual:
            response.vary.add("Cookie")
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    app.jinja_env.globals["reads_one_by_one"] = lambda: chosen().is_single
