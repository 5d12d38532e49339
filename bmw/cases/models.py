"""Cases: one table for everything that waits for a human decision about a contribution."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.accounts.models import Person
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Sentence, _
from bmw.record.models import Record


class Kind(StrEnum):
    """Why a case is on the desk."""

    SUBMITTED = "submitted"
    EDITED = "edited"
    REPORTED = "reported"
    OBJECTION = "objection"
    FEEDBACK = "feedback"


class Decision(StrEnum):
    """How a case ended."""

    ACCEPTED = "accepted"
    HELD_BACK = "held_back"
    HIDDEN = "hidden"
    KEPT = "kept"
    RESTORED = "restored"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


RESTRICTIONS = frozenset({Decision.HELD_BACK, Decision.HIDDEN})
"""Decisions that take something away from its author: they need a rule, the facts, and a way to object."""
LIFTING = frozenset({Decision.ACCEPTED, Decision.RESTORED})
"""Decisions after which nothing is taken away any more."""


class Reason(StrEnum):
    """The rule of the netiquette that a decision rests on."""

    INSULT = "insult"
    HATRED = "hatred"
    PRIVACY = "privacy"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    ILLEGAL = "illegal"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    IMPORTED = "imported"


REASONS: dict[Reason, Sentence] = {
    Reason.INSULT: _("It insults or belittles somebody (netiquette, rule 1)."),
    Reason.HATRED: _("It degrades people or calls for hatred or violence (netiquette, rule 2)."),
    Reason.PRIVACY: _("It contains personal data of somebody else (netiquette, rule 3)."),
    Reason.ADVERTISING: _("It is advertising (netiquette, rule 4)."),
    Reason.OFF_TOPIC: _("It does not belong to this subject or this town (netiquette, rule 5)."),
    Reason.ILLEGAL: _("It breaks a law (netiquette, rule 6)."),
    Reason.UNREADABLE: _("It cannot be understood or is empty (netiquette, rule 7)."),
    Reason.DUPLICATE: _("It repeats a contribution of the same person (netiquette, rule 8)."),
    Reason.IMPORTED: _("The moderators of the earlier participation held it back."),
}

OFFERED = tuple(reason for reason in Reason if reason is not Reason.IMPORTED)
"""The rules that people can name; the imported one only says where a decision came from."""


@dataclass(frozen=True)
class Letter:
    """What somebody wrote to the moderators, and how they want to be answered."""

    text: str = ""
    reason: Reason | None = None
    path: str = ""
    contact: str = ""
    language: str = ""


class Case(Base):
    """Something about a contribution that a moderator decides, with rule, facts and reasons."""

    __tablename__ = "case"
    part_of = "record_id"
    __table_args__ = (Index("ix_case_desk", "decided", "opened"), Index("ix_case_record", "record_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    """The contribution it is about; none for feedback on the platform itself."""
    opened: Mapped[datetime] = mapped_column(Moment)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who brought it, if they were signed in."""
    contact: Mapped[str] = mapped_column(String(254), default="")
    """Where a guest wants to hear the outcome; forgotten once they were told."""
    language: Mapped[str] = mapped_column(String(12), default="")
    """The language a guest wants to be answered in."""
    reason: Mapped[Reason | None] = mapped_column(Word(Reason))
    text: Mapped[str] = mapped_column(Text, default="")
    path: Mapped[str] = mapped_column(String(300), default="")
    taken_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided: Mapped[datetime | None] = mapped_column(Moment)
    decided_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[Decision | None] = mapped_column(Word(Decision))
    rule: Mapped[Reason | None] = mapped_column(Word(Reason))
    facts: Mapped[str] = mapped_column(Text, default="")
    """What the decision rests on, in words for the author."""
    about_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    """The earlier case an objection is against, or the one whose decision settled this one as well."""

    record: Mapped[Record | None] = relationship()
    about: Mapped["Case | None"] = relationship(remote_side=[id], foreign_keys=[about_id])
    objections: Mapped[list["Case"]] = relationship(
        primaryjoin="and_(Case.id == foreign(remote(Case.about_id)), remote(Case.kind) == 'objection')", viewonly=True
    )
    sender: Mapped[Person | None] = relationship(foreign_keys=[from_id])
    taken_by: Mapped[Person | None] = relationship(foreign_keys=[taken_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_id])

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.decided is None

    @property
    def is_restriction(self) -> bool:
        """Whether it ended with something being held back or hidden."""
        return self.decision in RESTRICTIONS

    @property
    def author_id(self) -> int | None:
        """Who wrote the contribution; the town's own texts have no author."""
        return getattr(self.record, "author_id", None)
