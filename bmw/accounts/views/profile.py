"""One's own account: name, mails and sessions."""

from typing import cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts import queries, rules, service, sessions
from bmw.accounts.forms import NameForm, ProfileForm
from bmw.accounts.models import BrowserSession, Person
from bmw.accounts.onward import own_page
from bmw.accounts.presence import is_strong
from bmw.accounts.rules import is_signed_in
from bmw.accounts.tries import by_person
from bmw.accounts.views.blueprint import bp
from bmw.kernel.limits import What
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


def _me() -> Person:
    return cast(Person, queries.by_id(current.who().id))


@bp.route("/<lang:lang>/willkommen", methods=["GET", "POST"])
@allowed(is_signed_in, booked=by_person(What.CHANGE))
def welcome() -> ResponseReturnValue:
    """Somebody new chooses what they are called, or keeps the name they were given."""
    me = _me()
    form = NameForm.sent(obj=me, town=current.town().name, person_id=me.id, next=own_page(request.args.get("next")))
    if form.is_complete:
        service.rename(me, form.pseudonym.data or "")
        return redirect(own_page(form.next.data) or url_for("site.mine"), 303)
    return page("accounts/welcome.html", form=form)


@bp.route("/<lang:lang>/profil", methods=["GET", "POST"])
@allowed(is_signed_in, booked=by_person(What.CHANGE))
def profile() -> ResponseReturnValue:
    """Somebody looks after their account."""
    me = _me()
    form = ProfileForm.sent(obj=me, town=current.town().name, person_id=me.id)
    if form.is_complete:
        service.rename(me, form.pseudonym.data or "")
        service.prefer(me, form.language.data, by_mail=form.by_mail.data)
        return see("accounts.profile", gespeichert="ja")
    browsers = queries.sessions_of(me.id, current.at())
    own = sessions.own_hash()
    return page("accounts/profile.html", form=form, me=me, browsers=browsers, own=own, rules=rules, is_strong=is_strong)


@bp.post("/<lang:lang>/profil/sitzungen/<name>")
@allowed(rules.may_end, on=queries.session_named)
def end_session(session: BrowserSession) -> ResponseReturnValue:
    """Somebody signs out another browser of theirs."""
    service.end_session(session)
    return see("accounts.profile", anchor="sitzungen")


@bp.post("/<lang:lang>/profil/sitzungen")
@allowed(is_signed_in)
def end_other_sessions() -> ResponseReturnValue:
    """Somebody signs out everywhere but here."""
    service.end_sessions(_me().id, but=sessions.own_hash())
    return see("accounts.profile", anchor="sitzungen")
