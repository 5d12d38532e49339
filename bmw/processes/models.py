"""Processes, phases and each change of the schedule."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.focus.models import Field
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Localized, Reading, Sentence, _
from bmw.record.models import Record
from bmw.votes.models import Kind as BallotKind
from bmw.votes.models import Register


class Level(StrEnum):
    """How much say people have (the ladder of participation)."""

    INFORMATION = "information"
    CONSULTATION = "consultation"
    COOPERATION = "cooperation"
    DECISION = "decision"


class Moderation(StrEnum):
    """Whether contributions are read before or after they are shown."""

    BEFORE = "before"
    AFTER = "after"


class State(StrEnum):
    """Where a process stands."""

    DRAFT = "draft"
    RUNNING = "running"
    ARCHIVED = "archived"


NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.RUNNING}),
    State.RUNNING: frozenset({State.ARCHIVED}),
    State.ARCHIVED: frozenset(),
}


class Opens(StrEnum):
    """What a phase opens."""

    SUBMIT = "proposals.submit"
    COMMENT = "comments.write"
    VOTE = "votes.cast"
    SURVEY = "surveys.answer"


OPENS: dict[Opens, Sentence] = {
    Opens.SUBMIT: _("Make proposals"),
    Opens.COMMENT: _("Discuss proposals"),
    Opens.VOTE: _("Support proposals"),
    Opens.SURVEY: _("Answer surveys"),
}

process_field = Table(
    "process_field",
    Base.metadata,
    Column("process_id", ForeignKey("process.id"), primary_key=True),
    Column("field_id", ForeignKey("field.id"), primary_key=True, index=True),
)


class Process(Record):
    """A participation process: what it is about, how much say people have, and its phases."""

    __tablename__ = "process"
    __mapper_args__ = {"polymorphic_identity": "process"}
    page = "site.process"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    title: Mapped[Localized]
    summary: Mapped[Localized]
    """What is this? One or two sentences."""
    outcome: Mapped[Localized]
    """What happens with the results? One or two sentences."""
    level: Mapped[Level] = mapped_column(Word(Level))
    moderation: Mapped[Moderation] = mapped_column(Word(Moderation))
    ballot_kind: Mapped[BallotKind] = mapped_column(Word(BallotKind), default=BallotKind.SUPPORT)
    state: Mapped[State] = mapped_column(Word(State))
    register_id: Mapped[int] = mapped_column(ForeignKey("register.id"))
    imported_from: Mapped[str | None] = mapped_column(String(200), unique=True)
    """Name of the source, for a process taken over from an earlier participation."""
    attribution: Mapped[str] = mapped_column(Text, default="")
    """Licence and attribution that the source asks for."""
    version: Mapped[int] = mapped_column(default=1)

    register: Mapped[Register] = relationship()
    fields: Mapped[list[Field]] = relationship(secondary=process_field, order_by=Field.position)
    phases: Mapped[list["Phase"]] = relationship(order_by="Phase.starts", back_populates="process", lazy="selectin")

    @property
    def headline(self) -> Reading:
        """The title, for a German reader; pages ask `title` for the reader's language."""
        return self.title.reading("de")

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.state is not State.DRAFT

    def phase_at(self, moment: datetime) -> "Phase | None":
        """The phase that runs at this moment."""
        return next((phase for phase in self.phases if phase.starts <= moment < phase.ends), None)

    def opens(self, what: Opens, moment: datetime) -> "Phase | None":
        """The running phase that opens this, if there is one."""
        if self.state is not State.RUNNING:
            return None
        return next(
            (phase for phase in self.phases if phase.starts <= moment < phase.ends and what in phase.opens), None
        )


class Phase(Base):
    """A phase: a name, dates, and a list of what is open in it."""

    __tablename__ = "phase"
    part_of = "process_id"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    title: Mapped[Localized]
    text: Mapped[Localized]
    starts: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)
    opens: Mapped[list[str]] = mapped_column(JSON, default=list)

    process: Mapped[Process] = relationship(back_populates="phases")
    changes: Mapped[list["ScheduleChange"]] = relationship(order_by="ScheduleChange.id", back_populates="phase")


class ScheduleChange(Base):
    """A change of a running schedule with its reason; it stays visible. Without old dates the phase was added."""

    __tablename__ = "schedule_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    old_starts: Mapped[datetime | None] = mapped_column(Moment)
    old_ends: Mapped[datetime | None] = mapped_column(Moment)
    new_starts: Mapped[datetime] = mapped_column(Moment)
    new_ends: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)

    phase: Mapped[Phase] = relationship(back_populates="changes")
