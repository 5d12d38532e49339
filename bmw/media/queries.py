"""Reading what pictures and documents there are."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, select

from bmw.kernel.database import db
from bmw.kernel.files import path_of
from bmw.media.models import Document, Picture
from bmw.record.models import Record
from bmw.record.queries import accompany


def of_record(record: Record) -> Sequence[Picture]:
    """The pictures of a text, in their order."""
    mine = select(Picture).where(Picture.record_id == record.id)
    return db.scalars(mine.order_by(Picture.position, Picture.id)).all()


def how_many(record: Record) -> int:
    """How many pictures a text has."""
    return db.scalar(select(func.count()).select_from(Picture).where(Picture.record_id == record.id)) or 0


def first_of(records: Iterable[Record]) -> dict[int, Picture]:
    """The first picture of each of these texts that has one, by the id of the text."""
    ids = [each.id for each in records]
    found = db.scalars(select(Picture).where(Picture.record_id.in_(ids)).order_by(Picture.position.desc(), Picture.id))
    return {each.record_id: each for each in found} if ids else {}


def one_of(record: Record, picture_id: int) -> Picture | None:
    """A picture of just this text."""
    found = db.get(Picture, picture_id)
    return found if found and found.record_id == record.id else None


def named(name: str) -> Picture | None:
    """The picture whose files begin like this, with the text it belongs to."""
    found = db.scalar(select(Picture).where(Picture.name == name))
    return accompany([found], "record")[0] if found else None


def document_of(record: Record) -> Document | None:
    """The document of a text."""
    return db.get(Document, record.id)


def in_use(names: Collection[str]) -> set[str]:
    """Which of these files belong to something."""
    keys = {name.partition("-")[0] for name in names if name.endswith(".webp")}
    drawn = db.scalars(select(Picture).where(Picture.name.in_(keys)))
    written = db.scalars(select(Document.name).where(Document.name.in_(names)))
    return {*(file for each in drawn for file in each.files), *written}


def waits(name: str) -> bool:
    """Whether a file lies in the folder and belongs to nothing yet."""
    return path_of(name) is not None and not in_use([name])
