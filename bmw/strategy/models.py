"""Measures, milestones and decisions of the council."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.board.models import Review
from bmw.focus.models import Field
from bmw.kernel.clock import noon
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word as Kept
from bmw.kernel.text import Localized, Reading, Sentence, _
from bmw.record.models import Record, Step, Turn
from bmw.record.words import Word
from bmw.strategy.states import AGREED, Horizon, Outcome, Status

SAID_AS = {
    Outcome.AGREED: Word.MEASURE_AGREED,
    Outcome.WITH_CHANGES: Word.MEASURE_AGREED_WITH_CHANGES,
    Outcome.REJECTED: Word.MEASURE_REJECTED,
    Outcome.POSTPONED: Word.MEASURE_POSTPONED,
}
"""What the journey of a measure says after each outcome."""


class Measure(Record):
    """What the town does: a measure of the Digitale Agenda."""

    __tablename__ = "measure"
    __table_args__ = (Index("ix_measure_roadmap", "field_id", "horizon"),)
    page = "strategy.measure"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    """The board's conclusion it was planned from."""
    title: Mapped[Localized]
    summary: Mapped[Localized]
    status: Mapped[Status] = mapped_column(Kept(Status))
    status_reason: Mapped[str] = mapped_column(Text, default="")
    status_since: Mapped[datetime] = mapped_column(Moment)
    horizon: Mapped[Horizon] = mapped_column(Kept(Horizon))
    unit: Mapped[str] = mapped_column(String(120), default="")
    """The responsible unit of the town hall."""
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"polymorphic_identity": "measure", "version_id_col": version}

    field: Mapped[Field] = relationship()
    review: Mapped[Review | None] = relationship(foreign_keys=[review_id])
    milestones: Mapped[list["Milestone"]] = relationship(order_by="Milestone.due", back_populates="measure")
    changes: Mapped[list["Change"]] = relationship(order_by="Change.step_id", back_populates="measure")

    @property
    def headline(self) -> Reading:
        """The title, for a German reader."""
        return self.title.reading("de")

    @property
    def is_public(self) -> bool:
        """The roadmap is public."""
        return True

    @property
    def kept(self) -> list["Milestone"]:
        """The milestones that were not given up."""
        return [each for each in self.milestones if not each.given_up]

    @property
    def reached(self) -> list["Milestone"]:
        """The milestones that are behind it."""
        return [each for each in self.milestones if each.reached]

    @property
    def next_milestone(self) -> "Milestone | None":
        """The milestone it is working towards."""
        return next((each for each in self.milestones if each.is_ahead), None)


class Milestone(Base):
    """A step on the way of a measure, with the day it is due and the day it was reached."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    title: Mapped[Localized]
    due: Mapped[date]
    reached: Mapped[date | None]
    given_up: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}

    measure: Mapped[Measure] = relationship(back_populates="milestones")

    @property
    def is_ahead(self) -> bool:
        """Whether the town still works towards it."""
        return not self.reached and not self.given_up


class Change(Base):
    """What stands behind a step of a measure: which milestone, which days before and after, and the reason.

    Of a milestone only the last days count: on which it was and is due.
    """

    __tablename__ = "measure_change"

    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    old_starts: Mapped[date | None]
    old_ends: Mapped[date | None]
    new_starts: Mapped[date | None]
    new_ends: Mapped[date | None]
    old_title: Mapped[Localized]
    """What a milestone was called before it got another name."""
    reason: Mapped[str] = mapped_column(Text, default="")

    step: Mapped[Step] = relationship()
    measure: Mapped[Measure] = relationship(back_populates="changes")
    milestone: Mapped[Milestone | None] = relationship()


class Decision(Record):
    """What the council decided, on which day, about which measures."""

    __tablename__ = "decision"
    __mapper_args__ = {"polymorphic_identity": "decision"}
    page = "strategy.decision"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    body: Mapped[str] = mapped_column(String(160))
    """The deciding body: the council or one of its committees."""
    decided_on: Mapped[date]
    outcome: Mapped[Outcome] = mapped_column(Kept(Outcome), server_default=Outcome.AGREED)
    afterwards: Mapped[str] = mapped_column(Text, default="", server_default="")
    """After a refusal: what happens to the measures now."""
    paper: Mapped[str] = mapped_column(String(60), default="")
    """Number of the council paper."""
    title: Mapped[Localized]
    result: Mapped[str] = mapped_column(Text, default="")

    @property
    def headline(self) -> Reading:
        """The title, for a German reader."""
        return self.title.reading("de")

    @property
    def is_public(self) -> bool:
        """Decisions of the council are public."""
        return True

    @property
    def is_agreed(self) -> bool:
        """Whether the council said yes."""
        return self.outcome in AGREED

    @property
    def in_short(self) -> Sentence:
        """What the council said, in a few words."""
        return self.outcome.words

    @property
    def turn(self) -> Turn | None:
        """What the council said about a measure that a contribution helped to shape, on the day it said so."""
        sentence = _("The council decided on the measure: %(outcome)s.", outcome=self.in_short)
        return Turn(noon(self.decided_on), SAID_AS[self.outcome], sentence)
