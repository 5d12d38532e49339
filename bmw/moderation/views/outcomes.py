"""What still owes an answer: every public proposal gets an outcome when its phase has ended."""

from flask import request
from flask.typing import ResponseReturnValue

from bmw.moderation import queries, rules, words
from bmw.moderation.forms import NotTakenForm, OfficialAnswerForm
from bmw.moderation.models import Purpose
from bmw.moderation.views import blocks
from bmw.moderation.views.door import bp, me
from bmw.processes.queries import by_reference as process_of
from bmw.proposals import service
from bmw.proposals.models import Proposal
from bmw.proposals.queries import by_reference
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.get("/noch-ohne-antwort")
@allowed(rules.is_moderator)
def unanswered() -> ResponseReturnValue:
    """Proposals of finished phases that are in no finding, not merged and not turned down."""
    found = queries.unanswered(current.at())
    named = process_of(request.args.get("verfahren", "")[:20])
    chosen = named or (found[0][0] if found else None)
    shown = queries.owing(chosen, request.args.get("ab")) if chosen else None
    return page(
        "moderation/unanswered.html",
        found=found,
        chosen=chosen,
        shown=shown,
        done=words.said(request.args.get("entschieden", "")),
    )


@bp.route("/noch-ohne-antwort/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_settle, on=by_reference)
def not_taken_up(proposal: Proposal) -> ResponseReturnValue:
    """A proposal is not taken up, with a reason that everybody can read."""
    offered = blocks.offered(Purpose.NOT_TAKEN, proposal)
    form = NotTakenForm.sent(reason=blocks.filled(offered["chosen"], proposal))
    if form.is_complete:
        service.not_taken_up(proposal, me(), current.at(), reason=form.reason.data or "")
        return see("moderation.unanswered", verfahren=proposal.process.reference, entschieden="nicht-aufgenommen")
    return page("moderation/not_taken_up.html", form=form, proposal=proposal, **offered)


@bp.route("/antwort/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_answer, on=by_reference)
def answer(proposal: Proposal) -> ResponseReturnValue:
    """The town answers a proposal officially; an earlier answer stays readable."""
    offered = blocks.offered(Purpose.ANSWER, proposal)
    form = OfficialAnswerForm.sent(**_answered(proposal, blocks.filled(offered["chosen"], proposal)))
    if form.is_complete:
        service.answer(proposal, form.reply(), me(), current.at())
        return see("proposals.page", reference=proposal, anchor="antwort")
    return page("moderation/answer.html", form=form, proposal=proposal, **offered)


def _answered(proposal: Proposal, block: str) -> dict[str, str]:
    """The answer as it stands, or the words of a text block."""
    return {
        "status": str(proposal.answer_status or ""),
        "unit": proposal.answer_unit,
        "answer": block or proposal.answer,
        "language": proposal.answer_language or "de",
    }
