"""All second factors lost: asked for, approved by a second administrator, stopped, and carried out a day later."""

from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from bmw.accounts.factors import queries, resets, rules, tries
from bmw.accounts.factors.models import Reset
from bmw.accounts.rules import may_administer
from bmw.accounts.views.blueprint import bp
from bmw.accounts.views.factors import me
from bmw.kernel.database import transaction
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.post("/<lang:lang>/bestaetigen/verloren/hilfe")
@allowed(rules.may_ask_for_help, booked=tries.may_ask)
def ask_for_help() -> ResponseReturnValue:
    """Somebody says that every factor is lost."""
    resets.ask(me(), current.at())
    return see("accounts.lost")


@bp.get("/<lang:lang>/bestaetigen/verloren")
@allowed(rules.may_confirm)
def lost() -> ResponseReturnValue:
    """Somebody who has lost every factor sees what can be done, and how far it has come."""
    waiting = queries.open_reset_of(current.who().id)
    others = [each for each in queries.administrators() if each.id != current.who().id]
    return page("accounts/lost.html", waiting=waiting, others=others, rules=rules)


@bp.post("/<lang:lang>/bestaetigen/verloren/<int:reset_id>/anhalten")
@allowed(rules.may_cancel, on=queries.reset_by_id)
def cancel_reset(reset: Reset) -> ResponseReturnValue:
    """The person concerned or an administrator stops it."""
    resets.cancel(reset, me(), current.at())
    return see("accounts.lost" if reset.person_id == current.who().id else "accounts.lost_factors")


@bp.get("/<lang:lang>/redaktion/personen/verlorene-faktoren")
@allowed(may_administer)
def lost_factors() -> ResponseReturnValue:
    """Administrators see who has lost every factor."""
    return page("accounts/resets.html", resets=queries.open_resets(), rules=rules)


@bp.post("/<lang:lang>/redaktion/personen/verlorene-faktoren/<int:reset_id>")
@allowed(rules.may_approve, on=queries.reset_by_id)
def approve_reset(reset: Reset) -> ResponseReturnValue:
    """A second administrator is sure that it is really them."""
    resets.approve(reset, me(), current.at())
    return see("accounts.lost_factors")


def carry_out() -> None:
    """Each minute: carry out what was approved a day ago."""
    with transaction():
        resets.carry_out_due(current.at())


@bp.record_once
def _every_minute(state: BlueprintSetupState) -> None:
    state.app.extensions.setdefault("bmw_every_minute", []).append(carry_out)
