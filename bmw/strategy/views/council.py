"""What the council decided: an editor records it, everybody can read it."""

from typing import cast

from flask import request
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.kernel.rules import anyone
from bmw.strategy import queries, rules, service
from bmw.strategy.forms import DecisionForm
from bmw.strategy.models import Decision
from bmw.strategy.states import Outcome
from bmw.strategy.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.route("/beschluesse/neu", methods=["GET", "POST"])
@allowed(rules.may_edit)
def decide() -> ResponseReturnValue:
    """An editor records what the council decided about measures."""
    chosen = [request.args.get("massnahme", "")]
    form = DecisionForm.sent(measures=chosen, ended=chosen, body=current.town().council)
    form.offer_measures(queries.roadmap(), lambda each: each.reading(current.lang()))
    if form.is_complete:
        measures, outcome = queries.by_references(form.references), Outcome(form.outcome.data)
        by = cast(Person, current.who())
        decision = service.record_decision(measures, outcome, by=by, at=current.at(), **form.minutes())
        return see("strategy.decision", reference=decision)
    return page("strategy/decide.html", form=form)


@bp.get("/beschluesse/<ref:reference>")
@allowed(anyone, on=queries.decision_by_reference)
def decision(decision: Decision) -> ResponseReturnValue:
    """A decision of the council and the measures it is about."""
    return page("strategy/decision.html", decision=decision, measures=queries.measures_of(decision))
