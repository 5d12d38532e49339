"""Pictures and documents; each belongs to a record and is as public as that."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.kernel.database import Base, Moment
from bmw.kernel.text import direction_of
from bmw.media.sizes import widths_of
from bmw.record.models import Record

MOST = 4
"""Pictures of one text."""
DESCRIPTION = 250
TITLE = 160
KEY = 32


class Picture(Base):
    """A picture that belongs to a text, with a description for whoever does not see it."""

    __tablename__ = "picture"
    __table_args__ = (
        Index("ix_picture_record", "record_id", "position"),
        CheckConstraint("decorative OR alt <> ''", name="described"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(KEY), unique=True)
    """What its files begin with; nobody can guess it."""
    width: Mapped[int]
    height: Mapped[int]
    """Size of the largest file in dots."""
    alt: Mapped[str] = mapped_column(String(DESCRIPTION), default="")
    language: Mapped[str] = mapped_column(String(12), default="")
    """Of the description (BCP 47); empty when nobody knows."""
    decorative: Mapped[bool] = mapped_column(default=False)
    """Somebody said so: whoever does not see it misses nothing."""
    added: Mapped[datetime] = mapped_column(Moment)

    record: Mapped[Record] = relationship()

    @property
    def widths(self) -> list[int]:
        """The widths in which it is kept, the largest last."""
        return widths_of(self.width)

    @property
    def files(self) -> list[str]:
        """The names of its files."""
        return [file_of(self.name, width) for width in self.widths]

    @property
    def dir(self) -> str:
        """In which direction its description runs."""
        return direction_of(self.language)


def file_of(key: str, width: int) -> str:
    """What the file of a picture in one width is called."""
    return f"{key}-{width}.webp"


class Document(Base):
    """The one PDF of a text of the town, what was seen in it, and the same to read as a page."""

    __tablename__ = "document"

    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    """Of its file."""
    title: Mapped[str] = mapped_column(String(TITLE))
    size: Mapped[int]
    """Bytes."""
    pages: Mapped[int | None]
    """Nothing where a document of earlier times was never looked through."""
    tagged: Mapped[bool] = mapped_column(default=False)
    named: Mapped[bool] = mapped_column(default=False)
    """Whether it says in which language it is, and what it is called."""
    open: Mapped[bool] = mapped_column(default=False)
    """Whether programs that read aloud may get at its words."""
    words: Mapped[bool] = mapped_column(default=False)
    """Whether it has letters at all; a scan has none."""
    text: Mapped[str] = mapped_column(Text, default="")
    """What stands in it, as a page (German)."""
    without: Mapped[str] = mapped_column(Text, default="")
    """Why there is no such page."""
    added: Mapped[datetime] = mapped_column(Moment)

    record: Mapped[Record] = relationship()

    @property
    def is_marked_up(self) -> bool:
        """Whether everything is there that a program needs to read it aloud; no machine can tell if it is right."""
        return self.tagged and self.named and self.open and self.words
