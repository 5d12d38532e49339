"""Who may plan and change measures, and what a measure can be planned from."""

from datetime import datetime

from bmw.accounts.models import Office
from bmw.board.models import Review
from bmw.board.states import State
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import _
from bmw.strategy.models import Milestone

may_edit = holds(Office.EDITOR)


@rule
def is_favourable(who: Who, review: Review, at: datetime) -> Answer:
    """A measure comes from a conclusion in which the board recommends the finding."""
    if review.state is not State.CONCLUDED:
        return no(
            _("The advisory board has not concluded yet. A measure can be planned once it recommends the finding.")
        )
    if review.is_favourable:
        return YES
    return no(_("The advisory board did not recommend this finding, so no measure can be planned from it."))


@rule
def is_ahead(who: Who, milestone: Milestone, at: datetime) -> Answer:
    """What is reached or given up is behind us."""
    if milestone.is_ahead:
        return YES
    return no(_("This milestone was reached or given up. It stays as it is."))


@rule
def was_not_given_up(who: Who, milestone: Milestone, at: datetime) -> Answer:
    """A milestone that was given up cannot be reached any more."""
    return no(_("This milestone was given up. Please set a new one.")) if milestone.given_up else YES


may_reach = may_edit & was_not_given_up
may_give_up = may_edit & is_ahead
