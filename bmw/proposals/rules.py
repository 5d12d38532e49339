"""Who may see, write, support, discuss and take back a proposal."""

from datetime import datetime, timedelta

from bmw.accounts.models import Office
from bmw.comments.models import Comment
from bmw.comments.models import State as CommentState
from bmw.kernel.rules import YES, Answer, Who, holds, is_signed_in, no, rule
from bmw.kernel.text import _
from bmw.processes.models import Moderation, Opens, Process
from bmw.processes.rules import is_open_for
from bmw.proposals.models import Proposal
from bmw.proposals.states import PLACEHOLDER, SHOWN, Outcome, State

WINDOW = timedelta(minutes=30)
"""So long a text can be put right without leaving an edition."""
INSIDE = frozenset({State.SUBMITTED, State.REFUSED, State.HIDDEN})
"""States in which moderators read a text that is not public."""


@rule
def may_see(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Everybody sees what is or was public; what waits is seen by its author and the moderators."""
    was_public = proposal.published is not None and proposal.state in PLACEHOLDER
    if proposal.state in SHOWN or was_public or proposal.author_id == who.id:
        return YES
    if proposal.state in INSIDE and Office.MODERATOR in who.offices:
        return YES
    return no(
        _("This proposal is not public. Only its author and the moderators can see it."),
        sign_in=not who.is_authenticated,
    )


def may_read_text(who: Who, proposal: Proposal) -> bool:
    """Whether the words of a proposal are shown, and not only a sentence in their place."""
    if proposal.state is State.WITHDRAWN:
        return False
    inside = proposal.author_id == who.id or Office.MODERATOR in who.offices
    return proposal.state in SHOWN or inside


@rule
def is_author(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Only the author of a proposal may do this."""
    return YES if proposal.author_id == who.id else no(_("Only the author of this proposal can do that."))


@rule
def is_public(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Only public proposals are supported and discussed; the sentence says what happened to this one."""
    if proposal.state is State.PUBLIC:
        return YES
    if proposal.state is State.MERGED:
        return no(_("This proposal was merged into a similar one. Please take part there."))
    if proposal.state is State.WITHDRAWN:
        return no(_("The author withdrew this proposal."))
    if proposal.state is State.HIDDEN:
        return no(_("The moderators hid this proposal."))
    return no(_("This proposal is not public yet."))


@rule
def takes_proposals(who: Who, process: Process | None, at: datetime) -> Answer:
    """Proposals can be made while a phase of the process is open for them; without a process, one is chosen."""
    return is_open_for(process, Opens.SUBMIT, at) if process else YES


@rule
def takes_this(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """A draft can be handed in while its process takes proposals."""
    return is_open_for(proposal.process, Opens.SUBMIT, at)


@rule
def is_draft(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """A draft has not been handed in yet."""
    return YES if proposal.state is State.DRAFT else no(_("You have already submitted this proposal."))


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
def can_change(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """A text can be changed until something has become of it."""
    if proposal.state not in (State.DRAFT, State.SUBMITTED, State.PUBLIC):
        return no(_("This proposal cannot be changed any more."))
    if proposal.outcome is not Outcome.OPEN:
        return no(_("Something has already become of this proposal. So its text stays as it is."))
    return YES


@rule
def can_go(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """A proposal can be taken back, unless it carries the support of others that were merged into it."""
    if proposal.state not in (State.DRAFT, State.SUBMITTED, State.PUBLIC):
        return no(_("This proposal cannot be withdrawn any more."))
    if proposal.ballot.merged:
        return no(_("Other proposals were merged into this one. Please write to the moderators."))
    return YES


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


def is_fresh(proposal: Proposal, at: datetime) -> bool:
    """Whether a text can be put right quietly: for half an hour, until somebody votes, comments or moderates."""
    ballot = proposal.ballot
    unread = proposal.state is State.SUBMITTED or proposal.process.moderation is Moderation.AFTER
    untouched = not (ballot.agree or ballot.disagree or ballot.passed or proposal.comments)
    return unread and untouched and proposal.edition == 1 and at < proposal.created + WINDOW


is_moderator = holds(Office.MODERATOR)
may_submit = is_signed_in & takes_proposals
may_hand_in = is_signed_in & is_author & is_draft & takes_this
may_support = is_signed_in & is_public & is_of_somebody_else & is_open_to_votes
may_comment = is_signed_in & is_public & is_open_to_comments
may_follow = is_signed_in & is_followable
may_see_draft = is_signed_in & is_author & is_draft
may_see_own = is_signed_in & is_author
may_edit = is_signed_in & is_author & can_change
may_withdraw = is_signed_in & is_author & can_go
may_withdraw_comment = is_signed_in & is_own_comment
