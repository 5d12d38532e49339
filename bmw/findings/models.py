"""Findings and the frozen numbers of their sources."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.findings.states import State
from bmw.focus.models import Field
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Localized, Reading
from bmw.processes.models import Process
from bmw.record.models import Record


class Finding(Record):
    """What the participation says about one subject, with title, summary and sources."""

    __tablename__ = "finding"
    page = "findings.page"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"), index=True)
    title: Mapped[Localized]
    summary: Mapped[Localized]
    minority: Mapped[str] = mapped_column(Text, default="")
    """What speaks against it in the contributions (German), so that the board hears both sides."""
    state: Mapped[State] = mapped_column(Word(State))
    handed_over: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"polymorphic_identity": "finding", "version_id_col": version}

    process: Mapped[Process] = relationship(foreign_keys=[process_id])
    field: Mapped[Field] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(
        order_by="Evidence.position", back_populates="finding", cascade="all, delete-orphan"
    )

    @property
    def headline(self) -> Reading:
        """The title, for a German reader."""
        return self.title.reading("de")

    @property
    def is_public(self) -> bool:
        """Public once it lies with the board."""
        return self.state is not State.DRAFT

    @property
    def sources(self) -> list[Record]:
        """The contributions it is made of, in their order."""
        return [each.record for each in self.evidence]


class Evidence(Base):
    """A source of a finding with the numbers it had when it was bundled."""

    __tablename__ = "evidence"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
    position: Mapped[int]
    numbers: Mapped[dict[str, int]] = mapped_column(JSON)
    frozen: Mapped[datetime] = mapped_column(Moment)

    finding: Mapped[Finding] = relationship(foreign_keys=[finding_id], back_populates="evidence")
    record: Mapped[Record] = relationship(foreign_keys=[record_id])
