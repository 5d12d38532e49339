"""Who sent this? Only our own pages may change something."""

from flask import Flask, request

from bmw.kernel.rules import no
from bmw.kernel.text import _
from bmw.ui import current
from bmw.ui.access import SAFE, Refused

FOREIGN = _(
    "This form did not come from a page of this platform. Nothing was changed. You can send it again from here."
)


def is_own() -> bool:
    """Whether an unsafe request comes from one of our own pages (Fetch Metadata, else the Origin header)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == current.settings().public_url.rstrip("/")


def set_up(app: Flask) -> None:
    """Ask every unsafe request where it comes from."""

    @app.before_request
    def refuse_foreign() -> None:
        if request.method not in SAFE and not is_own():
            raise Refused(no(FOREIGN), is_foreign=True)
