"""The way into the moderators' room, and who walks through it."""

from typing import cast

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from bmw.accounts.models import Person
from bmw.kernel.database import transaction
from bmw.moderation import service
from bmw.ui import current

bp = Blueprint("moderation", __name__, url_prefix="/<lang:lang>/moderation")


def me() -> Person:
    """The moderator who asks; the rules have let nobody else in."""
    return cast(Person, current.who())


def end_what_is_over() -> None:
    """Each minute: what was hidden for a time and had its time is seen again."""
    while _end_one():
        pass


def _end_one() -> bool:
    with transaction():
        return service.end_next(current.at())


@bp.record_once
def _every_minute(state: BlueprintSetupState) -> None:
    state.app.extensions.setdefault("bmw_every_minute", []).append(end_what_is_over)
