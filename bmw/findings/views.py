"""Pages of findings: the list, and one finding with its sources."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bmw.findings import queries, rules
from bmw.findings.models import Finding
from bmw.kernel.rules import anyone
from bmw.record.queries import chain_stages, journey
from bmw.ui.access import allowed
from bmw.ui.pages import page

bp = Blueprint("findings", __name__, url_prefix="/<lang:lang>/ergebnisse")


@bp.get("")
@allowed(anyone)
def index() -> ResponseReturnValue:
    """What the participation says so far, newest first."""
    return page("findings/index.html", findings=queries.public_page(request.args.get("ab")))


@bp.get("/<ref:reference>", endpoint="page")
@allowed(rules.may_see, on=queries.by_reference)
def page_of(finding: Finding) -> ResponseReturnValue:
    """A finding: what it says, what it rests on, and what became of it."""
    stages = chain_stages(finding, back=False)
    return page(
        "findings/page.html",
        finding=finding,
        stages=stages,
        steps=journey(finding),
        changed_numbers=queries.changed_numbers,
    )
