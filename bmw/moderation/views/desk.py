"""The desk: one queue of what waits, one case at a time, and on to the next."""

from datetime import datetime
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta

from bmw.cases import queries as cases
from bmw.cases.models import PARTS, REASONS, Case, Decision, Kind
from bmw.cases.service import take as take_case
from bmw.cases.service import tell_it_takes_longer
from bmw.cases.weights import pasts
from bmw.comments.languages import WRITTEN
from bmw.comments.models import Comment
from bmw.focus.queries import fields
from bmw.kernel.database import db
from bmw.media import queries as media
from bmw.moderation import queries, rules, service, words
from bmw.moderation.forms import DecisionForm, NoticeForm, RestrictForm, Ruling, RulingForm, form_for
from bmw.moderation.models import Purpose
from bmw.moderation.views import blocks
from bmw.moderation.views.door import bp, me
from bmw.moderation.views.filters import WHOSE, Filters
from bmw.proposals.models import Proposal
from bmw.proposals.queries import editions, similar
from bmw.record.models import Record
from bmw.ui import current
from bmw.ui.access import allowed, may
from bmw.ui.pages import page, see
from bmw.ui.paging import write_cursor

PURPOSES: dict[Kind, Purpose] = {
    Kind.OBJECTION: Purpose.RULING,
    Kind.DISAGREED: Purpose.RULING,
    Kind.FEEDBACK: Purpose.FEEDBACK,
}
"""Which text blocks are offered; those about facts otherwise."""


def ago(moment: datetime) -> str:
    """How long something has waited, in words: 3 days ago."""
    return str(format_timedelta(moment - current.at(), add_direction=True))


@bp.get("")
@allowed(rules.is_moderator)
def desk() -> ResponseReturnValue:
    """Everything that waits for a moderator, oldest first."""
    filters = Filters.asked()
    shown = filters.cases(request.args.get("ab"))
    return page(
        "moderation/desk.html",
        filters=filters,
        shown=shown,
        fields=fields(),
        homes=queries.homes(shown.items),
        counts=cases.counts(),
        whose=WHOSE,
        unanswered=sum(count for _process, count in queries.unanswered(current.at())),
        **_speech(),
    )


@bp.get("/<int:case_id>", endpoint="case")
@allowed(rules.is_moderator, on=cases.by_id)
def case_page(case: Case) -> ResponseReturnValue:
    """One case: the contribution in full, what was said about it before, and the decision."""
    return _show(case)


@bp.post("/<int:case_id>/uebernehmen")
@allowed(rules.may_take, on=cases.by_id)
def take(case: Case) -> ResponseReturnValue:
    """A moderator says that they look after a case, or no longer do."""
    take_case(case, me(), current.at(), wanted=request.form.get("take") != "no")
    return see("moderation.case", case_id=case.id, **Filters.asked().kept)


@bp.post("/<int:case_id>/freigeben")
@allowed(rules.may_decide, on=cases.by_id)
def accept(case: Case) -> ResponseReturnValue:
    """A moderator lets a contribution be seen, or leaves it as it is."""
    if _has_changed(case):
        return _show(case, changed=True)
    return _onward(case, service.accept(case, me(), current.at()))


@bp.post("/<int:case_id>/entscheiden")
@allowed(rules.may_decide, on=cases.by_id)
def decide(case: Case) -> ResponseReturnValue:
    """A moderator decides with rule and facts, or answers in words."""
    form = form_for(case)
    if _has_changed(case):
        return _show(case, form, changed=True)
    if form.is_complete:
        return _onward(case, _settle(case, form))
    return _show(case, form)


@bp.route("/<int:case_id>/zwischennachricht", methods=["GET", "POST"])
@allowed(rules.may_notice, on=cases.by_id)
def notice(case: Case) -> ResponseReturnValue:
    """Whoever wrote about the platform is told that the answer takes longer."""
    form = NoticeForm.sent()
    form.tongue = case.language or form.tongue
    if form.is_complete:
        tell_it_takes_longer(case, form.text.data or "", current.at())
        return see("moderation.case", case_id=case.id, entschieden="zwischennachricht")
    return page("moderation/notice.html", form=form, case=case)


