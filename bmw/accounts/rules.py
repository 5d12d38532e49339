"""Who may look after an account, and who gives offices."""

from datetime import datetime

from bmw.accounts.models import Appointment, BrowserSession, Office, Person
from bmw.kernel.rules import YES, Answer, Who, anyone, holds, is_signed_in, no, rule
from bmw.kernel.text import _

__all__ = ["anyone", "is_signed_in", "may_administer", "may_end", "may_leave"]

may_administer = holds(Office.ADMINISTRATOR)


@rule
def may_end(who: Who, session: BrowserSession, at: datetime) -> Answer:
    """People end their own sessions only."""
    return YES if session.person_id == who.id else no(_("This is not one of your sessions."))


@rule
def _leaves_somebody(who: Who, ending: Appointment, at: datetime) -> Answer:
    """Somebody must be left who gives offices."""
    if ending.office is Office.ADMINISTRATOR and ending.is_last:
        return no(_("This is the last administrator. Please appoint another one first."))
    return YES


@rule
def _may_go(who: Who, on: object, at: datetime) -> Answer:
    """The last administrator stays until there is another one."""
    held = who.appointments if isinstance(who, Person) else []
    return next((answer for each in held if not (answer := _leaves_somebody(who, each, at))), YES)


may_leave = is_signed_in & _may_go
