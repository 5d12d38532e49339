"""How the town treats what people write, in numbers, and the public log of everything that was restricted."""

from pathlib import Path

from flask import Response, current_app, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta

from bmw.cases.models import REASONS
from bmw.cases.queries import restrictions as all_restrictions
from bmw.kernel.database import transaction
from bmw.kernel.rules import anyone
from bmw.kernel.text import Sentence, _
from bmw.moderation.words import DECISIONS, KINDS
from bmw.record import seals
from bmw.site import continuity, figures
from bmw.site.views.room import bp
from bmw.ui import csv, current
from bmw.ui.access import allowed
from bmw.ui.pages import page

SEALED: dict[str, Sentence] = {
    "at": _("Sealed (universal time)"),
    "steps": _("Steps so far"),
    "until": _("Number of the last step"),
    "digest": _("Checksum (SHA-256)"),
}
"""The columns of the table of seals."""


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


@bp.get("/<lang:lang>/transparenz/siegel.csv")
@allowed(anyone)
def sealed() -> Response:
    """Every checksum over the record there ever was, newest first, to be kept elsewhere."""
    rows = [(each.at.isoformat(), each.steps, each.until, each.digest.hex()) for each in seals.all_of_them()]
    return csv.download(str(_("Seals")), SEALED, rows)


def remember() -> None:
    """Each minute: note beside the files how far the journal has come, so that an older state would be noticed.

    A process that began while the database was away learns here whether an earlier state was put back.
    """
    continuity.recall(current_app)
    with transaction(writes=False):
        continuity.remember(Path(current.settings().files))


@bp.record_once
def _every_minute(state: BlueprintSetupState) -> None:
    state.app.extensions.setdefault("bmw_every_minute", []).append(remember)
