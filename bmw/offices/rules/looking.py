"""Who looks at an identity, and who takes a table along."""

from datetime import datetime

from bmw.accounts.models import Office, Person
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import _
from bmw.offices.models import Export
from bmw.record.models import Record

looks_at_identities = holds(Office.IDENTITIES)
exports = holds(Office.EXPORT)


@rule
def has_an_account_behind(who: Who, record: Record, at: datetime) -> Answer:
    """Only what somebody wrote with an account that still exists leads to an address."""
    author = getattr(record, "author", None)
    if isinstance(author, Person) and author.address:
        return YES
    return no(_("No account stands behind this: the town wrote it, it was taken over, or its author has left."))


may_look = looks_at_identities & has_an_account_behind


@rule
def is_own_and_fresh(who: Who, export: Export, at: datetime) -> Answer:
    """A table is fetched by whoever asked for it, within the hour."""
    if export.by_id == who.id and (at - export.at).total_seconds() < 3600:
        return YES
    return no(_("This table was for somebody else, or it is older than an hour. Please ask for a new one."))


may_fetch = exports & is_own_and_fresh
