"""People, their sessions, ways in and offices."""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.kernel.database import Base, Moment, db
from bmw.kernel.states import Word
from bmw.kernel.text import _

NEVER = datetime.min.replace(tzinfo=UTC)


class Office(StrEnum):
    """What somebody may do for the town, beyond being a citizen."""

    MODERATOR = "moderator"
    BOARD = "board"
    CHAIR = "chair"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    EXPORT = "export"
    IDENTITIES = "identities"


APART = frozenset({Office.MODERATOR, Office.IDENTITIES})
"""Offices that nobody holds together: whoever judges contributions does not also look up who wrote them."""


def clashes(office: Office, held: Collection[str]) -> bool:
    """Whether an office cannot be added to those somebody holds."""
    return office in APART and any(other in held for other in APART - {office})


class Person(Base):
    """Somebody who takes part, known to others by a pseudonym only."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str | None] = mapped_column(String(254), unique=True)
    """The e-mail address in lower case; nobody else ever sees it. Empty for imported and erased people."""
    pseudonym: Mapped[str] = mapped_column(String(40))
    skeleton: Mapped[str] = mapped_column(String(80), unique=True)
    """The pseudonym as the eye sees it (UTS 39), so that no two look the same."""
    barred: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """A name that the moderators have set aside, as the eye sees it; it cannot be chosen again while that stands."""
    language: Mapped[str] = mapped_column(String(12), default="de")
    voter_id: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    """Random; registers make their own voter keys from it, nothing else knows it."""
    created: Mapped[datetime] = mapped_column(Moment)
    by_mail: Mapped[bool] = mapped_column(default=True)
    """Whether messages also come by mail; the inbox always has them."""
    imported_from: Mapped[str | None] = mapped_column(String(80), index=True)
    """Source and number of an author taken over from an earlier participation."""
    appointments: Mapped[list["Appointment"]] = relationship(
        lazy="joined", foreign_keys="Appointment.person_id", back_populates="person", cascade="all, delete-orphan"
    )

    is_unconfirmed = False
    """Set on whoever asks while their browser has not passed the second factor: then none of their offices works."""
    confirmed_at = NEVER
    """Set on whoever asks: when their browser last passed the second factor."""

    @property
    def held(self) -> frozenset[str]:
        """The offices this person holds."""
        return frozenset(each.office.value for each in self.appointments)

    @property
    def is_former(self) -> bool:
        """Whether they have deleted their account: then nothing is left but a number."""
        return self.skeleton == f"#{self.id}"

    @property
    def name(self) -> str:
        """What others call them, in the language of whoever reads."""
        return str(_("Former member")) if self.is_former else self.pseudonym

    @property
    def offices(self) -> frozenset[str]:
        """The offices that work now."""
        return frozenset() if self.is_unconfirmed else self.held

    @property
    def may_moderate(self) -> bool:
        """Whether the desk is open to them."""
        return Office.MODERATOR in self.offices

    @property
    def may_review(self) -> bool:
        """Whether they sit on the advisory board."""
        return bool(self.offices & {Office.BOARD, Office.CHAIR})

    @property
    def may_edit(self) -> bool:
        """Whether they look after fields, processes and measures."""
        return Office.EDITOR in self.offices

    @property
    def may_administer(self) -> bool:
        """Whether they give and take offices."""
        return Office.ADMINISTRATOR in self.offices

    @property
    def may_export(self) -> bool:
        """Whether they take data of the town hall along."""
        return Office.EXPORT in self.offices

    @property
    def may_identify(self) -> bool:
        """Whether they look up, with a reason, who wrote something."""
        return Office.IDENTITIES in self.offices

    @property
    def is_authenticated(self) -> bool:
        """A loaded person has signed in."""
        return True

    @property
    def is_active(self) -> bool:
        """Everybody who can sign in is active."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """A person is somebody."""
        return False

    def get_id(self) -> str:
        """The id Flask-Login asks for."""
        return str(self.id)


class Appointment(Base):
    """An office that somebody holds, and who gave it to them."""

    __tablename__ = "appointment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    office: Mapped[Office] = mapped_column(Word(Office), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id], back_populates="appointments")

    @property
    def is_last(self) -> bool:
        """Whether nobody else holds this office."""
        same = select(func.count()).select_from(Appointment).where(Appointment.office == self.office)
        return db.scalar(same) == 1


class BrowserSession(Base):
    """One signed-in browser; only the hash of its secret is kept."""

    __tablename__ = "browser_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment, index=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    confirmed: Mapped[datetime | None] = mapped_column(Moment)
    """When this browser last passed the second factor."""
    confirmed_by: Mapped[str] = mapped_column(String(12), default="")
    """With what: `passkey`, `app`, `recovery`, or `demo` in the demo town."""
    strong_until: Mapped[datetime | None] = mapped_column(Moment)
    """Until when offices work here if nothing more is done; each use moves it on."""

    person: Mapped[Person] = relationship(lazy="joined")


class SignIn(Base):
    """A mail with a link and a code that lets somebody in once."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254), index=True)
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    start_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    """Hash of the cookie of the browser that asked; the link alone never signs in another one."""
    language: Mapped[str] = mapped_column(String(12))
    created: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)
    next_path: Mapped[str] = mapped_column(String(300), default="")
    """The page of ours that was wanted before signing in."""
    office: Mapped[Office | None] = mapped_column(Word(Office))
    """Set on an invitation: the office that comes with signing in."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Set on an invitation: who gave the office."""
