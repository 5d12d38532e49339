"""Text blocks: what moderators and editors write again and again, kept once per language."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Sentence, _

TITLE = 120


class Purpose(StrEnum):
    """What a text block is for."""

    FACTS = "facts"
    RULING = "ruling"
    FEEDBACK = "feedback"
    ANSWER = "answer"
    NOT_TAKEN = "not_taken"


PURPOSES: dict[Purpose, Sentence] = {
    Purpose.FACTS: _("The facts when something is held back or hidden"),
    Purpose.RULING: _("The decision about an objection"),
    Purpose.FEEDBACK: _("The answer to feedback"),
    Purpose.ANSWER: _("An official answer to a proposal"),
    Purpose.NOT_TAKEN: _("Why a proposal is not taken up"),
}


class TextBlock(Base):
    """Words for one purpose in one language, with places that are filled in."""

    __tablename__ = "text_block"
    __table_args__ = (Index("ix_text_block_purpose", "purpose", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(Word(Purpose))
    language: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(TITLE))
    text: Mapped[str] = mapped_column(Text)
    retired: Mapped[datetime | None] = mapped_column(Moment)
    """Since when it is not offered any more."""
    changed: Mapped[datetime] = mapped_column(Moment)

    def filled(self, **names: str) -> str:
        """The words, with what is known put into their places."""
        text = self.text
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", value)
        return text
