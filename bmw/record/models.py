"""Records, their steps, their links and who follows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word as Kept
from bmw.kernel.text import Localized, Reading, Sentence
from bmw.record.words import SAID, Relation, Word


class Record(Base):
    """Something with a public life; each kind of thing is a table of its own that shares its id."""

    __tablename__ = "record"
    __table_args__: Any = (UniqueConstraint("kind", "reference"),)
    __mapper_args__: Any = {"polymorphic_on": "kind", "polymorphic_identity": "record"}

    page: ClassVar[str] = ""
    """Name of the page that shows it; its address takes `reference`."""

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(16), index=True)
    """The number people say on the phone: `2026-00123`."""
    language: Mapped[str] = mapped_column(String(12), default="")
    """BCP 47 tag of the original text; empty when nobody knows."""
    created: Mapped[datetime] = mapped_column(Moment)

    @classmethod
    def kind_of(cls) -> str:
        """The word for this kind of record: `proposal`, `finding`, `measure` …"""
        return str(cls.__mapper__.polymorphic_identity)

    @property
    def headline(self) -> Reading:
        """What the thing is called, in its original language."""
        return Reading.of(self.reference, "")

    def reading(self, lang: str) -> Reading:
        """What the thing is called, for a reader of this language."""
        title = getattr(self, "title", None)
        return title.reading(lang) if isinstance(title, Localized) else self.headline

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return False

    @property
    def keeps_its_place(self) -> bool:
        """Whether a sentence stands where its text was public and is hidden now."""
        return False

    @property
    def in_short(self) -> Sentence:
        """What came out of it, in a few words; nothing where that does not apply."""
        return ""

    @property
    def turn(self) -> "Turn | None":
        """What it means for the contributions behind it, where that is said nowhere else in their journey."""
        return None

    @property
    def is_emptied(self) -> bool:
        """Whether its author took the words away for good; place and numbers stay."""
        return False

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers that say how much it was supported; frozen when it becomes a source."""
        return {}


@dataclass(frozen=True)
class Turn:
    """What a later thing means for the contributions behind it: when it came, and in words."""

    at: datetime
    word: Word
    sentence: Sentence


class Counter(Base):
    """The last number given out for one kind of record in one year."""

    __tablename__ = "record_counter"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Step(Base):
    """One thing that happened to a record: word and time, open to all; never text, never a name."""

    __tablename__ = "step"
    __table_args__ = (Index("ix_step_record", "record_id", "id"), Index("ix_step_word", "word", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    word: Mapped[Word] = mapped_column(Kept(Word))
    at: Mapped[datetime] = mapped_column(Moment)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    """The other record this step is about: the finding it went into, the proposal it was merged with."""
    public: Mapped[bool] = mapped_column(default=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 over salt and canonical content; without the salt it says nothing."""

    record: Mapped[Record] = relationship(foreign_keys=[record_id])
    other: Mapped[Record | None] = relationship(foreign_keys=[other_id])

    @property
    def sentence(self) -> Sentence:
        """What happened, in words for everybody."""
        return SAID[self.word]


class Behind(Base):
    """What stands behind a step and may be erased: the salt, who did it, and a note for the town hall."""

    __tablename__ = "step_behind"

    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    note: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Seal(Base):
    """A checksum over every step so far: whoever noted an earlier one notices when the record is changed in secret."""

    __tablename__ = "seal"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[int]
    """The last step under it."""
    steps: Mapped[int]
    """How many steps lie under it and all seals before."""
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 over the digest of the seal before and the steps since then."""
    is_sound: Mapped[bool]
    """Whether the record agreed with every earlier seal when this one was made."""


class Link(Base):
    """A link of the chain, from the earlier record to the later one."""

    __tablename__ = "link"

    from_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
    relation: Mapped[Relation] = mapped_column(Kept(Relation), primary_key=True)
    created: Mapped[datetime] = mapped_column(Moment)


class Follow(Base):
    """Somebody wants to hear what becomes of a record."""

    __tablename__ = "follow"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
