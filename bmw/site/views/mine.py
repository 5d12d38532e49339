"""My page: what I wrote and what became of it, what I follow and support."""

from typing import cast

from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.kernel.rules import is_signed_in
from bmw.notifications.queries import inbox
from bmw.offices.models import REASONS
from bmw.offices.queries import looks_told
from bmw.proposals.states import State
from bmw.record.queries import consequences_of, followed_by, stages_of
from bmw.site import queries
from bmw.site.standing import COMMENTS, outcome
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page


def _me() -> Person:
    return cast(Person, current.who())


@bp.get("/<lang:lang>/meine-seite")
@allowed(is_signed_in)
def mine() -> ResponseReturnValue:
    """What I wrote and what became of it."""
    me = _me()
    proposals, comments = queries.written(me)
    became = consequences_of(proposals)
    return page(
        "site/mine.html",
        drafts=[each for each in proposals if each.state is State.DRAFT],
        proposals=[each for each in proposals if each.state is not State.DRAFT],
        outcome=outcome,
        comment_states=COMMENTS,
        stages={id: stages_of(later, back=False) for id, later in became.items()},
        comments=comments,
        supported=queries.supported(me),
        followed=[each for each in followed_by(me.id) if each.page],
        messages=inbox(me.id, most=5),
        looks=looks_told(me.id, current.at()),
        look_reasons=REASONS,
    )
