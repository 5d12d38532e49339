"""Who wrote this? Asked with a reason, written down, and answered once."""

from datetime import timedelta

from flask import make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from bmw.accounts.tries import whose
from bmw.kernel.limits import spend
from bmw.offices import queries, rules, service
from bmw.offices.forms import LookForm
from bmw.offices.models import Reason
from bmw.offices.views.room import bp, me
from bmw.record.models import Record
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

LOOKS, DAY = 20, timedelta(days=1)
KINDS = ("proposal", "comment")


def may_look_again(**_values: str) -> bool:
    """Book a look before it happens; an empty form is none."""
    if not (request.form.get("reason") and request.form.get("note", "").strip()):
        return True
    return spend("identity looks", whose(), most=LOOKS, per=DAY, at=current.at())


@bp.get("/identitaeten")
@allowed(rules.looks_at_identities)
def identities() -> ResponseReturnValue:
    """Whoever may look at identities names the contribution by its kind and number."""
    kind, number = request.args.get("art", ""), request.args.get("nummer", "").strip()[:20]
    found = queries.written_by_somebody(kind, number) if kind in KINDS else None
    if found is not None:
        return see("offices.who", kind=kind, reference=found.reference)
    return page("offices/identities.html", number=number, kind=kind, most=LOOKS)


@bp.route("/identitaeten/<kind>/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_look, on=queries.written_by_somebody, booked=may_look_again)
def who(record: Record) -> ResponseReturnValue:
    """Who is this? The address stands only in the answer to a question with a reason."""
    form = LookForm.sent()
    if form.is_complete:
        reason, note = Reason(form.reason.data), form.note.data or ""
        return _answer(record, service.look(record, me(), reason, note, current.at()))
    return page("offices/who.html", form=form, record=record)


def _answer(record: Record, address: str) -> Response:
    """Shown once: the address has no page of its own that could be opened again."""
    answer = make_response(page("offices/answer.html", record=record, address=address))
    answer.headers["Cache-Control"] = "no-store"
    return answer
