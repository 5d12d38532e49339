"""Pages whose text editors write; who is about to leave; and when an earlier state was put back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.database import Base, Kept, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Localized


class Done(StrEnum):
    """What the town does with its accessibility statement."""

    REVIEWED = "reviewed"
    REPORTED = "reported"


class PageText(Base):
    """A page of the town in its own words: legal notice, privacy, help … It stands in place of the shipped example."""

    __tablename__ = "page_text"

    slug: Mapped[str] = mapped_column(String(30), primary_key=True)
    title: Mapped[Localized]
    text: Mapped[Localized]
    """Markdown with headings; names in braces such as {town} are filled in when it is shown."""
    changed: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class StatementStep(Base):
    """Somebody looked over the accessibility statement, or told the monitoring body of it."""

    __tablename__ = "statement_step"
    __table_args__ = (Index("ix_statement_step_done", "done", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    done: Mapped[Done] = mapped_column(Word(Done))
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(String(64))
    """The mark of what the statement said."""


class Leaving(Base):
    """Somebody wants to delete their account and waits for the mail with the code; asking again takes its place."""

    __tablename__ = "leaving"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    texts: Mapped[bool]
    """Whether the texts of public contributions go, too."""
    ends: Mapped[datetime] = mapped_column(Moment)


class Restoration(Kept, Base):
    """An earlier state of the town was put back from a backup: what was written in between is missing."""

    __tablename__ = "restoration"

    id: Mapped[int] = mapped_column(primary_key=True)
    state_of: Mapped[datetime] = mapped_column(Moment)
    """The moment whose state is there again."""
    at: Mapped[datetime] = mapped_column(Moment)
    """When it was put back."""
