"""Meetings and the points noted in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from bmw.focus.models import Field
from bmw.kernel.database import Base, Moment
from bmw.kernel.text import Localized, Reading
from bmw.processes.models import Process
from bmw.record.models import Link, Record
from bmw.record.words import Relation


class Meeting(Record):
    """A workshop or session: place, date and minutes."""

    __tablename__ = "meeting"
    __mapper_args__ = {"polymorphic_identity": "meeting"}
    page = "meetings.page"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    title: Mapped[Localized]
    place: Mapped[str] = mapped_column(String(200))
    starts: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)
    minutes: Mapped[str] = mapped_column(Text, default="")
    """Text minutes (German); empty until they are published."""
    attended: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship(foreign_keys=[process_id])
    field: Mapped[Field | None] = relationship()
    points: Mapped[list["Point"]] = relationship(
        foreign_keys="Point.meeting_id", order_by="Point.position", back_populates="meeting"
    )

    moves: Mapped[list["Move"]] = relationship(order_by="Move.id", back_populates="meeting")

    @property
    def headline(self) -> Reading:
        """The title, for a German reader."""
        return self.title.reading("de")

    @property
    def is_public(self) -> bool:
        """Meetings are announced to all once their process has started."""
        return self.process.is_public


class Move(Base):
    """An announced meeting got another date, for a reason that stays visible."""

    __tablename__ = "meeting_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    old_starts: Mapped[datetime] = mapped_column(Moment)
    new_starts: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)

    meeting: Mapped[Meeting] = relationship(back_populates="moves")


class Point(Record):
    """One point noted in a meeting: a sentence that a finding can cite."""

    __tablename__ = "point"
    __mapper_args__ = {"polymorphic_identity": "point"}
    page = "meetings.point"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    agreed: Mapped[int | None]
    """How many in the room agreed, if it was counted."""

    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id], back_populates="points")
    cited: Mapped[list[Link]] = relationship(
        primaryjoin=lambda: (Point.id == foreign(Link.from_id)) & (Link.relation == Relation.SOURCE), viewonly=True
    )
    """The links to findings that rest on it."""

    @property
    def headline(self) -> Reading:
        """The point itself."""
        return Reading.of(self.text, self.language)

    @property
    def is_public(self) -> bool:
        """A point is as public as its meeting."""
        return self.meeting.is_public

    @property
    def numbers(self) -> dict[str, int]:
        """How many in the room agreed."""
        return {} if self.agreed is None else {"agreed": self.agreed}
