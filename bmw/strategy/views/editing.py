"""What editors do with measures: plan, word, move on, set milestones."""

from typing import cast

from flask import request
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.board import queries as board
from bmw.strategy import queries, rules, service
from bmw.strategy.forms import (
    ChangeMilestoneForm,
    EditForm,
    GiveUpForm,
    MilestoneForm,
    PlanForm,
    ReachedForm,
    StatusForm,
    today,
)
from bmw.strategy.models import Measure, Milestone
from bmw.strategy.states import Status
from bmw.strategy.views.done import happened
from bmw.strategy.views.room import bp
from bmw.ui import current
from bmw.ui.access import Refused, allowed, may
from bmw.ui.pages import page, see


def me() -> Person:
    """The editor who asks; the rules let nobody else come this far."""
    return cast(Person, current.who())


@bp.route("/massnahmen/neu", methods=["GET", "POST"])
@allowed(rules.may_edit)
def plan() -> ResponseReturnValue:
    """An editor plans a measure from a conclusion of the board, or chooses one first."""
    review = board.by_reference(request.args.get("stellungnahme", "")[:16])
    if review is None:
        return page("strategy/choose.html", recommended=queries.recommendations())
    if not (answer := may(rules.is_favourable, review)):
        raise Refused(answer)
    form = PlanForm.sent(title=review.finding.title)
    if form.is_complete:
        status = Status(form.standing.data)
        measure = service.plan(review, by=me(), at=current.at(), status=status, **form.facts())
        return see("strategy.measure", reference=measure, erledigt="geplant")
    return page("strategy/plan.html", form=form, review=review)


@bp.route("/massnahmen/<ref:reference>/bearbeiten", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def edit(measure: Measure) -> ResponseReturnValue:
    """An editor words a measure anew."""
    form = EditForm.sent(obj=measure)
    if form.is_complete:
        reason = form.reason.data or ""
        service.change(measure, form.version.seen, by=me(), at=current.at(), reason=reason, **form.facts())
        return see("strategy.measure", reference=measure, erledigt="geaendert")
    return page("strategy/edit.html", form=form, measure=measure)


@bp.route("/massnahmen/<ref:reference>/status", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def status(measure: Measure) -> ResponseReturnValue:
    """An editor says how far a measure has come."""
    form = StatusForm.sent(measure=measure, agreed=queries.is_agreed(measure))
    if form.is_complete:
        service.set_status(measure, Status(form.standing.data), form.reason.data or "", me(), current.at())
        return see("strategy.measure", reference=measure, erledigt="stand")
    return page("strategy/status.html", form=form, measure=measure)


@bp.route("/massnahmen/<ref:reference>/meilensteine", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def milestones(measure: Measure) -> ResponseReturnValue:
    """An editor sees the milestones of a measure and sets one."""
    form = MilestoneForm.sent()
    if form.is_complete and form.due.data:
        service.set_milestone(measure, form.text_of("title"), form.due.data, by=me(), at=current.at())
        return see("strategy.milestones", reference=measure, erledigt="gesetzt")
    return page("strategy/milestones.html", form=form, measure=measure, today=today(), rules=rules, done=happened())


@bp.route("/massnahmen/meilensteine/<int:milestone_id>", methods=["GET", "POST"])
@allowed(rules.may_reach, on=queries.milestone)
def reach(milestone: Milestone) -> ResponseReturnValue:
    """An editor says on which day a milestone was reached."""
    form = ReachedForm.sent(reached_on=milestone.reached or today(), version=milestone.version)
    if form.is_complete and form.reached_on.data:
        service.reach_milestone(milestone, form.version.seen, form.reached_on.data, me(), current.at())
        return see("strategy.milestones", reference=milestone.measure, erledigt="erreicht")
    return page("strategy/reach.html", form=form, milestone=milestone, measure=milestone.measure)


@bp.route("/massnahmen/meilensteine/<int:milestone_id>/aendern", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.milestone)
def change_milestone(milestone: Milestone) -> ResponseReturnValue:
    """An editor gives a milestone another name or another day."""
    form = ChangeMilestoneForm.sent(obj=milestone)
    if form.is_complete and form.day:
        reason = form["reason"].data or "" if "reason" in form else ""
        seen, title = form.version.seen, form.text_of("title")
        service.change_milestone(milestone, seen, title, form.day, by=me(), at=current.at(), reason=reason)
        return see("strategy.milestones", reference=milestone.measure, erledigt="anders")
    return page("strategy/change_milestone.html", form=form, milestone=milestone, measure=milestone.measure)


@bp.route("/massnahmen/meilensteine/<int:milestone_id>/aufgeben", methods=["GET", "POST"])
@allowed(rules.may_give_up, on=queries.milestone)
def give_up(milestone: Milestone) -> ResponseReturnValue:
    """An editor gives a milestone up, with a reason."""
    form = GiveUpForm.sent(version=milestone.version)
    if form.is_complete:
        service.give_up_milestone(milestone, form.version.seen, form.reason.data or "", me(), current.at())
        return see("strategy.milestones", reference=milestone.measure, erledigt="aufgegeben")
    return page("strategy/give_up.html", form=form, milestone=milestone, measure=milestone.measure)
