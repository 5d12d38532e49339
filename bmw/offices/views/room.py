"""The room of offices, and who walks through it."""

from typing import cast

from flask import Blueprint

from bmw.accounts.models import Person
from bmw.ui import current

bp = Blueprint("offices", __name__, url_prefix="/<lang:lang>")


def me() -> Person:
    """The office holder who asks; the rules have let nobody else in."""
    return cast(Person, current.who())
