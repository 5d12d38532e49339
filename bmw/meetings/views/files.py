"""Pictures and the document of a meeting: editors add them, whoever sees the meeting sees them."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.kernel.limits import What
from bmw.kernel.text import _
from bmw.media import intake, serving
from bmw.media import queries as media
from bmw.media.shelf import Shelf
from bmw.meetings import queries, rules
from bmw.meetings.models import Meeting
from bmw.meetings.views.blueprint import bp
from bmw.ui.access import allowed

shelf = Shelf("meetings", "meetings.edit", _("Everybody who can see the meeting sees the pictures on its page."))


@bp.route("/redaktion/treffen/<ref:reference>/bilder", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.picture)
def pictures(meeting: Meeting) -> ResponseReturnValue:
    """An editor sees the pictures of a meeting and adds one."""
    return shelf.pictures(meeting)


@bp.route("/redaktion/treffen/<ref:reference>/bilder/<int:picture_id>", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def picture(meeting: Meeting, picture_id: int) -> ResponseReturnValue:
    """An editor says anew what can be seen, or gives a picture another place."""
    return shelf.picture(meeting, picture_id)


@bp.post("/redaktion/treffen/<ref:reference>/bilder/<int:picture_id>/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def remove_picture(meeting: Meeting, picture_id: int) -> ResponseReturnValue:
    """An editor takes a picture away."""
    return shelf.remove_picture(meeting, picture_id)


@bp.get("/treffen/<ref:reference>/bilder/<int:picture_id>-<int:width>.webp")
@allowed(rules.may_see, on=queries.by_reference)
def picture_file(meeting: Meeting, picture_id: int, width: int) -> Response:
    """A picture of a meeting that is not announced yet, for its editors."""
    return serving.show(media.one_of(meeting, picture_id) or abort(404), width, to_everybody=False)


@bp.route("/redaktion/treffen/<ref:reference>/dokument", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.document)
def upload(meeting: Meeting) -> ResponseReturnValue:
    """An editor adds the document, with the same to read as a page."""
    return shelf.upload(meeting)


@bp.post("/redaktion/treffen/<ref:reference>/dokument/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def detach(meeting: Meeting) -> ResponseReturnValue:
    """An editor takes the document away."""
    return shelf.detach(meeting)


@bp.get("/treffen/<ref:reference>/dokument")
@allowed(rules.may_see, on=queries.by_reference)
def document(meeting: Meeting) -> Response:
    """The document of a meeting, to save; a browser never runs anything in it."""
    return serving.save(media.document_of(meeting))


@bp.get("/treffen/<ref:reference>/dokument/lesen")
@allowed(rules.may_see, on=queries.by_reference)
def read_document(meeting: Meeting) -> ResponseReturnValue:
    """The document of a meeting to read as a page."""
    return shelf.read(meeting)
