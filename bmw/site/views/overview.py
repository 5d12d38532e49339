"""The focus fields: all of them, and one with everything about it."""

from functools import partial

from flask import request, url_for
from flask.typing import ResponseReturnValue

from bmw.focus.models import Field
from bmw.focus.queries import by_slug
from bmw.focus.queries import fields as all_fields
from bmw.kernel.rules import anyone
from bmw.kernel.text import _
from bmw.proposals.queries import public_page
from bmw.site import queries
from bmw.site.standing import can, until
from bmw.site.views.room import bp
from bmw.strategy.states import STATUSES
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page

SORTS = {
    "neu": _("Newest"),
    "unterstuetzt": _("Most supported"),
    "diskutiert": _("Most discussed"),
    "entschieden": _("Recently decided"),
}


@bp.get("/<lang:lang>/handlungsfelder")
@allowed(anyone)
def fields() -> ResponseReturnValue:
    """The big subjects of the town's strategy."""
    at = current.at()
    running = queries.processes(over=False, at=at)
    return page("site/fields.html", fields=all_fields(), can=can(running, at), until=until(running, at))


@bp.get("/<lang:lang>/handlungsfelder/<slug>")
@allowed(anyone, on=by_slug)
def field(field: Field) -> ResponseReturnValue:
    """One subject: what it is about, what is open, what people propose and what came of it."""
    at, sort = current.at(), _sort()
    processes, found = queries.processes_of(field), queries.of_field(field)
    return page(
        "site/field.html",
        field=field,
        processes=processes,
        proposals=public_page(field=field, sort=sort, cursor=request.args.get("ab")),
        sorts=[(words, url_for("site.field", slug=field.slug, sort=key), key == sort) for key, words in SORTS.items()],
        older=partial(_further, field.slug, sort),
        can=can(processes, at),
        until=until(processes, at),
        statuses=STATUSES,
        surveys=found["survey"],
        findings=found["finding"],
        measures=found["measure"],
    )


def _sort() -> str:
    wanted = request.args.get("sort", "neu")
    return wanted if wanted in SORTS else "neu"


def _further(slug: str, sort: str, cursor: str) -> str:
    return url_for("site.field", slug=slug, sort=sort, ab=cursor, _anchor="vorschlaege")
