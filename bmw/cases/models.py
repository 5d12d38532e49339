"""Cases: one table for everything that waits for a human decision about a contribution."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

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
    """the author of something restricted asks for another look"""
    DISAGREED = "disagreed"
    """somebody whose report changed nothing asks for another look"""
    MERGED = "merged"
    """a proposal went into a similar one; the case says why, and its author can object"""
    FEEDBACK = "feedback"


AGAIN = frozenset({Kind.OBJECTION, Kind.DISAGREED})
"""Cases that somebody else must decide than the one they are against."""


TARGETS: dict[Kind, timedelta] = {
    Kind.SUBMITTED: timedelta(days=2),
    Kind.EDITED: timedelta(days=3),
    Kind.REPORTED: timedelta(days=2),
    Kind.OBJECTION: timedelta(days=7),
    Kind.DISAGREED: timedelta(days=7),
    Kind.MERGED: timedelta(days=7),
    Kind.FEEDBACK: timedelta(days=14),
}
"""Within which time the moderators want to decide; said in public."""


@dataclass(frozen=True)
class Promise:
    """When somebody who wrote about the platform hears from the town (BITVNRW § 5)."""

    answer: timedelta = timedelta(days=14)
    """Until then they have an answer, or a message that it takes longer."""
    most: timedelta = timedelta(days=42)
    """Until then they have the answer."""


class Decision(StrEnum):
    """How a case ended."""

    ACCEPTED = "accepted"
    HELD_BACK = "held_back"
    HIDDEN = "hidden"
    MERGED = "merged"
    RENAMED = "renamed"
    """the name of its author was set aside"""
    KEPT = "kept"
    RESTORED = "restored"
    CORRECTED = "corrected"
    """a text of the town was put right"""
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


OF_TEXTS = frozenset({Decision.HELD_BACK, Decision.HIDDEN, Decision.MERGED})
"""Decisions that restrict a contribution itself."""
RESTRICTIONS = OF_TEXTS | {Decision.RENAMED}
"""Decisions that take something away from its author: they need a rule, the facts, and a way to object."""
UPHELD = frozenset({Decision.HELD_BACK, Decision.HIDDEN, Decision.RENAMED, Decision.CORRECTED})
"""Decisions that say whoever reported was right."""
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
    SIMILAR = "similar"
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
    Reason.SIMILAR: _("It says the same as another proposal (rules of participation: proposals are merged)."),
    Reason.IMPORTED: _("The moderators of the earlier participation held it back."),
}

OFFERED = tuple(reason for reason in Reason if reason not in (Reason.IMPORTED, Reason.SIMILAR))
"""The rules that people can name; the others only say where a decision came from."""
BY_LAW = frozenset({Reason.ILLEGAL})
"""Reasons that rest on a law, which must be named; all others rest on the rules of this platform."""
TO_OBJECT = timedelta(days=183)
"""For so long somebody can object: six months."""


class Part(StrEnum):
    """Which part of a contribution somebody reports."""

    TEXT = "text"
    NAME = "name"
    EARLIER = "earlier"
    ELSEWHERE = "elsewhere"


PARTS: dict[Part, Sentence] = {
    Part.TEXT: _("In the text or the title"),
    Part.NAME: _("In the name of its author"),
    Part.EARLIER: _("In an earlier wording"),
    Part.ELSEWHERE: _("Somewhere else on its page, as in a published answer or in minutes"),
}


@dataclass(frozen=True)
class Letter:
    """What somebody wrote to the moderators, and how they want to be answered."""

    text: str = ""
    reason: Reason | None = None
    path: str = ""
    contact: str = ""
    language: str = ""
    part: Part | None = None
    quote: str = ""
    """The words that are meant."""


NAMED = (
    "decision IS NULL OR decision <> 'renamed' OR "
    "(named_id IS NOT NULL AND rule IS NOT NULL AND length(trim(facts)) > 0 AND (rule <> 'illegal' OR length(law) > 0))"
)
"""No name is set aside without its owner, a rule and the facts."""
REASONED = (
    "decision IS NULL OR decision NOT IN ('held_back', 'hidden', 'merged') OR "
    "(decided IS NOT NULL AND rule IS NOT NULL AND length(trim(facts)) > 0 AND (rule <> 'illegal' OR length(law) > 0))"
)
"""Nothing is restricted without a rule, the facts and, where it rests on a law, its name: the database insists."""


class Case(Base):
    """Something about a contribution that a moderator decides, with rule, facts and reasons."""

    __tablename__ = "case"
    part_of = "record_id"
    __table_args__ = (
        Index("ix_case_desk", "decided", "opened"),
        Index("ix_case_record", "record_id"),
        Index("ix_case_about", "about_id"),
        Index("ix_case_code", "code"),
        CheckConstraint(REASONED, name="reasoned"),
        CheckConstraint(NAMED, name="named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    """The contribution it is about; none for feedback on the platform itself."""
    opened: Mapped[datetime] = mapped_column(Moment)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who brought it, if they were signed in."""
    contact: Mapped[str] = mapped_column(String(254), default="")
    """Where a guest wants to hear the outcome; forgotten once they were told."""
    language: Mapped[str] = mapped_column(String(12), default="")
    """The language a guest wants to be answered in."""
    reason: Mapped[Reason | None] = mapped_column(Word(Reason))
    text: Mapped[str] = mapped_column(Text, default="")
    path: Mapped[str] = mapped_column(String(300), default="")
    part: Mapped[Part | None] = mapped_column(Word(Part))
    quote: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str] = mapped_column(String(43), default="")
    """Opens the receipt of a report, for whoever brought it; it says less than this row."""
    weight: Mapped[int] = mapped_column(default=0)
    """How urgent a report seems, in hundredths of an ordinary one; orders the desk and does nothing else."""
    answer_by: Mapped[datetime | None] = mapped_column(Moment)
    """Until when somebody was promised to hear from the town; moved once, by a message in between."""
    latest: Mapped[datetime | None] = mapped_column(Moment)
    """Until when they were promised the answer itself."""
    noticed: Mapped[datetime | None] = mapped_column(Moment)
    """When they were told that it takes longer."""
    taken_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken: Mapped[datetime | None] = mapped_column(Moment)
    decided: Mapped[datetime | None] = mapped_column(Moment)
    decided_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[Decision | None] = mapped_column(Word(Decision))
    rule: Mapped[Reason | None] = mapped_column(Word(Reason))
    facts: Mapped[str] = mapped_column(Text, default="")
    """What the decision rests on, in words for the author."""
    law: Mapped[str] = mapped_column(String(200), default="")
    """The law that a decision rests on, where it rests on one."""
    lifted: Mapped[datetime | None] = mapped_column(Moment)
    """When a restriction ended; empty while it stands."""
    ends: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """When it ends by itself, if nobody lifts it earlier; empty where it stays until somebody does."""
    named_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose name was set aside."""
    about_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    """The earlier case an objection is against, or the one whose decision settled this one as well."""

    record: Mapped[Record | None] = relationship()
    about: Mapped["Case | None"] = relationship(remote_side=[id], foreign_keys=[about_id])
    objections: Mapped[list["Case"]] = relationship(
        primaryjoin=lambda: (Case.id == foreign(remote(Case.about_id))) & remote(Case.kind).in_(AGAIN),
        order_by=lambda: Case.id,
        viewonly=True,
    )
    named: Mapped[Person | None] = relationship(foreign_keys=[named_id])
    sender: Mapped[Person | None] = relationship(foreign_keys=[from_id])
    taken_by: Mapped[Person | None] = relationship(foreign_keys=[taken_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_id])

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.decided is None

    @property
    def due(self) -> datetime:
        """Until when the moderators want to decide it."""
        return self.answer_by or self.opened + TARGETS[self.kind]

    @property
    def is_reachable(self) -> bool:
        """Whether we know where to send an answer."""
        return bool(self.from_id or self.contact)

    @property
    def is_restriction(self) -> bool:
        """Whether it ended with something being held back, hidden or merged."""
        return self.decision in RESTRICTIONS

    @property
    def is_decided_itself(self) -> bool:
        """Whether its decision is its own, and not that of another case which settled it as well."""
        return self.about_id is None or self.kind in AGAIN

    @property
    def is_by_law(self) -> bool:
        """Whether the decision rests on a law and not on the rules of this platform."""
        return self.rule in BY_LAW or bool(self.law)

    @property
    def objection_ends(self) -> datetime | None:
        """Until when somebody can object to the decision."""
        return self.decided + TO_OBJECT if self.decided else None

    @property
    def author_id(self) -> int | None:
        """Who wrote the contribution; the town's own texts have no author."""
        return getattr(self.record, "author_id", None)
