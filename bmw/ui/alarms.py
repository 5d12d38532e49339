"""What concerns safety, as a list of its own: what was refused, who was let in, which office was used."""

import logging
from enum import StrEnum

from flask import g, request
from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState

from bmw.kernel.logs import SECURITY, pseudonym
from bmw.ui import current

log = logging.getLogger(SECURITY)


class Event(StrEnum):
    """The vocabulary; each word is said with the page and, where somebody has signed in, their name for this month."""

    DENIED = "security.denied"
    FOREIGN = "security.foreign_page"
    HOST = "security.unknown_host"
    LIMIT = "security.limit_reached"
    TRAP = "security.trap_sprung"
    CODE_WRONG = "security.code_wrong"
    SIGNED_IN = "security.signed_in"
    SIGNED_OUT = "security.signed_out"
    OFFICE_USED = "security.office_used"


def known_as() -> int | None:
    """The number of whoever this request is known to come from; it never asks the database for it."""
    known = inspect(g.get("_login_user"), raiseerr=False)
    return known.identity[0] if isinstance(known, InstanceState) and known.identity else None


def note(event: Event, *, whose: object = None) -> None:
    """Write down that something happened; never what was typed, never from which address."""
    facts: dict[str, object] = {"list": "security", "event": event, "on": request.endpoint, "method": request.method}
    if whose is not None:
        facts["who"] = pseudonym(current.settings().secret, whose, current.at())
    log.info("%s", event, extra={"facts": facts})
