"""One search box for proposals, measures, processes and findings."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bmw.focus.queries import fields
from bmw.kernel.rules import anyone
from bmw.kernel.text import Sentence, _, clean_line
from bmw.search.passages import passage
from bmw.search.queries import results
from bmw.ui.access import allowed
from bmw.ui.pages import page as show

bp = Blueprint("search", __name__, url_prefix="/<lang:lang>")

LONGEST = 200
KINDS: dict[str, Sentence] = {
    "proposal": _("Proposal"),
    "measure": _("Measure"),
    "process": _("Participation process"),
    "finding": _("Finding"),
    "survey": _("Survey"),
    "meeting": _("Meeting"),
}


@bp.get("/suche")
@allowed(anyone)
def page() -> ResponseReturnValue:
    """Somebody looks for something by its words."""
    words = clean_line(request.args.get("q", ""))[:LONGEST]
    everywhere = fields()
    field = next((each for each in everywhere if each.slug == request.args.get("feld")), None)
    found = results(words, field) if words else []
    context: dict[str, Any] = {"fields": everywhere, "field": field, "kinds": KINDS, "passage": passage}
    return show("search/page.html", words=words, found=found, **context)
