"""An invitation to an office, and its acceptance."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts import queries, service, sessions
from bmw.accounts.devices import device_of
from bmw.accounts.rules import anyone
from bmw.accounts.titles import DUTIES, TITLES
from bmw.accounts.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


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
    title, duty = TITLES[invitation.office], DUTIES[invitation.office]
    return page("accounts/invited.html", invitation=invitation, token=token, title=title, duty=duty)
