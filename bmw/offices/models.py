"""Changes of offices with their rulings, looks at identities, exports: written once, never changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, exists, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.accounts.models import Office, Person
from bmw.kernel.database import Base, Kept, Moment, db
from bmw.kernel.states import Word
from bmw.kernel.text import Sentence, _
from bmw.record.models import Record

WAITS = timedelta(days=7)
"""How long a proposal waits for a second person."""
SILENCE = timedelta(days=90)
"""How long somebody is not told that an authority asked about them, where it may forbid telling."""


class Act(StrEnum):
    """What is done with an office."""

    GIVE = "give"
    TAKE = "take"
    INVITE = "invite"


class Why(StrEnum):
    """Why one person alone could do it."""

    FOUNDING = "founding"
    """there was no administrator yet"""
    ALONE = "alone"
    """there were fewer than two administrators"""
    OPERATOR = "operator"
    """on the command line of the server"""


WHYS: dict[Why, Sentence] = {
    Why.FOUNDING: _("There was no administrator yet."),
    Why.ALONE: _("There were fewer than two administrators, so nobody could confirm it."),
    Why.OPERATOR: _("The operator of the platform did it on the server, without a second person."),
}


@dataclass(frozen=True)
class PublicLine:
    """What one person alone did, where it takes two: told to everybody, without a name."""

    at: datetime
    what: Sentence
    why: Sentence


@dataclass(frozen=True)
class Wanted:
    """A change of offices that somebody has in mind."""

    act: Act
    office: Office
    person: Person | None = None
    """Who gets or loses it; nobody while only an address is invited."""
    address: str = ""

    def is_waiting(self, at: datetime) -> bool:
        """Whether the same is already proposed and waits for a second person."""
        same = select(OfficeChange.id).where(
            OfficeChange.act == self.act, OfficeChange.office == self.office, OfficeChange.ends > at
        )
        if self.act is Act.INVITE:
            same = same.where(exists().where(Invitee.change_id == OfficeChange.id, Invitee.address == self.address))
        else:
            same = same.where(OfficeChange.person_id == (self.person.id if self.person else None))
        return db.scalar(same.where(~exists().where(Ruling.change_id == OfficeChange.id))) is not None


class OfficeChange(Kept, Base):
    """An office that is to be given or taken: who proposed it, when, and for whom."""

    __tablename__ = "office_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    act: Mapped[Act] = mapped_column(Word(Act))
    office: Mapped[Office] = mapped_column(Word(Office))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who proposed it; nobody when the operator did it."""
    ends: Mapped[datetime] = mapped_column(Moment)
    """Until when a second person can confirm it."""
    why: Mapped[Why | None] = mapped_column(Word(Why))
    """Set where it was effective at once, without a second person."""

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    ruling: Mapped["Ruling | None"] = relationship(back_populates="change", lazy="joined")
    invitee: Mapped["Invitee | None"] = relationship(lazy="joined", cascade="all, delete-orphan")

    def is_open(self, at: datetime) -> bool:
        """Whether it still waits for a second person."""
        return self.why is None and self.ruling is None and at < self.ends

    @property
    def wanted(self) -> Wanted:
        """The change as somebody has it in mind."""
        return Wanted(self.act, self.office, self.person, self.invitee.address if self.invitee else "")

    def concerns(self, person_id: int | None, address: str | None) -> bool:
        """Whether it is about this person."""
        return self.person_id == person_id if self.person_id else bool(address) and self.wanted.address == address


class Ruling(Kept, Base):
    """What a second person said to a proposed change; each change has one at most."""

    __tablename__ = "office_ruling"

    change_id: Mapped[int] = mapped_column(ForeignKey("office_change.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    granted: Mapped[bool]

    change: Mapped[OfficeChange] = relationship(back_populates="ruling")
    by: Mapped[Person] = relationship()


class Invitee(Base):
    """The address that a proposed invitation goes to; forgotten as soon as the proposal is settled."""

    __tablename__ = "office_invitee"

    change_id: Mapped[int] = mapped_column(ForeignKey("office_change.id"), primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(String(254), index=True)


class Reason(StrEnum):
    """Why somebody looks who wrote something; there is no other reason."""

    DANGER = "danger"
    CRIME = "crime"
    AUTHORITY = "authority"
    AUTHORITY_SILENT = "authority_silent"
    RIGHTS = "rights"


REASONS: dict[Reason, Sentence] = {
    Reason.DANGER: _("Somebody's life or health is in danger."),
    Reason.CRIME: _("The town reports a suspected crime."),
    Reason.AUTHORITY: _("An authority or a court asks and names the law."),
    Reason.AUTHORITY_SILENT: _("An authority or a court asks, names the law, and forbids telling the person for now."),
    Reason.RIGHTS: _("The person asked us for it, or we must reach them to protect their rights."),
}


class Look(Kept, Base):
    """Somebody looked who stands behind a contribution: who, whom, when and why."""

    __tablename__ = "identity_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    reason: Mapped[Reason] = mapped_column(Word(Reason))
    note: Mapped[str] = mapped_column(Text)

    holder: Mapped[Person] = relationship(foreign_keys=[holder_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    record: Mapped[Record] = relationship()

    @property
    def is_silent(self) -> bool:
        """Whether the person is told only later."""
        return self.reason is Reason.AUTHORITY_SILENT


class Export(Kept, Base):
    """A table of the town hall that somebody took along: who, what, when and how many rows."""

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(16), default="")
    """Number of the survey it is about, if it is about one."""
    rows: Mapped[int]

    by: Mapped[Person] = relationship()
