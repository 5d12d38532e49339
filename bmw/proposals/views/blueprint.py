"""The address under which proposals live."""

from datetime import timedelta

from flask import Blueprint

from bmw.accounts.models import Person
from bmw.accounts.tries import whose
from bmw.kernel.limits import spend
from bmw.ui import current

bp = Blueprint("proposals", __name__, url_prefix="/<lang:lang>/vorschlaege")
HOUR = timedelta(hours=1)
PROPOSALS, COMMENTS = 20, 60
"""So many tries an hour of one person; guests are refused anyway."""


def person() -> Person | None:
    """Whoever has signed in."""
    who = current.who()
    return who if isinstance(who, Person) else None


def may_write_proposals(**_values: str) -> bool:
    """Book a proposal that somebody sends."""
    return _booked("proposals", PROPOSALS)


def may_write_comments(**_values: str) -> bool:
    """Book a comment that somebody sends."""
    return _booked("comments", COMMENTS)


def _booked(what: str, most: int) -> bool:
    person = whose()
    return not person or spend(what, person, most=most, per=HOUR, at=current.at())
