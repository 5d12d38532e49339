"""Who sees a proposal."""

from datetime import datetime

from bmw.accounts.models import Office
from bmw.cases.models import REASONS
from bmw.kernel.clock import in_words
from bmw.kernel.rules import YES, Answer, Who, is_signed_in, no, rule
from bmw.kernel.text import Sentence, _
from bmw.proposals.models import Proposal
from bmw.proposals.states import PLACEHOLDER, SHOWN, State

INSIDE = frozenset({State.SUBMITTED, State.REFUSED, State.HIDDEN})
"""States in which moderators read a text that is not public."""
TAKEN_AWAY = _("The author has left the platform and taken this text away. Its place and its numbers stay.")


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


@rule
def may_count(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Everybody counts the votes on what is public again, and on what went into something public."""
    return YES if proposal.state in SHOWN else no(_("Votes can be counted again while the proposal is public."))


@rule
def may_read(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Whether the words of a proposal are shown, or a sentence in their place."""
    if proposal.state is State.WITHDRAWN:
        return no(_("The author withdrew this proposal. Its text is not shown any more."))
    if proposal.is_emptied:
        return no(TAKEN_AWAY)
    if proposal.state in SHOWN or proposal.author_id == who.id or Office.MODERATOR in who.offices:
        return YES
    if proposal.state is State.HIDDEN:
        return no(_why_hidden(proposal))
    return no(_("This proposal is not public. Only its author and the moderators can see it."))


def _why_hidden(proposal: Proposal) -> Sentence:
    """The sentence in place of a hidden text: since when, and by which rule."""
    case = proposal.restriction
    if case is None or case.rule is None or case.decided is None:
        return _("The moderators hid this proposal. It broke a rule of the netiquette.")
    return _(
        "The moderators hid this proposal on %(day)s. The rule: %(rule)s",
        day=in_words(case.decided),
        rule=REASONS[case.rule],
    )


@rule
def is_author(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Only the author of a proposal may do this."""
    return YES if proposal.author_id == who.id else no(_("Only the author of this proposal can do that."))


may_see_own = is_signed_in & is_author
may_read_all = may_see & may_read
