"""Who writes, changes and takes back a proposal."""

from datetime import datetime, timedelta

from bmw.kernel.rules import YES, Answer, Who, is_signed_in, no, rule
from bmw.kernel.text import _
from bmw.processes.models import Opens, Process
from bmw.processes.rules import is_open_for
from bmw.proposals.models import Proposal
from bmw.proposals.rules.seeing import is_author
from bmw.proposals.states import Outcome, State

WINDOW = timedelta(minutes=30)
"""So long a text can be put right without leaving an edition."""
ALIVE = frozenset({State.DRAFT, State.SUBMITTED, State.PUBLIC})


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
def can_change(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """A text can be changed until something has become of it."""
    if proposal.state not in ALIVE:
        return no(_("This proposal cannot be changed any more."))
    if proposal.outcome is not Outcome.OPEN:
        return no(_("Something has already become of this proposal. So its text stays as it is."))
    return YES


@rule
def can_go(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """A proposal can be taken back, unless it carries the support of others that were merged into it."""
    if proposal.state not in ALIVE:
        return no(_("This proposal cannot be withdrawn any more."))
    if proposal.ballot.merged:
        return no(_("Other proposals were merged into this one. Please write to the moderators."))
    return YES


def is_fresh(proposal: Proposal, at: datetime) -> bool:
    """Whether a text can be put right quietly: for half an hour, and never once it was public."""
    return proposal.state is State.SUBMITTED and proposal.edition == 1 and at < proposal.created + WINDOW


may_submit = is_signed_in & takes_proposals
may_hand_in = is_signed_in & is_author & is_draft & takes_this
may_see_draft = is_signed_in & is_author & is_draft
may_edit = is_signed_in & is_author & can_change
may_withdraw = is_signed_in & is_author & can_go
