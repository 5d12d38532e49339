"""Measures, milestones and decisions of the council."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.board.models import Review
from bmw.focus.models import Field
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Localized, Reading
from bmw.record.models import Record
from bmw.strategy.states import Horizon, Status


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
    status: Mapped[Status] = mapped_column(Word(Status))
    status_reason: Mapped[str] = mapped_column(Text, default="")
    status_since: Mapped[datetime] = mapped_column(Moment)
    horizon: Mapped[Horizon] = mapped_column(Word(Horizon))
    unit: Mapped[str] = mapped_column(String(120), default="")
    """The responsible unit of the town hall."""
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"polymorphic_identity": "measure", "version_id_col": version}

    field: Mapped[Field] = relationship()
    review: Mapped[Review | None] = relationship(foreign_keys=[review_id])
    milestones: Mapped[list["Milestone"]] = relationship(order_by="Milestone.due", back_populates="measure")

    @property
    def headline(self) -> Reading:
        """The title, for a German reader."""
        return self.title.reading("de")

    @property
    def is_public(self) -> bool:
        """The roadmap is public."""
        return True

    @property
    def reached(self) -> list["Milestone"]:
        """The milestones that are behind it."""
        return [each for each in self.milestones if each.reached]

    @property
    def next_milestone(self) -> "Milestone | None":
        """The milestone it is working towards."""
        return next((each for each in self.milestones if not each.reached), None)


class Milestone(Base):
    """A step on the way of a measure, with the day it is due and the day it was reached."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    title: Mapped[Localized]
    due: Mapped[date]
    reached: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")

    measure: Mapped[Measure] = relationship(back_populates="milestones")


class Decision(Record):
    """What the council decided, on which day, about which measures."""

    __tablename__ = "decision"
    __mapper_args__ = {"polymorphic_identity": "decision"}
    page = "strategy.decision"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    body: Mapped[str] = mapped_column(String(160))
    """The deciding body: the council or one of its committees."""
    decided_on: Mapped[date]
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
