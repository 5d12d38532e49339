"""Pictures of a proposal: its author adds, describes, orders and removes them; whoever may read it sees them."""

from typing import Any

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.kernel.limits import What
from bmw.kernel.text import _
from bmw.media import intake
from bmw.media import queries as media
from bmw.media.models import MOST
from bmw.media.serving import show as show_file
from bmw.proposals import queries, rules, service
from bmw.proposals.forms import OwnPictureForm, OwnPlaceForm
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.proposals.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


def _around(proposal: Proposal) -> dict[str, Any]:
    """What both pages show around their form."""
    draft = proposal.state is State.DRAFT
    then = _("Only you see the draft. Moderators look at text and pictures once you hand it in.")
    if not draft:
        then = _("Pictures appear where your text appears. A moderator looks at each change.")
    back = url_for("proposals.preview" if draft else "proposals.page", reference=proposal)
    return {"record": proposal, "room": "proposals", "most": MOST, "then": then, "back": back}


@bp.route("/<ref:reference>/bilder", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.picture)
def pictures(proposal: Proposal) -> ResponseReturnValue:
    """The author sees the pictures of a proposal and adds one."""
    form = OwnPictureForm.sent(language=proposal.language, record=proposal)
    if form.is_complete and form.picture:
        service.illustrate(proposal, form.picture, form.description, current.at())
        return see("proposals.pictures", reference=proposal)
    return page("media/gallery.html", form=form, pictures=media.of_record(proposal), **_around(proposal))


@bp.route("/<ref:reference>/bilder/<int:picture_id>", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.CHANGE))
def picture(proposal: Proposal, picture_id: int) -> ResponseReturnValue:
    """The author says anew what can be seen, or gives a picture another place."""
    found = media.one_of(proposal, picture_id) or abort(404)
    form = OwnPlaceForm.about(found)
    if form.is_complete:
        service.redescribe(proposal, found, form.description, form.wanted, current.at())
        return see("proposals.pictures", reference=proposal)
    return page("media/picture.html", form=form, picture=found, **_around(proposal))


@bp.post("/<ref:reference>/bilder/<int:picture_id>/entfernen")
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.CHANGE))
def remove_picture(proposal: Proposal, picture_id: int) -> ResponseReturnValue:
    """The author takes a picture away."""
    found = media.one_of(proposal, picture_id)
    if found:
        service.unillustrate(proposal, found, current.at())
    return see("proposals.pictures", reference=proposal)


@bp.get("/<ref:reference>/bilder/<int:picture_id>-<int:width>.webp")
@allowed(rules.may_read_all, on=queries.by_reference)
def picture_file(proposal: Proposal, picture_id: int, width: int) -> Response:
    """A picture that is not public, for its author and the moderators."""
    return show_file(media.one_of(proposal, picture_id) or abort(404), width, to_everybody=False)
