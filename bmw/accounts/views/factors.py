"""One's own second factors: seen, added, named, removed; and the recovery codes beside them."""

from typing import cast

from flask import g, jsonify
from flask.typing import ResponseReturnValue

from bmw.accounts import queries as people
from bmw.accounts import sessions
from bmw.accounts.factors import apps, passkeys, queries, rules, sealing, service, tries
from bmw.accounts.factors.forms import AppForm, FactorNameForm, PasskeyForm
from bmw.accounts.factors.models import Factor, Kind, Purpose
from bmw.accounts.models import Person
from bmw.accounts.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


def me() -> Person:
    """Whoever asks, as they stand in the database."""
    return cast(Person, people.by_id(current.who().id))


def home() -> passkeys.Home | None:
    """The host that passkeys belong to, if there is one."""
    town = current.town()
    return passkeys.Home.of(current.settings().public_url, f"{town.platform} {town.name}")


def _secret() -> str:
    return current.settings().secret


@bp.get("/<lang:lang>/profil/zweiter-faktor")
@allowed(rules.may_see)
def factors() -> ResponseReturnValue:
    """Somebody sees what they confirm with."""
    mine, left = queries.owned_by(current.who().id), queries.codes_left(current.who().id)
    waiting = queries.open_reset_of(current.who().id)
    return page("accounts/factors.html", factors=mine, left=left, waiting=waiting, home=home(), rules=rules, kinds=Kind)


@bp.post("/<lang:lang>/profil/zweiter-faktor/app")
@allowed(rules.may_add, booked=tries.may_begin)
def begin_app() -> ResponseReturnValue:
    """Somebody wants to use an app."""
    service.begin_app(sessions.own_hash(), _secret(), current.at())
    return see("accounts.add_app")


@bp.route("/<lang:lang>/profil/zweiter-faktor/app/einrichten", methods=["GET", "POST"])
@allowed(rules.may_add, booked=tries.may_type)
def add_app() -> ResponseReturnValue:
    """The app takes the secret from the page, and shows by a first code that it has it."""
    sealed = queries.pending(sessions.own_hash(), Purpose.ADD_APP, current.at())
    if sealed is None:
        return see("accounts.factors")
    secret, form = sealing.unseal(sealed, _secret()), AppForm.sent()
    if form.is_complete:
        if step := apps.step_of(form.digits, secret, 0, current.at()):
            service.drop(sessions.own_hash(), Purpose.ADD_APP)
            return _added(service.add_app(me(), form.name.data or "", sealed, step, current.at()))
        form.refuse()
    g.shows_secret = True
    address = apps.address_of(secret, me().address or "", f"{current.town().platform} {current.town().name}")
    path, width = apps.picture(address)
    letters = sealing.in_groups(apps.letters_of(secret))
    return page("accounts/factor_app.html", form=form, letters=letters, address=address, path=path, width=width)


@bp.post("/<lang:lang>/profil/zweiter-faktor/passkey/frage")
@allowed(rules.may_add, booked=tries.may_begin)
def ask_passkey() -> ResponseReturnValue:
    """A browser asks what it needs for making a passkey."""
    where, who, challenge = home(), me(), passkeys.new_challenge()
    if where is None:
        return jsonify({}), 409
    service.begin(sessions.own_hash(), Purpose.ADD_PASSKEY, challenge, current.at() + service.CHALLENGE_WORKS)
    handle = sealing.handle_of(who.id, _secret())
    return jsonify(passkeys.to_make(where, (handle, who.pseudonym), queries.owned_by(who.id, Kind.PASSKEY), challenge))


@bp.route("/<lang:lang>/profil/zweiter-faktor/passkey", methods=["GET", "POST"])
@allowed(rules.may_add, booked=tries.may_make)
def add_passkey() -> ResponseReturnValue:
    """A browser hands over the passkey it made."""
    where, form = home(), PasskeyForm.sent()
    if form.is_complete:
        if made := where and passkeys.made(where, form.credential.data or "", tries.challenge()):
            return _added(service.add_passkey(me(), form.name.data or "", made, current.at()))
        form.refuse()
    if not where:
        return page("accounts/factor_passkey.html", 409 if form.errors else 200, home=None)
    return page("accounts/factor_passkey.html", form=form, home=where)


def _added(factor: Factor) -> ResponseReturnValue:
    """The browser that set up a factor has confirmed with it; with the first one come recovery codes."""
    sessions.confirm(factor.kind.value, current.at())
    if queries.codes_left(factor.person_id):
        return see("accounts.factors", gespeichert="ja")
    service.make_codes(me(), sessions.own_hash(), _secret(), current.at())
    return see("accounts.codes")


@bp.route("/<lang:lang>/profil/zweiter-faktor/<int:factor_id>", methods=["GET", "POST"])
@allowed(rules.may_rename, on=queries.by_id)
def factor(factor: Factor) -> ResponseReturnValue:
    """Somebody gives a factor a name, or takes it away."""
    form = FactorNameForm.sent(obj=factor)
    if form.is_complete:
        service.rename(me(), factor, form.name.data or "", current.at())
        return see("accounts.factors", gespeichert="ja")
    return page("accounts/factor.html", form=form, factor=factor, rules=rules)


@bp.post("/<lang:lang>/profil/zweiter-faktor/<int:factor_id>/entfernen")
@allowed(rules.may_remove, on=queries.by_id)
def remove_factor(factor: Factor) -> ResponseReturnValue:
    """Somebody takes a factor away."""
    service.remove(me(), factor, current.at(), here=sessions.own_hash())
    return see("accounts.factors", gespeichert="ja")


@bp.post("/<lang:lang>/profil/zweiter-faktor/codes/neu")
@allowed(rules.may_make_codes, booked=tries.may_begin)
def new_codes() -> ResponseReturnValue:
    """Somebody wants new recovery codes."""
    service.make_codes(me(), sessions.own_hash(), _secret(), current.at())
    return see("accounts.codes")


@bp.post("/<lang:lang>/profil/zweiter-faktor/codes/notiert")
@allowed(rules.may_see)
def keep_codes() -> ResponseReturnValue:
    """Somebody has written the codes down; nobody sees them again."""
    service.drop(sessions.own_hash(), Purpose.SHOW_CODES)
    return see("accounts.factors", gespeichert="ja")


@bp.get("/<lang:lang>/profil/zweiter-faktor/codes")
@allowed(rules.may_see)
def codes() -> ResponseReturnValue:
    """The new codes, until somebody says that they are written down, or ten minutes are over."""
    sealed = queries.pending(sessions.own_hash(), Purpose.SHOW_CODES, current.at())
    if sealed is None:
        return see("accounts.factors")
    g.shows_secret = True
    return page("accounts/codes.html", codes=sealing.unseal(sealed, _secret()).decode().splitlines())
