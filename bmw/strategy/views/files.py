"""Pictures and the document of a measure: editors add them, whoever sees the measure sees them."""

from flask import Response
from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.kernel.limits import What
from bmw.kernel.rules import anyone
from bmw.kernel.text import _
from bmw.media import intake, serving
from bmw.media import queries as media
from bmw.media.shelf import Shelf
from bmw.strategy import queries, rules
from bmw.strategy.models import Measure
from bmw.strategy.views.room import bp
from bmw.ui.access import allowed

shelf = Shelf("strategy", "strategy.measure", _("Everybody sees the pictures on the page of the measure."))


@bp.route("/massnahmen/<ref:reference>/bilder", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.picture)
def pictures(measure: Measure) -> ResponseReturnValue:
    """An editor sees the pictures of a measure and adds one."""
    return shelf.pictures(measure)


@bp.route("/massnahmen/<ref:reference>/bilder/<int:picture_id>", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def picture(measure: Measure, picture_id: int) -> ResponseReturnValue:
    """An editor says anew what can be seen, or gives a picture another place."""
    return shelf.picture(measure, picture_id)


@bp.post("/massnahmen/<ref:reference>/bilder/<int:picture_id>/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def remove_picture(measure: Measure, picture_id: int) -> ResponseReturnValue:
    """An editor takes a picture away."""
    return shelf.remove_picture(measure, picture_id)


@bp.route("/massnahmen/<ref:reference>/dokument/bearbeiten", methods=["GET", "POST"])
@intake.accepts_files
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.FILE), prepared=intake.document)
def upload(measure: Measure) -> ResponseReturnValue:
    """An editor adds the document, with the same to read as a page."""
    return shelf.upload(measure)


@bp.post("/massnahmen/<ref:reference>/dokument/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def detach(measure: Measure) -> ResponseReturnValue:
    """An editor takes the document away."""
    return shelf.detach(measure)


@bp.get("/massnahmen/<ref:reference>/dokument")
@allowed(anyone, on=queries.by_reference)
def document(measure: Measure) -> Response:
    """The document of a measure, to save; a browser never runs anything in it."""
    return serving.save(media.document_of(measure))


@bp.get("/massnahmen/<ref:reference>/dokument/lesen")
@allowed(anyone, on=queries.by_reference)
def read_document(measure: Measure) -> ResponseReturnValue:
    """The document of a measure to read as a page."""
    return shelf.read(measure)
