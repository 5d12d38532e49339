"""Looking after the pictures and the document of a text of the town: the same pages in every room that has some."""

from dataclasses import dataclass
from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from bmw.kernel.text import Sentence
from bmw.media import queries, service
from bmw.media.forms import DocumentForm, PictureForm, PlaceForm
from bmw.media.models import MOST
from bmw.record.models import Record
from bmw.ui import current
from bmw.ui.pages import page, see


@dataclass(frozen=True)
class Shelf:
    """The pictures and documents of one room, as those see them who put them there."""

    room: str
    desk: str
    """The page to which people go back when they are done."""
    then: Sentence
    """Who sees a picture."""

    def pictures(self, record: Record) -> ResponseReturnValue:
        """The pictures that are there, and one more."""
        form = PictureForm.sent(record=record)
        if form.is_complete and form.picture:
            service.add(record, form.picture, form.description, current.at())
            return see(f"{self.room}.pictures", reference=record)
        return page("media/gallery.html", form=form, pictures=queries.of_record(record), **self._around(record))

    def picture(self, record: Record, picture_id: int) -> ResponseReturnValue:
        """What can be seen in a picture is said anew, or it gets another place."""
        found = queries.one_of(record, picture_id) or abort(404)
        form = PlaceForm.about(found)
        if form.is_complete:
            service.describe(found, form.description)
            service.move(found, form.wanted)
            return see(f"{self.room}.pictures", reference=record)
        return page("media/picture.html", form=form, picture=found, **self._around(record))

    def remove_picture(self, record: Record, picture_id: int) -> ResponseReturnValue:
        """A picture is taken away; doing it twice is no mistake."""
        if found := queries.one_of(record, picture_id):
            service.remove(found)
        return see(f"{self.room}.pictures", reference=record)

    def upload(self, record: Record) -> ResponseReturnValue:
        """The document is put there, with the same to read as a page."""
        there = queries.document_of(record)
        form = DocumentForm.sent(there, there=there is not None)
        if form.is_complete:
            service.attach(record, form.document, current.at(), **form.words)
            return see(record.page, reference=record, anchor="document")
        return page("media/document_form.html", form=form, there=there, **self._around(record))

    def detach(self, record: Record) -> ResponseReturnValue:
        """The document is taken away."""
        service.detach(record)
        return see(self.desk, reference=record)

    def read(self, record: Record) -> ResponseReturnValue:
        """The document as a page, for everybody who sees the text it belongs to."""
        found = queries.document_of(record)
        if not (found and found.text):
            abort(404)
        return page("media/document.html", document=found, record=record, room=self.room)

    def _around(self, record: Record) -> dict[str, Any]:
        back = url_for(self.desk, reference=record)
        return {"record": record, "room": self.room, "most": MOST, "then": self.then, "back": back}
