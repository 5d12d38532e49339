"""Pictures and the document of a measure: editors add them, whoever sees the measure sees them."""

from typing import Any

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.kernel.limits import What
from bmw.kernel.rules import anyone
from bmw.kernel.text import _
from bmw.media import intake, serving
from bmw.media import queries as media
from bmw.media import service as keeping
from bmw.media.forms import DocumentForm, PictureForm, PlaceForm
from bmw.media.models import MOST
from bmw.strategy import queries, rules
from bmw.strategy.models import Measure
from bmw.strategy.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


def _around(measure: Measure) -> dict[str, Any]:
    then = _("Everybody sees the pictures on the page of the measure.")
    back = url_for("strategy.measure", reference=measure)
    return {"record": measure, "room": "strategy", "most": MOST, "then": then, "back": back}


@bp.route("/massnahmen/<ref:reference>/bilder", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.picture)
def pictures(measure: Measure) -> ResponseReturnValue:
    """An editor sees the pictures of a measure and adds one."""
    form = PictureForm.sent(record=measure)
    if form.is_complete and form.picture:
        keeping.add(measure, form.picture, form.description, current.at())
        return see("strategy.pictures", reference=measure)
    return page("media/gallery.html", form=form, pictures=media.of_record(measure), **_around(measure))


@bp.route("/massnahmen/<ref:reference>/bilder/<int:picture_id>", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def picture(measure: Measure, picture_id: int) -> ResponseReturnValue:
    """An editor says anew what can be seen, or gives a picture another place."""
    found = media.one_of(measure, picture_id) or abort(404)
    form = PlaceForm.about(found)
    if form.is_complete:
        keeping.describe(found, form.description)
        keeping.move(found, form.wanted)
        return see("strategy.pictures", reference=measure)
    return page("media/picture.html", form=form, picture=found, **_around(measure))


@bp.post("/massnahmen/<ref:reference>/bilder/<int:picture_id>/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def remove_picture(measure: Measure, picture_id: int) -> ResponseReturnValue:
    """An editor takes a picture away."""
    if found := media.one_of(measure, picture_id):
        keeping.remove(found)
    return see("strategy.pictures", reference=measure)


@bp.route("/massnahmen/<ref:reference>/dokument/bearbeiten", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.document)
def upload(measure: Measure) -> ResponseReturnValue:
    """An editor adds the document, with the same to read as a page."""
    there = media.document_of(measure)
    form = DocumentForm.sent(there, there=there is not None)
    if form.is_complete:
        keeping.attach(measure, form.document, current.at(), **form.words)
        return see("strategy.measure", reference=measure, anchor="document")
    back = url_for("strategy.measure", reference=measure)
    return page("media/document_form.html", form=form, record=measure, room="strategy", there=there, back=back)


@bp.post("/massnahmen/<ref:reference>/dokument/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def detach(measure: Measure) -> ResponseReturnValue:
    """An editor takes the document away."""
    keeping.detach(measure)
    return see("strategy.measure", reference=measure)


@bp.get("/massnahmen/<ref:reference>/dokument")
@allowed(anyone, on=queries.by_reference)
def document(measure: Measure) -> Response:
    """The document of a measure, to save; a browser never runs anything in it."""
    return serving.save(media.document_of(measure))


@bp.get("/massnahmen/<ref:reference>/dokument/lesen")
@allowed(anyone, on=queries.by_reference)
def read_document(measure: Measure) -> ResponseReturnValue:
    """The document of a measure to read as a page."""
    found = media.document_of(measure)
    if not (found and found.text):
        abort(404)
    return page("media/document.html", document=found, record=measure, room="strategy")
