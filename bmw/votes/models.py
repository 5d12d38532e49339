"""Registers, ballots and votes. No row names a person or a time."""

from enum import IntEnum, StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.kernel.database import Base
from bmw.kernel.states import Word
from bmw.kernel.text import Sentence, _


class Kind(StrEnum):
    """What a ballot asks."""

    SUPPORT = "support"
    OPINION = "opinion"


class Choice(IntEnum):
    """What a voter says."""

    AGREE = 1
    PASS = 0
    DISAGREE = -1

    @property
    def words(self) -> Sentence:
        """What people call it."""
        return WORDS[self]


WORDS: dict[Choice, Sentence] = {
    Choice.AGREE: _("Agree"),
    Choice.DISAGREE: _("Disagree"),
    Choice.PASS: _("Undecided"),
}

COUNTED = {Choice.AGREE: "agree", Choice.DISAGREE: "disagree", Choice.PASS: "passed"}
"""The column of a ballot that counts each choice."""
CHOICES = {Kind.SUPPORT: (Choice.AGREE,), Kind.OPINION: (Choice.AGREE, Choice.DISAGREE, Choice.PASS)}


class Register(Base):
    """A register of voters (Wählerverzeichnis); one person is one voter in all its ballots."""

    __tablename__ = "register"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """Destroyed when the process is archived; then the votes belong to nobody."""


class Ballot(Base):
    """One question to vote on. Its counts are kept in the same transaction as the votes."""

    __tablename__ = "ballot"

    id: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[int] = mapped_column(ForeignKey("register.id"), index=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    agree: Mapped[int] = mapped_column(default=0)
    disagree: Mapped[int] = mapped_column(default=0)
    passed: Mapped[int] = mapped_column(default=0)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"), index=True)
    """The ballot this one was merged into; there each voter counts once."""
    merged: Mapped[int] = mapped_column(default=0)
    """How many ballots were merged into this one."""

    register: Mapped[Register] = relationship(lazy="joined", innerjoin=True)
    imported: Mapped[list["ImportedTotal"]] = relationship(cascade="all, delete-orphan")


class Vote(Base):
    """What one voter says on one ballot."""

    __tablename__ = "vote"
    __table_args__ = (
        Index("ix_vote_voter_key", "voter_key"),
        CheckConstraint("choice in (-1, 0, 1)", name="choice"),
        {"sqlite_with_rowid": False},
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True, autoincrement=False)
    voter_key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    choice: Mapped[int] = mapped_column(SmallInteger)
    channel: Mapped[str] = mapped_column(String(12), default="web")
    version: Mapped[int] = mapped_column(Integer, default=1)


class ImportedTotal(Base):
    """Votes that were counted elsewhere and of which only the sum is known; shown beside, with their source."""

    __tablename__ = "imported_total"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True, autoincrement=False)
    choice: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    count: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
