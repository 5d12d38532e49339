"""Surveys, questions, options, answer sheets and their counts."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.cases.models import Case
from bmw.focus.models import Field
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Localized, Reading
from bmw.processes.models import Process
from bmw.record.models import Record
from bmw.surveys.suppression import LEAST


class Kind(StrEnum):
    """What a question asks for."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    TEXT = "text"


class Survey(Record):
    """A survey: open between two moments, its results shown after the close."""

    __tablename__ = "survey"
    __mapper_args__ = {"polymorphic_identity": "survey"}
    page = "surveys.page"
    within = "process_id"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    title: Mapped[Localized]
    intro: Mapped[Localized]
    opens: Mapped[datetime] = mapped_column(Moment)
    closes: Mapped[datetime] = mapped_column(Moment)
    public: Mapped[bool] = mapped_column(default=False)
    sheets: Mapped[int] = mapped_column(default=0)
    """How many people answered, kept in the same transaction."""
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship(foreign_keys=[process_id])
    field: Mapped[Field | None] = relationship()
    questions: Mapped[list["Question"]] = relationship(order_by="Question.position", back_populates="survey")

    @property
    def headline(self) -> Reading:
        """The title, for a German reader."""
        return self.title.reading("de")

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.public and self.process.is_public

    @property
    def numbers(self) -> dict[str, int]:
        """How many people answered, if they are enough to be named."""
        return {"answers": self.sheets} if self.sheets >= LEAST else {}


class Question(Base):
    """One question of a survey."""

    __tablename__ = "question"
    part_of = "survey_id"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    position: Mapped[int]
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    text: Mapped[Localized]
    hint: Mapped[Localized]
    required: Mapped[bool] = mapped_column(default=False)
    answered: Mapped[int] = mapped_column(default=0)
    """How many did not skip it, kept in the same transaction as the sheets."""

    survey: Mapped[Survey] = relationship(back_populates="questions")
    options: Mapped[list["Option"]] = relationship(
        order_by="Option.position", lazy="selectin", cascade="all, delete-orphan"
    )
    texts: Mapped[list["FreeText"]] = relationship(order_by="FreeText.text", back_populates="question")


class Option(Base):
    """One possible answer; on a scale, one point of it in words."""

    __tablename__ = "option"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    position: Mapped[int]
    text: Mapped[Localized]
    count: Mapped[int] = mapped_column(default=0)
    """How many chose it, kept in the same transaction as the sheets."""


class Sheet(Base):
    """What one voter answered: no person, no time; one row for each voter and survey."""

    __tablename__ = "sheet"
    __table_args__ = ({"sqlite_with_rowid": False},)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True, autoincrement=False)
    voter_key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """question id → option ids, or the text."""
    version: Mapped[int] = mapped_column(default=1)


class FreeText(Base):
    """A published free-text answer, after a moderator read it; kept apart from the sheets."""

    __tablename__ = "free_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    text: Mapped[str] = mapped_column(Text)

    restriction_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    """The decision that hides it; a sentence stands in its place."""

    question: Mapped[Question] = relationship(back_populates="texts")
    restriction: Mapped[Case | None] = relationship(lazy="joined")
