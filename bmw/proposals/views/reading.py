"""Reading proposals: the list, one of them, its editions, the place of a comment, similar ones."""

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from bmw.comments import queries as comments
from bmw.comments.models import Comment
from bmw.kernel.rules import anyone
from bmw.kernel.text import Sentence, _
from bmw.media.queries import first_of
from bmw.proposals import queries, rules
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.proposals.views.blueprint import bp
from bmw.proposals.views.showing import show
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

SORTS: dict[str, Sentence] = {
    "neu": _("Newest"),
    "unterstuetzt": _("Most supported"),
    "diskutiert": _("Most discussed"),
    "entschieden": _("Recently decided"),
}


@bp.get("")
@allowed(anyone)
def index() -> ResponseReturnValue:
    """All public proposals, filtered and sorted."""
    filters, asked = queries.filters(), _asked()
    found = queries.public_page(
        filters.field(asked["feld"]),
        filters.process(asked["verfahren"]),
        filters.district(asked["stadtteil"]),
        asked["sort"],
        request.args.get("ab"),
    )
    pictures = first_of(found.items)
    context: dict[str, Any] = {"filters": filters, "asked": asked, "sorts": SORTS, "address": _address}
    return page("proposals/index.html", found=found, pictures=pictures, **context)


def _asked() -> dict[str, str]:
    """What the address asks for; an unknown sort is the newest first."""
    asked = {name: request.args.get(name, "")[:80] for name in ("feld", "verfahren", "stadtteil", "sort")}
    return {**asked, "sort": asked["sort"] if asked["sort"] in SORTS else "neu"}


def _address(**changed: str) -> str:
    """The address of this list with something changed."""
    asked = {**_asked(), **changed}
    given = {name: value for name, value in asked.items() if value and (name, value) != ("sort", "neu")}
    return url_for("proposals.index", **given)  # type: ignore[arg-type]  # names of the query, none of Flask's own


@bp.get("/<ref:reference>", endpoint="page")
@allowed(rules.may_see, on=queries.by_reference)
def page_of(proposal: Proposal) -> ResponseReturnValue:
    """A proposal: what it says, how it stands, and what became of it."""
    if proposal.state is State.DRAFT:
        return see("proposals.preview", reference=proposal)
    return show(proposal)


@bp.get("/<ref:reference>/fassungen")
@allowed(rules.may_read_all, on=queries.by_reference)
def editions(proposal: Proposal) -> ResponseReturnValue:
    """Every wording a proposal ever had."""
    return page("proposals/editions.html", proposal=proposal, editions=queries.editions(proposal))


@bp.get("/kommentar/<ref:reference>")
@allowed(anyone, on=comments.by_reference)
def comment(comment: Comment) -> ResponseReturnValue:
    """The way to the place of a comment."""
    proposal = queries.of_thread(comment.thread_id)
    place = comments.cursor_of(comment)
    return see("proposals.page", reference=proposal, kommentare=place, anchor=f"kommentar-{comment.reference}")


@bp.get("/aehnliche")
@allowed(anyone)
def similar() -> ResponseReturnValue:
    """Proposals like the one that somebody is writing, for the script on the form."""
    found = queries.similar(request.args.get("text", "")[:2000])
    return jsonify(
        items=[
            {
                "title": each.title,
                "lang": each.language,
                "dir": each.headline.dir,
                "url": url_for("proposals.page", reference=each),
                "text": ngettext("%(num)s supporter", "%(num)s supporters", each.supporters),
            }
            for each in found
        ]
    )
