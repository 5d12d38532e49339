"""Pictures and the document of a meeting: editors add them, whoever sees the meeting sees them."""

from typing import Any

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.kernel.limits import What
from bmw.kernel.text import _
from bmw.media import intake, serving
from bmw.media import queries as media
from bmw.media import service as keeping
from bmw.media.forms import DocumentForm, PictureForm, PlaceForm
from bmw.media.models import MOST
from bmw.meetings import queries, rules
from bmw.meetings.models import Meeting
from bmw.meetings.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


def _around(meeting: Meeting) -> dict[str, Any]:
    then = _("Everybody who can see the meeting sees the pictures on its page.")
    back = url_for("meetings.edit", reference=meeting)
    return {"record": meeting, "room": "meetings", "most": MOST, "then": then, "back": back}


@bp.route("/redaktion/treffen/<ref:reference>/bilder", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.picture)
def pictures(meeting: Meeting) -> ResponseReturnValue:
    """An editor sees the pictures of a meeting and adds one."""
    form = PictureForm.sent(record=meeting)
    if form.is_complete and form.picture:
        keeping.add(meeting, form.picture, form.description, current.at())
        return see("meetings.pictures", reference=meeting)
    return page("media/gallery.html", form=form, pictures=media.of_record(meeting), **_around(meeting))


@bp.route("/redaktion/treffen/<ref:reference>/bilder/<int:picture_id>", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def picture(meeting: Meeting, picture_id: int) -> ResponseReturnValue:
    """An editor says anew what can be seen, or gives a picture another place."""
    found = media.one_of(meeting, picture_id) or abort(404)
    form = PlaceForm.about(found)
    if form.is_complete:
        keeping.describe(found, form.description)
        keeping.move(found, form.wanted)
        return see("meetings.pictures", reference=meeting)
    return page("media/picture.html", form=form, picture=found, **_around(meeting))


@bp.post("/redaktion/treffen/<ref:reference>/bilder/<int:picture_id>/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def remove_picture(meeting: Meeting, picture_id: int) -> ResponseReturnValue:
    """An editor takes a picture away."""
    if found := media.one_of(meeting, picture_id):
        keeping.remove(found)
    return see("meetings.pictures", reference=meeting)


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
    there = media.document_of(meeting)
    form = DocumentForm.sent(there, there=there is not None)
    if form.is_complete:
        keeping.attach(meeting, form.document, current.at(), **form.words)
        return see("meetings.page", reference=meeting, anchor="document")
    back = url_for("meetings.edit", reference=meeting)
    return page("media/document_form.html", form=form, record=meeting, room="meetings", there=there, back=back)


@bp.post("/redaktion/treffen/<ref:reference>/dokument/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def detach(meeting: Meeting) -> ResponseReturnValue:
    """An editor takes the document away."""
    keeping.detach(meeting)
    return see("meetings.edit", reference=meeting)


@bp.get("/treffen/<ref:reference>/dokument")
@allowed(rules.may_see, on=queries.by_reference)
def document(meeting: Meeting) -> Response:
    """The document of a meeting, to save; a browser never runs anything in it."""
    return serving.save(media.document_of(meeting))


@bp.get("/treffen/<ref:reference>/dokument/lesen")
@allowed(rules.may_see, on=queries.by_reference)
def read_document(meeting: Meeting) -> ResponseReturnValue:
    """The document of a meeting to read as a page."""
    found = media.document_of(meeting)
    if not (found and found.text):
        abort(404)
    return page("media/document.html", document=found, record=meeting, room="meetings")
