"""Who supports, discusses and follows a proposal."""

from datetime import datetime

from bmw.comments.models import Comment
from bmw.comments.models import State as CommentState
from bmw.kernel.rules import YES, Answer, Who, is_signed_in, no, rule
from bmw.kernel.text import _
from bmw.processes.models import Opens
from bmw.processes.rules import is_open_for
from bmw.proposals.models import Proposal
from bmw.proposals.rules.seeing import TAKEN_AWAY
from bmw.proposals.states import SHOWN, State


@rule
def is_public(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Only public proposals are supported and discussed; the sentence says what happened to this one."""
    if proposal.state is State.PUBLIC:
        return no(TAKEN_AWAY) if proposal.is_emptied else YES
    if proposal.state is State.MERGED:
        return no(_("This proposal was merged into a similar one. Please take part there."))
    if proposal.state is State.WITHDRAWN:
        return no(_("The author withdrew this proposal."))
    if proposal.state is State.HIDDEN:
        return no(_("The moderators hid this proposal."))
    return no(_("This proposal is not public yet."))


@rule
def is_open_to_votes(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Voting is open in a phase of the process."""
    return is_open_for(proposal.process, Opens.VOTE, at)


@rule
def is_of_somebody_else(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Authors do not support themselves."""
    return YES if proposal.author_id != who.id else no(_("You cannot support your own proposal."))


@rule
def is_open_to_comments(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Discussing is open in a phase of the process."""
    return is_open_for(proposal.process, Opens.COMMENT, at)


@rule
def is_followable(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """What everybody can see, everybody can follow."""
    return YES if proposal.state in SHOWN else no(_("This proposal is not public."))


@rule
def is_own_comment(who: Who, comment: Comment, at: datetime) -> Answer:
    """Only the author takes a comment back, and only once."""
    if comment.author_id != who.id:
        return no(_("Only the author of this comment can do that."))
    if comment.state in (CommentState.HELD, CommentState.PUBLIC):
        return YES
    return no(_("This comment cannot be withdrawn any more."))


may_support = is_signed_in & is_public & is_of_somebody_else & is_open_to_votes
may_comment = is_signed_in & is_public & is_open_to_comments
may_follow = is_signed_in & is_followable
may_withdraw_comment = is_signed_in & is_own_comment
