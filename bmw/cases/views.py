"""Reporting, feedback and objections: open to everybody, answered by people."""

from urllib.parse import urlsplit

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.accounts.tries import by_person
from bmw.cases import queries, rules, service
from bmw.cases.forms import FeedbackForm, ObjectionForm, ReportForm
from bmw.cases.models import REASONS, Case
from bmw.kernel.limits import What
from bmw.kernel.rules import anyone
from bmw.record.models import Record
from bmw.record.queries import by_reference
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.floods import network, within
from bmw.ui.pages import page, see

bp = Blueprint("cases", __name__, url_prefix="/<lang:lang>")


def may_write(**_values: str) -> bool:
    """Book a letter to the moderators before anything is done with it."""
    contact = request.form.get("contact", "").strip().lower()
    return within((What.LETTER, network()), *([(What.RECEIPT, contact)] if contact else []))


def _person() -> Person | None:
    who = current.who()
    return who if isinstance(who, Person) else None


@bp.route("/melden/<kind>/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_report, on=by_reference, booked=may_write)
def report(record: Record) -> ResponseReturnValue:
    """Anybody says that a contribution breaks a rule."""
    form = ReportForm.sent(known=current.who().is_authenticated)
    if form.is_complete:
        service.report(record, _person(), form.letter(current.lang()), current.at())
        return see("cases.reported", kind=record.kind, reference=record)
    return page("cases/report.html", form=form, record=record)


@bp.get("/melden/<kind>/<ref:reference>/danke")
@allowed(anyone, on=by_reference)
def reported(record: Record) -> ResponseReturnValue:
    """The receipt of a report."""
    return page("cases/reported.html", record=record)


@bp.route("/rueckmeldung", methods=["GET", "POST"])
@allowed(anyone, booked=may_write)
def feedback() -> ResponseReturnValue:
    """Anybody tells the town what hinders them on the platform."""
    form = FeedbackForm.sent(known=current.who().is_authenticated, path=_came_from())
    if form.is_complete:
        service.give_feedback(_person(), form.letter(current.lang()), current.at())
        return see("cases.thanks")
    return page("cases/feedback.html", form=form)


def _came_from() -> str:
    """The page somebody was on: named in the address, else told by their browser."""
    named = request.args.get("seite", "") or urlsplit(request.referrer or "").path
    return named[:300] if named.startswith("/") else ""


@bp.get("/rueckmeldung/danke")
@allowed(anyone)
def thanks() -> ResponseReturnValue:
    """The receipt of feedback."""
    return page("cases/thanks.html")


@bp.route("/einspruch/<int:case_id>", methods=["GET", "POST"])
@allowed(rules.may_read_reasons, on=queries.by_id, booked=by_person(What.OBJECTION))
def object(case: Case) -> ResponseReturnValue:
    """The author reads why something was held back or hidden, and can object."""
    form, person = ObjectionForm.sent(), _person()
    if person is not None and form.is_complete:
        service.object_to(case, person, form.text.data or "", current.at())
        return see("cases.object", case_id=case.id)
    return page("cases/object.html", form=form, case=case, rules=rules, reasons=REASONS)
