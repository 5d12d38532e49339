"""Cases: one table for everything that waits for a human decision about a contribution."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class Case(Base):
    """Something about a contribution that a moderator decides, with rule, facts and reasons."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_desk", "decided", "opened"), Index("ix_case_record", "record_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    """The contribution it is about; none for feedback on the platform itself."""
    opened: Mapped[datetime] = mapped_column(Moment)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who brought it, if they were signed in."""
    contact: Mapped[str] = mapped_column(String(254), default="")
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
    """The earlier case an objection is against."""

    record: Mapped[Record | None] = relationship()
