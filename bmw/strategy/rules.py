"""Who may plan and change measures, and what a measure can be planned from."""

from datetime import datetime

from bmw.accounts.models import Office
from bmw.board.models import Review
from bmw.board.states import State
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import _

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
