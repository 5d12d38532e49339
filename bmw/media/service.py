"""Pictures and documents are put to a text, described, put in order, and taken away."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import select

from bmw.kernel import files
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.media import queries
from bmw.media.models import MOST, Document, Picture
from bmw.media.plans import Description, KeptDocument, KeptPicture
from bmw.record.models import Record

WAITS = timedelta(days=1)
"""So long a picture lies in the folder whose description is still missing."""
AT_ONCE = 200


def add(record: Record, kept: KeptPicture, said: Description, at: datetime) -> Picture:
    """A picture is put to a text, behind those that are there."""
    there = queries.of_record(record)
    if len(there) >= MOST:
        raise NotPossible(f"record {record.id} has {MOST} pictures")
    new = Picture(record=record, name=kept.key, width=kept.width, height=kept.height, added=at)
    new.position = there[-1].position + 1 if there else 1
    describe(new, said)
    db.add(new)
    db.flush()
    return new


def describe(picture: Picture, said: Description) -> None:
    """Somebody says what can be seen, or that it is only decoration."""
    picture.alt, picture.language, picture.decorative = said.alt, said.language, said.decorative


def move(picture: Picture, place: int) -> None:
    """A picture gets another place among those of its text, counted from one."""
    others = [each for each in queries.of_record(picture.record) if each.id != picture.id]
    others.insert(place - 1, picture)
    for position, each in enumerate(others, 1):
        each.position = position


def remove(picture: Picture) -> None:
    """A picture is taken away; its files go with it."""
    files.discard(*picture.files)
    db.delete(picture)
    db.flush()


class Page(TypedDict):
    """What a document is called, and the same to read as a page, or why there is no such page."""

    title: str
    text: str
    without: str


def attach(record: Record, kept: KeptDocument | None, at: datetime, **page: Unpack[Page]) -> Document:
    """A document is put to a text of the town, in place of the one that was there; or that one stays, and its words
    change."""
    document = queries.document_of(record)
    if kept is not None:
        detach(record)
        document = Document(record_id=record.id, added=at, **asdict(kept))
        db.add(document)
    if document is None:
        raise NotPossible(f"record {record.id} has no document")
    document.title, document.text, document.without = page["title"], page["text"], page["without"]
    db.flush()
    return document


def detach(record: Record) -> None:
    """The document of a text is taken away; its file goes with it."""
    document = queries.document_of(record)
    if document is not None:
        files.discard(document.name)
        db.delete(document)
        db.flush()


def forget(record: Record) -> None:
    """A text is gone for good, and with it every picture and document that belonged to it."""
    for picture in db.scalars(select(Picture).where(Picture.record_id == record.id)).all():
        remove(picture)
    detach(record)


def clear_away(at: datetime) -> None:
    """Files that belong to nothing go after a day."""
    old = sorted(files.older_than(at - WAITS))
    for begin in range(0, len(old), AT_ONCE):
        names = old[begin : begin + AT_ONCE]
        for name in set(names) - queries.in_use(names):
            files.remove(name)
