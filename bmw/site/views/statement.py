"""The accessibility statement: in words, in detail, for machines; and what the town does with it."""

import json
from datetime import date, datetime
from typing import Any, cast

from flask import Response, abort
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Office, Person
from bmw.kernel.rules import anyone, holds
from bmw.site import queries
from bmw.site.conformance import machine, steps, wording
from bmw.site.conformance.criteria import STATES
from bmw.site.conformance.gaps import ABSENT, GAPS
from bmw.site.conformance.names import CHAPTERS, NAMES
from bmw.site.conformance.protocol import hand_checks, sample
from bmw.site.conformance.schema import SCHEMA
from bmw.site.conformance.verdict import Verdict
from bmw.site.forms import StatementForm
from bmw.site.models import Done
from bmw.site.views.room import bp
from bmw.site.views.verdict import ours
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

may_look_after = holds(Office.EDITOR, Office.ADMINISTRATOR)


def as_values(verdict: Verdict) -> dict[str, Any]:
    """The statement as plain values, with the town's own words about it."""
    made, reviewed = steps.days(current.town().accessibility)
    told = machine.statement(verdict, current.town(), current.settings().public_url.rstrip("/"), made, reviewed)
    return told | {"words": dict(queries.wording("accessibility").text)}


def remind(at: datetime) -> None:
    """The statement says something new: whoever looks after it is told once that it has to be reported."""
    steps.remind(steps.digest_of(as_values(ours())), at)


@bp.get("/<lang:lang>/barrierefreiheit/pruefung")
@allowed(anyone)
def evidence() -> ResponseReturnValue:
    """Every criterion with the tests that show it, what ran when, and what is missing."""
    words: dict[str, Any] = {"chapters": CHAPTERS, "names": NAMES, "states": STATES, "gaps": GAPS, "absent": ABSENT}
    words |= {"by_hand": hand_checks(), "outcome": wording.outcome, "sample": sample()}
    return page("site/evidence.html", verdict=ours(), norm=current.town().accessibility.norm, **words)


@bp.get("/barrierefreiheit.json")
@allowed(anyone)
def statement_json() -> ResponseReturnValue:
    """The accessibility statement for machines, in every language at once."""
    return _values(as_values(ours()))


@bp.get("/barrierefreiheit/schema.json")
@allowed(anyone)
def statement_schema() -> ResponseReturnValue:
    """What the statement for machines looks like."""
    return _values(SCHEMA)


@bp.get("/barrierefreiheit/openacr.yaml")
@allowed(anyone)
def openacr() -> ResponseReturnValue:
    """The conformance report in the OpenACR format; JSON is YAML, too."""
    verdict, url = ours(), current.settings().public_url.rstrip("/")
    told = machine.openacr(verdict, current.town(), url)
    return Response(json.dumps(told, ensure_ascii=False, indent=2) + "\n", mimetype="application/yaml")


def _values(told: dict[str, Any]) -> Response:
    answer = Response(json.dumps(told, ensure_ascii=False, indent=2) + "\n", mimetype="application/json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@bp.get("/<lang:lang>/redaktion/barrierefreiheit")
@allowed(may_look_after)
def statement() -> ResponseReturnValue:
    """When the statement was looked over and reported, and what is to be done now."""
    verdict, town = ours(), current.town().accessibility
    reported, (_made, reviewed) = steps.last(Done.REPORTED), steps.days(town)
    known = steps.is_reported(steps.digest_of(as_values(verdict)))
    age = (current.at().date() - (reviewed or date.min)).days
    due = {"is_due": age > steps.SOON, "is_late": age > steps.LATE}
    return page(
        "site/statement.html", verdict=verdict, reviewed=reviewed, reported=reported, is_known=known, law=town, **due
    )


@bp.post("/<lang:lang>/redaktion/barrierefreiheit")
@allowed(may_look_after)
def note_statement() -> ResponseReturnValue:
    """Somebody notes that they looked over the statement, or told the monitoring body."""
    form = StatementForm.sent()
    if not form.is_complete:
        abort(400)
    steps.note(Done(form.done.data), cast(Person, current.who()), steps.digest_of(as_values(ours())), current.at())
    return see("site.statement")
