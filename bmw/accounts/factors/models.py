"""Second factors, recovery codes, what a browser is in the middle of, and requests after a loss."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.accounts.models import Person
from bmw.kernel.database import Base, Moment, db
from bmw.kernel.states import Word


class Kind(StrEnum):
    """What a second factor is."""

    PASSKEY = "passkey"
    APP = "app"


class Factor(Base):
    """One second factor of somebody."""

    __tablename__ = "factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    name: Mapped[str] = mapped_column(String(60))
    """What its owner calls it."""
    key_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    """The number of a passkey; for an app, a random one."""
    material: Mapped[bytes] = mapped_column(LargeBinary(2048))
    """The public key of a passkey; the secret of an app, sealed with a key made from BMW_SECRET."""
    counter: Mapped[int] = mapped_column(BigInteger, default=0)
    """How often a passkey says it has signed; the last time step of an app that was used up."""
    created: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def count_of(cls, person_id: int | None) -> int:
        """How many second factors somebody has."""
        return db.scalar(select(func.count()).select_from(cls).where(cls.person_id == person_id)) or 0


class RecoveryCode(Base):
    """A code on paper that stands in for a lost factor once; only its hash is kept."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    used: Mapped[datetime | None] = mapped_column(Moment)


class Purpose(StrEnum):
    """What a browser is in the middle of."""

    ADD_PASSKEY = "add_passkey"
    CONFIRM = "confirm"
    ADD_APP = "add_app"
    SHOW_CODES = "show_codes"


class Pending(Base):
    """A challenge, a secret or codes that one browser needs for its next step, and nobody else; soon gone."""

    __tablename__ = "factor_pending"

    session_hash: Mapped[bytes] = mapped_column(
        ForeignKey("browser_session.token_hash", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[Purpose] = mapped_column(Word(Purpose), primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary(2048))
    ends: Mapped[datetime] = mapped_column(Moment, index=True)


class Outcome(StrEnum):
    """How a request after a loss has ended."""

    CANCELLED = "cancelled"
    DONE = "done"
    OPERATOR = "operator"
    """Done at the command line, where there is only one administrator."""


class Reset(Base):
    """Somebody has lost every factor; a second administrator approves, and a day later they may begin anew."""

    __tablename__ = "factor_reset"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked: Mapped[datetime] = mapped_column(Moment)
    approved_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due: Mapped[datetime | None] = mapped_column(Moment)
    """When it takes effect, once it is approved."""
    ended: Mapped[datetime | None] = mapped_column(Moment, index=True)
    outcome: Mapped[Outcome | None] = mapped_column(Word(Outcome))

    person: Mapped[Person] = relationship(lazy="joined", foreign_keys=[person_id])
