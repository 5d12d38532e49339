"""Merging two proposals that say the same, and taking them apart again."""

from flask import request
from flask.typing import ResponseReturnValue

from bmw.moderation import queries, rules
from bmw.moderation.forms import MergeForm
from bmw.moderation.views.door import bp, me
from bmw.proposals import service
from bmw.proposals.models import Proposal
from bmw.proposals.queries import by_reference, merged_into
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.route("/zusammenfuehren/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_settle, on=by_reference)
def merge(proposal: Proposal) -> ResponseReturnValue:
    """A moderator chooses the proposal it goes into, sees what comes of it, says why, and confirms."""
    into = _chosen(proposal)
    form = MergeForm.sent()
    if into is not None and form.is_complete:
        service.merge(proposal, into, me(), current.at(), reason=form.reason.data or "")
        return see("moderation.desk", entschieden="zusammengefuehrt")
    if into is None:
        return _choose(proposal)
    return page(
        "moderation/merge.html",
        form=form,
        proposal=proposal,
        into=into,
        together=queries.together(proposal, into),
    )


def _chosen(proposal: Proposal) -> Proposal | None:
    """The proposal named in the address, if this one can go into it."""
    wanted = by_reference(request.args.get("ziel", "")[:20])
    return wanted if wanted is not None and queries.can_take(wanted, proposal) else None


def _choose(proposal: Proposal) -> ResponseReturnValue:
    words = request.args.get("suche", "").strip()[:200]
    missed = bool(request.args.get("ziel"))
    return page(
        "moderation/merge_choose.html",
        200 if request.method == "GET" else 422,
        proposal=proposal,
        words=words,
        missed=missed,
        targets=queries.targets(proposal, words),
        originals=[each for each in merged_into(proposal) if each.is_public],
    )


@bp.post("/trennen/<ref:reference>")
@allowed(rules.may_split, on=by_reference)
def split(proposal: Proposal) -> ResponseReturnValue:
    """A merge was wrong: the proposal stands on its own again."""
    service.split(proposal, me(), current.at())
    return see("moderation.desk", entschieden="getrennt")
