"""Pages of the board: what waits, what was concluded, one review, and the criteria."""

from typing import cast

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.board import queries, rules, service
from bmw.board.forms import (
    ChangedCriterionForm,
    ConclusionForm,
    ConflictForm,
    CorrectionForm,
    NewCriterionForm,
    opinion_form,
)
from bmw.board.models import Correction, Criterion, Review
from bmw.board.states import VERDICTS, Verdict
from bmw.findings.queries import changed_numbers
from bmw.kernel.rules import anyone
from bmw.record.queries import chain_stages, journey
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

bp = Blueprint("board", __name__, url_prefix="/<lang:lang>")


def me() -> Person:
    """The member who asks; the rules let nobody else come this far."""
    return cast(Person, current.who())


@bp.get("/beirat")
@allowed(anyone)
def index() -> ResponseReturnValue:
    """What the board concluded, for all; for its members also what waits."""
    who = current.who()
    works = bool(rules.is_member(who, None, current.at()))
    waiting = queries.waiting_for(who.id) if works else []
    others = [each for each in queries.open_reviews() if each not in waiting] if works else []
    concluded = queries.concluded(request.args.get("ab"))
    return page("board/index.html", works=works, waiting=waiting, others=others, concluded=concluded, rules=rules)


@bp.get("/beirat/<ref:reference>", endpoint="page")
@allowed(anyone, on=queries.whole_by_reference)
def page_of(review: Review) -> ResponseReturnValue:
    """The board's opinion on a finding; until it is concluded, members find the dossier here."""
    return page(
        "board/page.html",
        review=review,
        rules=rules,
        own=rules.own_opinion(current.who(), review),
        averages=queries.averages(review),
        tally=queries.tally(review),
        stages=chain_stages(review, back=False),
        steps=journey(review),
        changed_numbers=changed_numbers,
        waiting=review.waiting_correction(current.at()),
        verdicts=VERDICTS,
    )


@bp.route("/beirat/<ref:reference>/stellungnahme", methods=["GET", "POST"])
@allowed(rules.may_opine, on=queries.whole_by_reference)
def opine(review: Review) -> ResponseReturnValue:
    """A member scores a finding and says what they think."""
    member = me()
    before = queries.scores_of(review, member.id)
    form = opinion_form(queries.criteria(), rules.own_opinion(member, review), before)
    if form.is_complete:
        verdict = Verdict(form.verdict.data)
        service.opine(review, member, verdict, text=form.text.data or "", scores=form.scores(), at=current.at())
        return see("board.page", reference=review)
    return page("board/opine.html", form=form, review=review, changed_numbers=changed_numbers)


@bp.route("/beirat/<ref:reference>/befangenheit", methods=["GET", "POST"])
@allowed(rules.may_opine, on=queries.by_reference)
def conflict(review: Review) -> ResponseReturnValue:
    """A member steps aside because of a conflict of interest."""
    form = ConflictForm.sent()
    if form.is_complete:
        service.declare_conflict(review, me(), form.conflict.data or "", current.at())
        return see("board.page", reference=review)
    return page("board/conflict.html", form=form, review=review)


@bp.route("/beirat/<ref:reference>/abschluss", methods=["GET", "POST"])
@allowed(rules.may_conclude, on=queries.by_reference)
def conclude(review: Review) -> ResponseReturnValue:
    """The chair concludes for the board."""
    form = ConclusionForm.sent(review=review)
    if form.is_complete:
        verdict = Verdict(form.conclusion.data)
        texts = {name: form[name].data or "" for name in ("reasons", "changes", "dissent")}
        service.conclude(review, me(), verdict, at=current.at(), **texts)
        return see("board.page", reference=review)
    tally, averages = queries.tally(review), queries.averages(review)
    return page("board/conclude.html", form=form, review=review, tally=tally, averages=averages)


@bp.route("/beirat/<ref:reference>/berichtigung", methods=["GET", "POST"])
@allowed(rules.may_correct, on=queries.by_reference)
def correct(review: Review) -> ResponseReturnValue:
    """The chair proposes to correct what was concluded; a second person confirms it."""
    form = CorrectionForm.sent(obj=review, review=review, conclusion=review.verdict)
    if form.is_complete:
        texts = {name: form[name].data or "" for name in ("reasons", "changes", "dissent", "why")}
        service.propose_correction(review, me(), current.at(), verdict=Verdict(form.conclusion.data), **texts)
        return see("board.page", reference=review, anchor="berichtigung")
    return page("board/correct.html", form=form, review=review, alone=not rules.confirmers(review, me().id))


@bp.post("/beirat/berichtigungen/<int:correction_id>/bestaetigen")
@allowed(rules.may_confirm, on=queries.correction)
def confirm_correction(correction: Correction) -> ResponseReturnValue:
    """A second person confirms a correction."""
    service.confirm_correction(correction, me(), current.at())
    return see("board.page", reference=correction.review)


@bp.post("/beirat/berichtigungen/<int:correction_id>/ablehnen")
@allowed(rules.may_decline, on=queries.correction)
def decline_correction(correction: Correction) -> ResponseReturnValue:
    """A second person declines a correction, or the chair takes it back."""
    service.decline_correction(correction, me(), current.at())
    return see("board.page", reference=correction.review)


@bp.route("/redaktion/kriterien", methods=["GET", "POST"])
@allowed(rules.may_change_criteria)
def criteria() -> ResponseReturnValue:
    """An editor sees the town's criteria and adds one."""
    form = NewCriterionForm.sent()
    if form.is_complete:
        service.add_criterion(form.text_of("name"), form.text_of("text"))
        return see("board.criteria")
    return page("board/criteria.html", form=form, criteria=queries.criteria(retired=True))


@bp.route("/redaktion/kriterien/<int:criterion_id>", methods=["GET", "POST"])
@allowed(rules.may_change_criteria, on=queries.criterion)
def criterion(criterion: Criterion) -> ResponseReturnValue:
    """An editor words a criterion anew or moves it."""
    form = ChangedCriterionForm.sent(obj=criterion)
    if form.is_complete:
        place, seen = form.position.data or criterion.position, form.version.seen
        service.change_criterion(criterion, form.text_of("name"), form.text_of("text"), place, seen=seen)
        return see("board.criteria")
    return page("board/criterion.html", form=form, criterion=criterion)


@bp.post("/redaktion/kriterien/<int:criterion_id>/ruhestand")
@allowed(rules.may_change_criteria, on=queries.criterion)
def retire(criterion: Criterion) -> ResponseReturnValue:
    """An editor takes a criterion out of use, or back into it."""
    service.retire_criterion(criterion, retired=request.form.get("retired") == "yes")
    return see("board.criteria")
