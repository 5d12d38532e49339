"""Who proposes a change of offices, and who confirms it."""

from datetime import datetime

from bmw.accounts.models import Office, Person, clashes
from bmw.accounts.queries import by_address, holders
from bmw.accounts.rules import may_administer
from bmw.kernel.rules import YES, Answer, Who, no, rule
from bmw.kernel.text import _
from bmw.offices.models import Act, OfficeChange, Wanted

ENOUGH = 2
"""So many administrators make two people possible."""


def administrators() -> list[Person]:
    """Everybody who gives offices and can be reached."""
    return [each for each in holders(Office.ADMINISTRATOR) if each.address]


@rule
def changes_something(who: Who, wanted: Wanted, at: datetime) -> Answer:
    """An office is given to whoever has not got it, and taken from whoever has."""
    if wanted.person is None or (wanted.office in wanted.person.held) is (wanted.act is Act.TAKE):
        return YES
    return (
        no(_("Nothing would change: this person does not hold the office."))
        if wanted.act is Act.TAKE
        else no(_("Nothing would change: this person holds the office already."))
    )


@rule
def goes_together(who: Who, wanted: Wanted, at: datetime) -> Answer:
    """Whoever judges contributions does not also look up who wrote them."""
    person = wanted.person or (by_address(wanted.address) if wanted.address else None)
    if wanted.act is Act.TAKE or person is None or not clashes(wanted.office, person.held):
        return YES
    return no(
        _("Nobody both moderates and looks at identities. Please end the one office first, or ask somebody else.")
    )


@rule
def leaves_an_administrator(who: Who, wanted: Wanted, at: datetime) -> Answer:
    """Somebody must be left who gives offices."""
    if wanted.act is Act.TAKE and wanted.office is Office.ADMINISTRATOR and len(administrators()) < ENOUGH:
        return no(_("This is the last administrator. Please appoint another one first."))
    return YES


@rule
def somebody_can_confirm(who: Who, wanted: Wanted, at: datetime) -> Answer:
    """Nobody confirms their own proposal, nor one about themselves."""
    known = {each.id for each in administrators()}
    concerned = wanted.person.id if wanted.person else None
    if len(known) < ENOUGH or known - {who.id, concerned}:
        return YES
    return no(
        _("With two administrators, a change about one of them is proposed by that one and confirmed by the other.")
    )


@rule
def is_new(who: Who, wanted: Wanted, at: datetime) -> Answer:
    """The same change is proposed once."""
    return no(_("This is already proposed and waits for a second person.")) if wanted.is_waiting(at) else YES


may_propose = (
    may_administer & changes_something & goes_together & leaves_an_administrator & somebody_can_confirm & is_new
)


@rule
def is_open(who: Who, change: OfficeChange, at: datetime) -> Answer:
    """A proposal waits for seven days."""
    if change.is_open(at):
        return YES
    return no(_("This proposal is settled, or its seven days are over."))


@rule
def is_by_another(who: Who, change: OfficeChange, at: datetime) -> Answer:
    """Two people means two people."""
    return YES if change.by_id != who.id else no(_("You proposed this yourself. Another administrator confirms it."))


@rule
def is_about_another(who: Who, change: OfficeChange, at: datetime) -> Answer:
    """Nobody decides about their own offices."""
    if change.by_id == who.id or not change.concerns(who.id, getattr(who, "address", None)):
        return YES
    return no(_("This is about you. Another administrator decides about it."))


@rule
def is_still_possible(who: Who, change: OfficeChange, at: datetime) -> Answer:
    """What was proposed must still make sense when it is confirmed."""
    still = changes_something & goes_together & leaves_an_administrator
    return still(who, change.wanted, at)


may_decline = may_administer & is_open & is_about_another
may_confirm = may_administer & is_open & is_by_another & is_about_another & is_still_possible
