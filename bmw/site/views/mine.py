"""My page: what I wrote and what became of it, what I follow and support, and how I leave."""

from typing import cast

from flask import jsonify
from flask.typing import ResponseReturnValue

from bmw.accounts import sessions
from bmw.accounts.models import Person
from bmw.accounts.rules import may_leave
from bmw.kernel.rules import anyone, is_signed_in
from bmw.notifications.queries import inbox
from bmw.offices.models import REASONS
from bmw.offices.queries import looks_told
from bmw.proposals.states import State
from bmw.record.queries import followed_by
from bmw.record.words import SAID
from bmw.site import dossier, queries, service
from bmw.site.forms import LeaveForm
from bmw.site.standing import COMMENTS, outcome
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


def _me() -> Person:
    return cast(Person, current.who())


@bp.get("/<lang:lang>/meine-seite")
@allowed(is_signed_in)
def mine() -> ResponseReturnValue:
    """What I wrote and what became of it."""
    me = _me()
    proposals, comments = queries.written(me)
    return page(
        "site/mine.html",
        drafts=[each for each in proposals if each.state is State.DRAFT],
        proposals=[each for each in proposals if each.state is not State.DRAFT],
        outcome=outcome,
        said=SAID,
        comment_states=COMMENTS,
        led_to=queries.led_to(proposals),
        comments=comments,
        supported=queries.supported(me),
        followed=[each for each in followed_by(me.id) if each.page],
        messages=inbox(me.id, most=5),
        looks=looks_told(me.id, current.at()),
        look_reasons=REASONS,
    )


@bp.get("/<lang:lang>/profil/daten")
@allowed(is_signed_in)
def my_data() -> ResponseReturnValue:
    """Everything the platform knows about somebody, for them to keep."""
    answer = jsonify(dossier.about(_me(), current.at()))
    answer.headers["Content-Disposition"] = 'attachment; filename="bmw-meine-daten.json"'
    return answer


@bp.route("/<lang:lang>/meine-seite/konto-loeschen", methods=["GET", "POST"])
@allowed(may_leave)
def leave() -> ResponseReturnValue:
    """Somebody deletes their account; what they published stays without their name."""
    form = LeaveForm.sent()
    if form.is_complete:
        service.erase(_me(), current.at())
        sessions.end()
        return see("site.left")
    return page("site/leave.html", form=form)


@bp.get("/<lang:lang>/konto-geloescht")
@allowed(anyone)
def left() -> ResponseReturnValue:
    """The account is gone."""
    return page("site/left.html")
