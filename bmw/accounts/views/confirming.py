"""Confirming with the second factor: only then does an office work."""

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts import sessions
from bmw.accounts.factors import passkeys, queries, rules, service, tries
from bmw.accounts.factors.forms import ConfirmForm, SignedForm
from bmw.accounts.factors.models import Kind, Purpose
from bmw.accounts.onward import own_page
from bmw.accounts.views.blueprint import bp
from bmw.accounts.views.factors import home, me
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.forms import CleanForm
from bmw.ui.pages import page, see


@bp.route("/<lang:lang>/bestaetigen", methods=["GET", "POST"])
@allowed(rules.may_confirm, booked=tries.may_type)
def confirm() -> ResponseReturnValue:
    """Somebody with an office confirms with a code."""
    if not queries.owned_by(current.who().id):
        return see("accounts.factors")
    form = ConfirmForm.sent(next=own_page(request.args.get("next")))
    if form.is_complete:
        if by := _accepted(form):
            return _confirmed(by, form.next.data)
        form.refuse()
    return _page(form)


def _accepted(form: ConfirmForm) -> str:
    secret, at = current.settings().secret, current.at()
    if form.is_of_app:
        return Kind.APP.value if service.use_app(me().id, form.digits, secret, at) else ""
    return "recovery" if service.use_recovery_code(me(), form.code.data or "", secret, at) else ""


def _confirmed(by: str, wanted: str | None) -> ResponseReturnValue:
    sessions.confirm(by, current.at())
    return redirect(own_page(wanted) or url_for("site.mine"), 303)


def _page(form: CleanForm) -> ResponseReturnValue:
    mine = queries.owned_by(current.who().id)
    kinds, typed = {each.kind.value for each in mine}, form if isinstance(form, ConfirmForm) else ConfirmForm()
    return page("accounts/confirm.html", form=form, typed=typed, kinds=kinds, home=home(), next=form["next"].data or "")


@bp.post("/<lang:lang>/bestaetigen/passkey/frage")
@allowed(rules.may_confirm, booked=tries.may_begin)
def ask_signature() -> ResponseReturnValue:
    """A browser asks what its passkey is to sign."""
    where, keys, challenge = home(), queries.owned_by(current.who().id, Kind.PASSKEY), passkeys.new_challenge()
    if where is None or not keys:
        return jsonify({}), 409
    service.begin(sessions.own_hash(), Purpose.CONFIRM, challenge, current.at() + service.CHALLENGE_WORKS)
    return jsonify(passkeys.to_sign(where, keys, challenge))


@bp.post("/<lang:lang>/bestaetigen/passkey")
@allowed(rules.may_confirm, booked=tries.may_sign)
def confirm_passkey() -> ResponseReturnValue:
    """Somebody with an office confirms with a passkey."""
    form, where = SignedForm.sent(), home()
    if form.is_complete and where and _has_signed(where, form.credential.data or ""):
        return _confirmed(Kind.PASSKEY.value, form.next.data)
    form.refuse()
    return _page(form)


def _has_signed(where: passkeys.Home, answer: str) -> bool:
    key = queries.passkey(current.who().id, passkeys.named(answer))
    if key is None:
        return False
    counter = passkeys.signed(where, answer, key, tries.challenge())
    return counter is not None and service.use_passkey(key, counter, current.at())
