"""Taking part: support, follow, comment, take a comment back."""

from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.comments import queries as comments
from bmw.comments import service as talking
from bmw.comments.forms import CommentForm
from bmw.comments.models import Comment
from bmw.kernel.limits import What
from bmw.proposals import queries, rules, service
from bmw.proposals.forms import ConfirmForm, FollowForm, OpinionForm, SupportForm
from bmw.proposals.models import Proposal
from bmw.proposals.views.blueprint import bp, person
from bmw.proposals.views.showing import show
from bmw.record.service import follow as follow_record
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see
from bmw.votes.models import Kind


@bp.post("/<ref:reference>/unterstuetzen")
@allowed(rules.may_support, on=queries.on_ballot, booked=by_person(What.VOTE))
def support(proposal: Proposal) -> ResponseReturnValue:
    """A citizen says whether they support a proposal."""
    form = SupportForm.sent() if proposal.ballot.kind is Kind.SUPPORT else OpinionForm.sent()
    voter = person()
    if voter is None or not form.is_complete:
        return show(proposal, form=form)
    service.support(proposal, voter, form.choice)
    return see("proposals.page", reference=proposal, anchor="mitmachen")


@bp.post("/<ref:reference>/folgen")
@allowed(rules.may_follow, on=queries.by_reference, booked=by_person(What.FOLLOW))
def follow(proposal: Proposal) -> ResponseReturnValue:
    """Somebody wants to hear what becomes of a proposal, or no longer."""
    form, reader = FollowForm.sent(), person()
    if reader is None or not form.is_complete:
        return show(proposal, form=form)
    follow_record(reader.id, proposal, wanted=form.follow.data == "yes")
    return see("proposals.page", reference=proposal, anchor="mitmachen")


@bp.post("/<ref:reference>/kommentare")
@allowed(rules.may_comment, on=queries.by_reference, booked=by_person(What.COMMENT))
def comment_on(proposal: Proposal) -> ResponseReturnValue:
    """A citizen says something about a proposal, or replies to somebody."""
    form, author = CommentForm.sent(thread_id=proposal.thread_id), person()
    if author is None or not form.is_complete:
        return show(proposal, form=form)
    said = service.comment(proposal, author, current.at(), parent=form.above, **form.words)
    return see("proposals.comment", reference=said.reference)


@bp.route("/kommentar/<ref:reference>/zurueckziehen", methods=["GET", "POST"])
@allowed(rules.may_withdraw_comment, on=comments.by_reference, booked=by_person(What.CHANGE))
def withdraw_comment(comment: Comment) -> ResponseReturnValue:
    """The author takes a comment back, after confirming it."""
    form = ConfirmForm.sent()
    if form.is_complete:
        talking.withdraw(comment, current.at())
        return see("proposals.comment", reference=comment.reference)
    return page("proposals/withdraw_comment.html", form=form, comment=comment)
