"""Who may sit at the desk, and who decides about whom."""

from datetime import datetime

from bmw.accounts.models import Office
from bmw.accounts.queries import holders
from bmw.cases.models import AGAIN, Case
from bmw.cases.queries import reported_by
from bmw.comments.models import Comment
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import _
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.record.models import Record

is_moderator = holds(Office.MODERATOR)


def can_be_restricted(record: Record | None) -> bool:
    """Whether it is a contribution, and not a text of the town, which is put right instead."""
    return isinstance(record, (Proposal, Comment))


def has_a_name(record: Record | None) -> bool:
    """Whether somebody stands behind it under a name that can be set aside."""
    return isinstance(record, (Proposal, Comment)) and not record.author.is_former


@rule
def is_of_somebody_else(who: Who, case: Case, at: datetime) -> Answer:
    """No moderator decides about their own contribution."""
    if case.author_id is None or case.author_id != who.id:
        return YES
    if _is_alone():
        return no(
            _("You wrote this yourself and are the only moderator. An administrator has to appoint another one first.")
        )
    return no(_("You wrote this yourself. So another moderator decides about it."))


@rule
def is_fresh_eye(who: Who, case: Case, at: datetime) -> Answer:
    """An objection is decided by somebody else than the decision it is against."""
    if case.kind not in AGAIN or case.about is None or case.about.decided_id != who.id:
        return YES
    if _is_alone():
        return no(
            _(
                "This objection is against your own decision, and you are the only moderator. "
                "An administrator has to appoint another one first."
            )
        )
    return no(_("This objection is against your own decision. So another moderator decides about it."))


@rule
def is_no_witness(who: Who, case: Case, at: datetime) -> Answer:
    """Nobody decides about what they have reported themselves."""
    if case.record is None or not reported_by(case.record, who.id):
        return YES
    return no(_("You reported this yourself. So another moderator decides about it."))


@rule
def has_taken(who: Who, case: Case, at: datetime) -> Answer:
    """Whoever looks after a case can give it back, whatever has become known since."""
    return YES if case.taken_id is not None and case.taken_id == who.id else no("")


@rule
def can_take_longer(who: Who, case: Case, at: datetime) -> Answer:
    """Whoever wrote about the platform and waits can be told once that it takes longer."""
    if case.is_waiting and case.latest and not case.noticed and case.is_reachable:
        return YES
    return no(_("There is nobody who waits for this message."))


def _is_alone() -> bool:
    return len(holders(Office.MODERATOR)) < 2


@rule
def is_own_not(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """No moderator settles what becomes of their own proposal."""
    if proposal.author_id != who.id:
        return YES
    return no(_("You wrote this proposal yourself. So another moderator decides what becomes of it."))


@rule
def is_public(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Only what is public can be merged or settled."""
    if proposal.state is State.PUBLIC:
        return YES
    return no(_("This proposal is not public, or it was already merged into another one."))


@rule
def is_merged(who: Who, proposal: Proposal, at: datetime) -> Answer:
    """Only what was merged can be taken apart again."""
    return YES if proposal.state is State.MERGED else no(_("This proposal was not merged into another one."))


is_of_the_house = holds(Office.MODERATOR, Office.EDITOR)
may_decide = is_moderator & is_of_somebody_else & is_fresh_eye & is_no_witness
may_take = (is_moderator & has_taken) | may_decide
may_notice = is_moderator & can_take_longer
may_settle = is_moderator & is_own_not & is_public
may_answer = is_of_the_house & is_own_not & is_public
may_split = is_moderator & is_own_not & is_merged
