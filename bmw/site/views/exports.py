"""Tables of the town hall: asked for by people with the office for it, written down, then fetched."""

from typing import cast

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.offices import rules
from bmw.offices.models import Export
from bmw.offices.queries import export as export_by_id
from bmw.offices.service import take_along
from bmw.site.tables import TABLES, rows_of, surveys_with_texts
from bmw.site.views.room import bp
from bmw.ui import csv, current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.get("/<lang:lang>/redaktion/ausgaben")
@allowed(rules.exports)
def exports() -> ResponseReturnValue:
    """Which tables there are."""
    return page("site/exports.html", surveys=surveys_with_texts())


@bp.post("/<lang:lang>/redaktion/ausgaben")
@allowed(rules.exports)
def take() -> ResponseReturnValue:
    """Somebody asks for a table; it is written down before they get it."""
    what, about = request.form.get("what", ""), request.form.get("about", "")[:16]
    table = TABLES.get(what) or abort(400)
    if about not in ({each.reference for each in surveys_with_texts()} if what == "texts" else {""}):
        abort(400)
    count = len(table.rows(about, current.at()))
    made = take_along(what, about, count, cast(Person, current.who()), current.at())
    return see("site.fetch", export_id=made.id, form=request.form.get("form") or None)


@bp.get("/<lang:lang>/redaktion/ausgaben/<int:export_id>")
@allowed(rules.may_fetch, on=export_by_id)
def fetch(export: Export) -> Response:
    """The table itself."""
    table = TABLES[export.what]
    name = f"{table.title} {export.about or export.id}"
    return csv.download(name, table.head, rows_of(export), private=True)