def _has_changed(case: Case) -> bool:
    """Whether the author changed the text after this moderator opened the case."""
    return case.is_waiting and request.form.get("seen", "") != service.fingerprint(case.record)


def _settle(case: Case, form: DecisionForm) -> Decision:
    facts = form.facts.data or ""
    if isinstance(form, RestrictForm) and form.is_about_the_name:
        return service.set_name_aside(case, me(), current.at(), town=current.town().name, **form.grounds)
    if isinstance(form, RestrictForm):
        return service.restrict(case, me(), current.at(), **form.grounds)
    if isinstance(form, RulingForm):
        return _rule(case, form, facts)
    return service.reply(case, me(), current.at(), facts=facts)


def _rule(case: Case, form: RulingForm, facts: str) -> Decision:
    if form.decided is Ruling.HIDDEN:
        return service.restrict(case, me(), current.at(), **form.grounds)
    act = {Ruling.STAYS: service.keep, Ruling.LIFTED: service.lift, Ruling.CORRECTED: service.correct}
    return act[form.decided](case, me(), current.at(), facts=facts)


def _onward(case: Case, decision: Decision) -> ResponseReturnValue:
    """On to the next case, or back to the desk when nothing is left."""
    filters = Filters.asked()
    following = _following(case, filters)
    if following is None:
        return see("moderation.desk", entschieden=decision.value, fall=case.id, **filters.kept)
    return see("moderation.case", case_id=following.id, entschieden=decision.value, fall=case.id, **filters.kept)


def _following(case: Case, filters: Filters) -> Case | None:
    """The next case in the queue that this moderator may decide and nobody else has taken."""
    for cursor in (write_cursor("newer", [case.opened, case.id]), None):
        for each in filters.cases(cursor).items:
            if each.taken_id in (None, me().id) and may(rules.may_decide, each):
                return each
    return None


def _show(case: Case, form: DecisionForm | None = None, *, changed: bool = False) -> ResponseReturnValue:
    record = case.record
    earlier = [each for each in cases.of_record(record) if each.id != case.id] if record else []
    offered = blocks.offered(PURPOSES.get(case.kind, Purpose.FACTS), record)
    reports = [each for each in earlier if each.is_waiting and each.kind is Kind.REPORTED]
    return page(
        "moderation/case.html",
        409 if changed else 200,
        case=case,
        changed=changed,
        seen=service.fingerprint(case.record),
        form=form or form_for(case, blocks.filled(offered["chosen"], record)),
        filters=Filters.asked(),
        home=queries.homes([case]).get(record.id) if record else None,
        earlier=[each for each in earlier if not each.is_waiting and each.id != case.about_id],
        reports=reports,
        pictures=media.of_record(record) if record else [],
        pasts=pasts(each.from_id for each in (case, *reports) if each.from_id),
        **offered,
        **_around(record),
        **_speech(),
    )


def _around(record: Record | None) -> dict[str, Any]:
    """What helps to judge a contribution: earlier wordings, similar proposals, what it answers."""
    if isinstance(record, Proposal):
        near = similar(f"{record.title} {record.body}", but=record)
        return {"editions": editions(record), "similar": near, "answers": None}
    above = db.get(Comment, record.parent_id) if isinstance(record, Comment) and record.parent_id else None
    return {"editions": [], "similar": [], "answers": above}


def _speech() -> dict[str, Any]:
    return {
        "rules": rules,
        "words": words,
        "parts": PARTS,
        "can_be_restricted": rules.can_be_restricted,
        "reasons": REASONS,
        "ago": ago,
        "done": words.said(request.args.get("entschieden", "")),
        "decided": request.args.get("fall", type=int),
        "written": WRITTEN,
    }
