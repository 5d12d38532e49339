"""Who may change second factors, and who may help those who have lost theirs."""

from datetime import datetime

from bmw.accounts.factors.models import Factor, Reset
from bmw.accounts.models import Person
from bmw.accounts.presence import RECENT
from bmw.accounts.rules import is_signed_in, may_administer
from bmw.kernel.confirming import UNCONFIRMED
from bmw.kernel.rules import YES, Answer, Who, no, rule
from bmw.kernel.text import _

AGAIN = Answer(False, _("Please confirm with your second factor once more. It was too long ago."), confirm=True)


def _is_recent(who: Who, at: datetime) -> bool:
    return isinstance(who, Person) and at - who.confirmed_at <= RECENT


@rule
def _has_confirmed_lately(who: Who, on: object, at: datetime) -> Answer:
    """Only who has confirmed in the last minutes changes factors; the very first one needs none."""
    if Factor.count_of(who.id) == 0 or _is_recent(who, at):
        return YES
    return UNCONFIRMED if who.held and not who.offices else AGAIN


@rule
def _holds_an_office(who: Who, on: object, at: datetime) -> Answer:
    """Only offices need a second factor."""
    return YES if who.held else no(_("Only people with an office need a second factor."))


@rule
def _has_something_to_confirm(who: Who, on: object, at: datetime) -> Answer:
    """People with an office confirm; who had one may still do so, to take their factors away."""
    return YES if Factor.count_of(who.id) else _holds_an_office(who, on, at)


@rule
def _is_own(who: Who, factor: Factor, at: datetime) -> Answer:
    """Everybody looks after their own."""
    return YES if factor.person_id == who.id else no(_("This is not a second factor of yours."))


@rule
def _is_not_the_last(who: Who, factor: Factor, at: datetime) -> Answer:
    """Who holds an office keeps at least one."""
    if who.held and Factor.count_of(who.id) <= 1:
        return no(_("This is your only second factor, and your office needs one. Please add another one first."))
    return YES


@rule
def _has_a_factor(who: Who, on: object, at: datetime) -> Answer:
    """Recovery codes stand beside a factor."""
    return YES if Factor.count_of(who.id) else no(_("Please set up a second factor first."))


@rule
def _is_somebody_elses(who: Who, reset: Reset, at: datetime) -> Answer:
    """Nobody approves their own request."""
    if reset.person_id == who.id:
        return no(_("Another administrator has to approve this."))
    return YES if reset.due is None else no(_("This was approved already."))


@rule
def _is_mine_or_i_administer(who: Who, reset: Reset, at: datetime) -> Answer:
    """The person concerned and every administrator can stop it."""
    return YES if reset.person_id == who.id else may_administer(who, reset, at)


may_see = is_signed_in
may_confirm = is_signed_in & _has_something_to_confirm
may_add = is_signed_in & _holds_an_office & _has_confirmed_lately
may_rename = is_signed_in & _is_own
may_remove = is_signed_in & _is_own & _has_confirmed_lately & _is_not_the_last
may_make_codes = is_signed_in & _has_a_factor & _has_confirmed_lately
may_ask_for_help = is_signed_in & _holds_an_office & _has_a_factor
may_approve = may_administer & _is_somebody_elses
may_cancel = is_signed_in & _is_mine_or_i_administer
