"""Offices: who holds them, who is to get or lose one, and what a second person says to it."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from bmw.accounts import sessions
from bmw.accounts.devices import device_of
from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holder_by_id, holders
from bmw.accounts.rules import may_administer
from bmw.accounts.titles import TITLES
from bmw.offices import queries, rules, service
from bmw.offices.forms import InvitationForm, OfficeForm
from bmw.offices.models import Act, OfficeChange, Wanted
from bmw.offices.views.room import bp, me
from bmw.ui import current
from bmw.ui.access import Refused, allowed, may
from bmw.ui.pages import page, see


@bp.route("/redaktion/personen", methods=["GET", "POST"])
@allowed(may_administer)
def people() -> ResponseReturnValue:
    """Administrators see who holds an office, and propose whom to invite; citizens cannot be looked up."""
    form = InvitationForm.sent()
    if form.is_complete:
        return _propose(Wanted(Act.INVITE, Office(form.office.data), address=form.plain))
    return page(
        "offices/people.html",
        form=form,
        holders=holders(),
        titles=TITLES,
        rules=rules,
        queries=queries,
        open_changes=queries.open_changes(current.at()),
        alone=len(rules.administrators()) < rules.ENOUGH,
    )


def _propose(wanted: Wanted) -> ResponseReturnValue:
    answer = may(rules.may_propose, wanted)
    if not answer:
        raise Refused(answer)
    change = service.propose(wanted, me(), current.lang(), current.at())
    if change.why and change.person_id == me().id:
        sessions.start(me(), current.at(), device_of(request.user_agent.string))  # theirs ended with the change
    return see("offices.people", geschehen="wirksam" if change.why else "vorgeschlagen")


@bp.post("/redaktion/personen/<int:person_id>")
@allowed(may_administer, on=holder_by_id)
def appoint(person: Person) -> ResponseReturnValue:
    """An administrator proposes one more office for an office holder."""
    form = OfficeForm.sent()
    if not form.is_complete:
        abort(400)
    return _propose(Wanted(Act.GIVE, Office(form.office.data), person))


@bp.post("/redaktion/personen/<int:person_id>/<office>/beenden")
@allowed(rules.may_propose, on=queries.ending)
def dismiss(wanted: Wanted) -> ResponseReturnValue:
    """An administrator proposes to take an office from somebody."""
    return _propose(wanted)


@bp.post("/redaktion/personen/aenderungen/<int:change_id>/bestaetigen")
@allowed(rules.may_confirm, on=queries.change)
def confirm(change: OfficeChange) -> ResponseReturnValue:
    """A second administrator confirms what another one proposed."""
    service.confirm(change, me(), current.lang(), current.at())
    return see("offices.people", geschehen="wirksam")


@bp.post("/redaktion/personen/aenderungen/<int:change_id>/ablehnen")
@allowed(rules.may_decline, on=queries.change)
def decline(change: OfficeChange) -> ResponseReturnValue:
    """A second administrator declines, or whoever proposed it takes it back."""
    service.decline(change, me(), current.at())
    return see("offices.people", geschehen="abgelehnt")


@bp.get("/redaktion/personen/protokoll")
@allowed(may_administer)
def log() -> ResponseReturnValue:
    """Every change of offices: who proposed it, who confirmed it, when."""
    return page("offices/log.html", found=queries.changes(request.args.get("ab")), said=queries.said)
