"""How the town treats what people write, in numbers, and the public log of everything that was restricted."""

from pathlib import Path

from flask import request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta

from bmw.cases.models import REASONS
from bmw.cases.queries import restrictions as all_restrictions
from bmw.kernel.database import transaction
from bmw.kernel.rules import anyone
from bmw.moderation.words import DECISIONS, KINDS
from bmw.site import continuity, figures
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page


@bp.get("/<lang:lang>/transparenz")
@allowed(anyone)
def transparency() -> ResponseReturnValue:
    """How much was written, restricted, reported and objected to, how long it took, and how it is done."""
    shown = figures.of_moderation(current.at()) | figures.of_powers()
    words = {"reasons": REASONS, "kinds": KINDS, "lasts": format_timedelta}
    return page("site/transparency.html", parts=figures.PARTS, **shown, **words)


@bp.get("/<lang:lang>/transparenz/protokoll")
@allowed(anyone)
def restrictions() -> ResponseReturnValue:
    """Every restriction there ever was: day, kind, number, rule, and whether it stands; no text, no name."""
    shown = all_restrictions(request.args.get("ab"))
    return page("site/restrictions.html", shown=shown, reasons=REASONS, decisions=DECISIONS)


def remember() -> None:
    """Each minute: note beside the files how far the journal has come, so that an older state would be noticed."""
    with transaction(writes=False):
        continuity.remember(Path(current.settings().files))


@bp.record_once
def _every_minute(state: BlueprintSetupState) -> None:
    state.app.extensions.setdefault("bmw_every_minute", []).append(remember)
