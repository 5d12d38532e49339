"""Who may report, read a statement of reasons, and object."""

from datetime import datetime

from bmw.cases.models import Case, Decision, Kind
from bmw.kernel.clock import in_words
from bmw.kernel.rules import YES, Answer, Who, anyone, is_signed_in, no, rule
from bmw.kernel.text import _
from bmw.record.models import Record


@rule
def may_report(who: Who, record: Record, at: datetime) -> Answer:
    """Everybody may report anything that everybody can read."""
    if record.is_public:
        return YES
    return no(_("This contribution is not public. So there is nothing to report."))


@rule
def is_concerned(who: Who, case: Case, at: datetime) -> Answer:
    """A statement of reasons is for the author of the contribution only, and each decision has one."""
    if case.is_restriction and case.is_decided_itself and case.author_id == who.id:
        return YES
    return no(_("This page is for the author of the contribution."))


@rule
def is_report(who: Who, case: Case, at: datetime) -> Answer:
    """A receipt belongs to a report, or to the objection of whoever brought it."""
    if case.kind in (Kind.REPORTED, Kind.DISAGREED):
        return YES
    return no(_("This is not the receipt of a report."))


@rule
def was_left(who: Who, case: Case, at: datetime) -> Answer:
    """Only a report that changed nothing leaves something to object to."""
    if case.kind is Kind.REPORTED and case.decision is Decision.KEPT:
        return YES
    return no(_("There is no decision here that you could object to."))


@rule
def is_first_objection(who: Who, case: Case, at: datetime) -> Answer:
    """A decision can be looked at again once."""
    if case.objections:
        return no(_("You have already objected to this decision."))
    return YES


@rule
def is_in_time(who: Who, case: Case, at: datetime) -> Answer:
    """Six months are time enough to object."""
    if case.objection_ends is None or at < case.objection_ends:
        return YES
    return no(_("You could object until %(date)s. That time is over.", date=in_words(case.objection_ends)))


@rule
def still_stands(who: Who, case: Case, at: datetime) -> Answer:
    """What was lifted needs no objection."""
    if case.lifted is None:
        return YES
    if case.decision is Decision.RENAMED:
        return no(_("This decision was lifted. You can choose your name again in your profile."))
    return no(_("This decision was lifted. Your contribution is visible to everybody."))


may_read_reasons = is_signed_in & is_concerned
may_object = may_read_reasons & is_first_objection & still_stands & is_in_time
may_see_receipt = anyone & is_report
may_disagree = may_see_receipt & was_left & is_first_objection & is_in_time
