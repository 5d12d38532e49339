"""Offices: who holds them, who is invited, appointed and dismissed."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts import queries, rules, service, sessions
from bmw.accounts.devices import device_of
from bmw.accounts.forms import InvitationForm, OfficeForm
from bmw.accounts.models import Appointment, Office, Person
from bmw.accounts.rules import anyone
from bmw.accounts.titles import DUTIES, TITLES
from bmw.accounts.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.route("/<lang:lang>/redaktion/personen", methods=["GET", "POST"])
@allowed(rules.may_administer)
def people() -> ResponseReturnValue:
    """Administrators see who holds an office, and invite somebody to one; citizens cannot be looked up."""
    form = InvitationForm.sent()
    if form.is_complete:
        office = Office(form.office.data)
        service.invite_by_mail(form.plain, office, current.lang(), current.at(), by=current.who().id)
        return see("accounts.people", eingeladen="ja")
    return page("accounts/people.html", form=form, holders=queries.holders(), titles=TITLES, rules=rules)


@bp.post("/<lang:lang>/redaktion/personen/<int:person_id>")
@allowed(rules.may_administer, on=queries.holder_by_id)
def appoint(person: Person) -> ResponseReturnValue:
    """An administrator gives an office holder one more office."""
    form = OfficeForm.sent()
    if form.is_complete:
        service.appoint(person, Office(form.office.data), current.who().id, current.at())
    return see("accounts.people")


@bp.post("/<lang:lang>/redaktion/personen/<int:person_id>/<office>/beenden")
@allowed(rules.may_dismiss, on=queries.appointment)
def dismiss(ending: Appointment) -> ResponseReturnValue:
    """An administrator takes an office from somebody."""
    service.dismiss(ending.person, ending.office, current.at())
    return see("accounts.people")


@bp.route("/<lang:lang>/einladung/<token>", methods=["GET", "POST"])
@allowed(anyone)
def invited(token: str) -> ResponseReturnValue:
    """Somebody reads an invitation to an office, and accepts it."""
    invitation = queries.invitation(token, current.at())
    if invitation is None or invitation.office is None:
        return page("accounts/link_over.html", 410)
    if request.method == "POST":
        person = service.accept(invitation, current.lang(), current.town().name, current.at())
        sessions.start(person, current.at(), device_of(request.user_agent.string))
        return see("accounts.welcome", next=url_for("accounts.factors"))
    about = {"title": TITLES[invitation.office], "duty": DUTIES[invitation.office]}
    return page("accounts/invited.html", invitation=invitation, token=token, **about)
