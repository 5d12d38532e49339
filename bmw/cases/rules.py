"""Who may report, read a statement of reasons, and object."""

from datetime import datetime

from bmw.cases.models import Case
from bmw.kernel.rules import YES, Answer, Who, is_signed_in, no, rule
from bmw.kernel.text import _
from bmw.record.models import Record


@rule
def may_report(who: Who, record: Record, at: datetime) -> Answer:
    """Everybody may report a contribution that everybody can read."""
    if not record.is_public:
        return no(_("This contribution is not public. So there is nothing to report."))
    if getattr(record, "author_id", None) is None:
        return no(_("This is a text of the town. Please write to us with the feedback form."))
    return YES


@rule
def is_concerned(who: Who, case: Case, at: datetime) -> Answer:
    """A statement of reasons is for the author of the contribution only."""
    if case.is_restriction and case.author_id == who.id:
        return YES
    return no(_("This page is for the author of the contribution."))


@rule
def is_first_objection(who: Who, case: Case, at: datetime) -> Answer:
    """A decision can be looked at again once."""
    if case.objections:
        return no(_("You have already objected to this decision."))
    return YES


may_read_reasons = is_signed_in & is_concerned
may_object = may_read_reasons & is_first_objection
