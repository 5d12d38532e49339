"""Who corrects a conclusion, and who confirms that."""

from datetime import datetime

from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holders
from bmw.board.models import Correction, Review
from bmw.board.rules.reviewing import has_no_conflict, is_chair
from bmw.board.states import State
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import _


def confirmers(review: Review, but: int | None) -> list[Person]:
    """Who could be the second person: administrators, and members who reviewed it; nobody who stepped aside."""
    spoke, aside = {each.member_id for each in review.given}, {each.member_id for each in review.aside}
    members = [each for each in holders(Office.BOARD, Office.CHAIR) if each.id in spoke]
    found = {each.id: each for each in (*holders(Office.ADMINISTRATOR), *members) if each.address}
    return [person for key, person in found.items() if key != but and key not in aside]


@rule
def is_concluded(who: Who, review: Review, at: datetime) -> Answer:
    """Only what is concluded can be corrected."""
    if review.state is State.CONCLUDED:
        return YES
    return no(_("The board has not concluded yet. So there is nothing to correct."))


@rule
def none_waits(who: Who, review: Review, at: datetime) -> Answer:
    """One correction at a time."""
    if review.waiting_correction(at) is None:
        return YES
    return no(_("A correction waits for a second person already."))


@rule
def waits(who: Who, correction: Correction, at: datetime) -> Answer:
    """A correction waits for seven days."""
    if correction.is_open(at):
        return YES
    return no(_("This correction is settled, or its seven days are over."))


@rule
def could_confirm(who: Who, correction: Correction, at: datetime) -> Answer:
    """A second person is an administrator, or a member who reviewed the finding."""
    if correction.by_id == who.id:
        return no(_("You proposed this correction yourself. Somebody else confirms it."))
    works = who.offices & {Office.ADMINISTRATOR, Office.BOARD, Office.CHAIR}
    if works and who.id in {each.id for each in confirmers(correction.review, correction.by_id)}:
        return YES
    return no(_("A correction is confirmed by an administrator or by a member of the board who reviewed the finding."))


@rule
def is_own(who: Who, correction: Correction, at: datetime) -> Answer:
    """Whoever proposed a correction can take it back."""
    return (
        YES if who.offices and correction.by_id == who.id else no(_("Only the chair who proposed it can take it back."))
    )


may_correct = is_chair & is_concluded & has_no_conflict & none_waits
has_their_office = holds(Office.ADMINISTRATOR, Office.BOARD, Office.CHAIR)
may_confirm = has_their_office & waits & could_confirm
may_decline = has_their_office & waits & (is_own | could_confirm)
