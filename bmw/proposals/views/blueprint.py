"""The address under which proposals live."""

from flask import Blueprint

from bmw.accounts.models import Person
from bmw.ui import current

bp = Blueprint("proposals", __name__, url_prefix="/<lang:lang>/vorschlaege")


def person() -> Person | None:
    """Whoever has signed in."""
    who = current.who()
    return who if isinstance(who, Person) else None
