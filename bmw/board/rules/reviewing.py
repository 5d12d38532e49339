"""Who may score, step aside, conclude and read what others said."""

from datetime import datetime

from bmw.accounts.models import Office
from bmw.board.models import Opinion, Review
from bmw.board.states import State
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import _

LEAST = 2
"""One person alone is never the board."""

is_member = holds(Office.BOARD, Office.CHAIR)
is_chair = holds(Office.CHAIR)
may_change_criteria = holds(Office.EDITOR)


def quorum_of(members: int, conflicts: int) -> int:
    """How many opinions the board needs: half of the members without a conflict of interest, at least two."""
    return max(LEAST, -(-(members - conflicts) // 2))


def own_opinion(who: Who, review: Review) -> Opinion | None:
    """What somebody said in a review, or that they stepped aside."""
    return next((each for each in review.opinions if each.member_id == who.id), None)


@rule
def is_open(who: Who, review: Review, at: datetime) -> Answer:
    """Opinions can change until the board has concluded."""
    if review.state is State.OPEN:
        return YES
    return no(_("The board has already concluded on this finding."))


@rule
def has_no_conflict(who: Who, review: Review, at: datetime) -> Answer:
    """Whoever declared a conflict of interest takes no part."""
    own = own_opinion(who, review)
    if own is None or not own.conflict:
        return YES
    return no(_("You declared a conflict of interest, so you take no part in this review. Thank you for being open."))


@rule
def has_quorum(who: Who, review: Review, at: datetime) -> Answer:
    """The board concludes only when enough members have spoken."""
    given = len(review.given)
    if given >= review.quorum:
        return YES
    return no(
        _(
            "The board needs %(quorum)s opinions for a conclusion (half of the members without a conflict of interest, "
            "at least two). So far it has %(given)s.",
            quorum=review.quorum,
            given=given,
        )
    )


may_opine = is_member & is_open & has_no_conflict
may_conclude = is_chair & is_open & has_no_conflict & has_quorum


@rule
def may_read_others(who: Who, review: Review, at: datetime) -> Answer:
    """Members read each other's opinions once they have given their own; the chair and a closed review need none.

    Whoever stepped aside takes no part, so they do not read along while the others deliberate either.
    """
    if not is_member(who, review, at):
        return no(_("The opinions of single members stay within the board. Everybody can read its conclusion."))
    if review.state is State.OPEN and not (answer := has_no_conflict(who, review, at)):
        return answer
    if review.state is State.CONCLUDED or Office.CHAIR in who.offices or own_opinion(who, review):
        return YES
    return no(_("You can read the opinions of the others as soon as you have written yours."))
