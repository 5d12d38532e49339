"""Reporting, feedback and objections: open to everybody, answered by people."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holders
from bmw.accounts.tries import by_person, whose
from bmw.cases import queries, rules, service
from bmw.cases.forms import DisagreeForm, FeedbackForm, ObjectionForm, ReportForm
from bmw.cases.messages import SCOPES, SUBJECTS, basis, duration
from bmw.cases.models import REASONS, Case, Part, Promise
from bmw.kernel.limits import What
from bmw.kernel.rules import Answer, anyone
from bmw.record.models import Record
from bmw.record.queries import by_reference
from bmw.ui import current
from bmw.ui.access import Refused, allowed, may
from bmw.ui.floods import network, within
from bmw.ui.pages import page, see

bp = Blueprint("cases", __name__, url_prefix="/<lang:lang>")


def may_write(**_values: str) -> bool:
    """Book a letter to the moderators before anything is done with it."""
    return within(*_letter())


def may_write_report(kind: str, reference: str, **_values: str) -> bool:
    """Book a report: many of one person, or many about one thing from one place, are a flood."""
    sender = whose()
    tries = [(What.REPORT_ABOUT, f"{network()} {kind} {reference}"), *_letter()]
    return within(*tries, *([(What.REPORT_OF, sender)] if sender else []))


def _letter() -> list[tuple[What, str]]:
    contact = request.form.get("contact", "").strip().lower()
    return [(What.LETTER, network()), *([(What.RECEIPT, contact)] if contact else [])]


def _person() -> Person | None:
    who = current.who()
    return who if isinstance(who, Person) else None


def _meant() -> dict[str, str]:
    """Which part and which words the link meant that somebody came by."""
    part = request.args.get("teil", "")
    return {"quote": request.args.get("worte", "")[:500], "part": part if part in set(Part) else Part.TEXT.value}


def _alone() -> bool:
    """Whether the town has so few moderators that an objection has to wait for another one."""
    return len(holders(Office.MODERATOR)) < 2


def _refused(case: Case, answer: Answer) -> Refused:
    """An objection that comes too late, or to what was lifted meanwhile: that is over, and nothing is kept of it."""
    is_over = case.lifted is not None or not rules.is_in_time(current.who(), case, current.at())
    return Refused(answer, status=410 if is_over else 403)


@bp.route("/melden/<kind>/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_report, on=by_reference, booked=may_write_report)
def report(record: Record) -> ResponseReturnValue:
    """Anybody says that something breaks a rule."""
    form = ReportForm.sent(known=current.who().is_authenticated, **_meant())
    if form.is_complete:
        case = service.report(record, _person(), form.letter(current.lang()), current.at())
        return see("cases.receipt", code=case.code)
    return page("cases/report.html", form=form, record=record)


@bp.route("/melden/beleg/<code>", methods=["GET", "POST"])
@allowed(rules.may_see_receipt, on=queries.by_code, booked=may_write)
def receipt(case: Case) -> ResponseReturnValue:
    """The receipt of a report: its number, how it stands, and how to object if nothing came of it."""
    form = DisagreeForm.sent(known=current.who().is_authenticated)
    if request.method == "POST" and not (answer := may(rules.may_disagree, case)):
        raise _refused(case, answer)
    if form.is_complete:
        again = service.disagree(case, _person(), form.letter(current.lang()), current.at())
        return see("cases.receipt", code=again.code)
    return page("cases/receipt.html", form=form, case=case, rules=rules, reasons=REASONS, alone=_alone())


@bp.route("/rueckmeldung", methods=["GET", "POST"])
@allowed(anyone, booked=may_write)
def feedback() -> ResponseReturnValue:
    """Anybody tells the town what hinders them on the platform."""
    form = FeedbackForm.sent(known=current.who().is_authenticated, path=_came_from())
    if form.is_complete:
        service.give_feedback(_person(), form.letter(current.lang()), current.at(), _promise())
        return see("cases.thanks")
    return page("cases/feedback.html", form=form)


def _promise() -> Promise:
    """When this town answers."""
    law = current.town().accessibility
    return Promise(timedelta(days=law.answer_days), timedelta(days=law.longest_days))


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
    if request.method == "POST" and not case.objections and not (answer := may(rules.may_object, case)):
        raise _refused(case, answer)
    if person is not None and form.is_complete:
        service.object_to(case, person, form.text.data or "", current.at())
        return see("cases.object", case_id=case.id)
    return page("cases/object.html", form=form, case=case, rules=rules, alone=_alone(), **_statement(case))


def _statement(case: Case) -> dict[str, Any]:
    """What a statement of reasons says beside the case itself."""
    return {
        "reasons": REASONS,
        "scopes": SCOPES,
        "subjects": SUBJECTS,
        "basis": basis(case),
        "duration": duration(case),
        "reported": queries.began_with_report(case),
    }
