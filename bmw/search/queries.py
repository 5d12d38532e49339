"""Reading everything public by its words."""

from collections.abc import Sequence

from sqlalchemy import select

from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.lookup.queries import find
from bmw.processes.models import process_field
from bmw.record.models import Record

KINDS = ("proposal", "measure", "process", "finding", "survey", "meeting")
LOOKED_AT = 100
SHOWN = 30


def results(words: str, field: Field | None = None) -> Sequence[Record]:
    """Public things with these words, the best first; with a field, only what belongs to it."""
    found = find(words, KINDS, LOOKED_AT if field else SHOWN)
    if field is None or not found:
        return found
    of_field = set(db.scalars(select(process_field.c.process_id).where(process_field.c.field_id == field.id)))
    return [each for each in found if getattr(each, "field_id", None) == field.id or each.id in of_field][:SHOWN]
