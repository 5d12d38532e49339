"""The way into the moderators' room, and who walks through it."""

from typing import cast

from flask import Blueprint

from bmw.accounts.models import Person
from bmw.ui import current

bp = Blueprint("moderation", __name__, url_prefix="/<lang:lang>/moderation")


def me() -> Person:
    """The moderator who asks; the rules have let nobody else in."""
    return cast(Person, current.who())
