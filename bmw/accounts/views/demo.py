"""The demo town: one click, and you are somebody else. Without BMW_DEMO=1 these pages do not exist."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts import service, sessions
from bmw.accounts.demo import ROLES
from bmw.accounts.devices import device_of
from bmw.accounts.presence import DEMO
from bmw.accounts.rules import anyone
from bmw.accounts.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.locale import best_of
from bmw.ui.pages import page, see


@bp.get("/demo")
@allowed(anyone)
def demo_door() -> ResponseReturnValue:
    """The short address: on to the reader's language."""
    if not current.settings().demo:
        abort(404)
    answer = redirect(url_for("accounts.demo", lang=best_of(list(request.accept_languages))))
    answer.headers["Vary"] = "Accept-Language"
    return answer


@bp.route("/<lang:lang>/demo", methods=["GET", "POST"])
@allowed(anyone)
def demo() -> ResponseReturnValue:
    """Everybody looks at the demo town in the role they like."""
    if not current.settings().demo:
        abort(404)
    if request.method == "POST":
        role = ROLES.get(request.form.get("role", "")) or abort(400)
        person, device = service.demo_person(role.name, current.at()), device_of(request.user_agent.string)
        sessions.start(person, current.at(), device, confirmed_by=DEMO)
        return see(role.home)
    return page("accounts/demo.html", roles=ROLES.values())
