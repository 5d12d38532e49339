"""What administrators watch: looks at identities, and tables that were taken along."""

from flask import request
from flask.typing import ResponseReturnValue

from bmw.accounts.rules import may_administer
from bmw.offices import queries
from bmw.offices.models import REASONS
from bmw.offices.views.room import bp
from bmw.ui.access import allowed
from bmw.ui.pages import page


@bp.get("/redaktion/einsichten")
@allowed(may_administer)
def looks() -> ResponseReturnValue:
    """Every look at an identity: who, whom, when and why."""
    return page("offices/looks.html", found=queries.looks(request.args.get("ab")), reasons=REASONS)


@bp.get("/redaktion/ausgaben/protokoll")
@allowed(may_administer)
def exported() -> ResponseReturnValue:
    """Every table that was taken along: who, what, when and how many rows."""
    return page("offices/exported.html", found=queries.exports(request.args.get("ab")))
