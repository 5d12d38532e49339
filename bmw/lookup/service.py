"""Records are put into the index and taken out, in the transaction of what happened."""

from sqlalchemy import delete, insert

from bmw.kernel.database import db
from bmw.kernel.text import Localized
from bmw.lookup.models import lookup
from bmw.lookup.words import words
from bmw.record.models import Record

Findable = str | Localized


def put(record: Record, language: str, title: Findable, text: Findable) -> None:
    """Make a record findable by its title and text; a town text by the words of all its languages.

    `language` is the tag of a plain text; all languages are folded alike today.
    """
    remove(record)
    row = {"rowid": record.id, "kind": record.kind, "title": _folded(title), "body": _folded(text)}
    db.execute(insert(lookup).values(row))


def remove(record: Record) -> None:
    """A record is not found any more."""
    db.execute(delete(lookup).where(lookup.c.rowid == record.id))


def _folded(text: Findable) -> str:
    return " ".join(words(" ".join(text.values()) if isinstance(text, Localized) else text))
