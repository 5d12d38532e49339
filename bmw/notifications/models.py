"""Messages to people: shown in the app at once, sent by mail by `bmw deliver`."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word


class Delivery(StrEnum):
    """How far the mail of a message has come; every message ends in an honest state."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NOT_BY_MAIL = "not_by_mail"


class Message(Base):
    """One message for one person, in that person's language. The table is the queue."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_inbox", "person_id", "id"), Index("ix_message_queue", "delivery", "due"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    address: Mapped[str | None] = mapped_column(String(254))
    """Where the mail goes; forgotten once it is sent."""
    language: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(String(300), default="")
    """The page this is about, without host."""
    created: Mapped[datetime] = mapped_column(Moment)
    read: Mapped[datetime | None] = mapped_column(Moment)
    delivery: Mapped[Delivery] = mapped_column(Word(Delivery), default=Delivery.WAITING)
    due: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)
    """Not sent after this moment: a code that has run out helps nobody."""
    tries: Mapped[int] = mapped_column(default=0)
    dedupe: Mapped[str | None] = mapped_column(String(80), unique=True)
    """The same event for the same person is told once."""
    private: Mapped[bool] = mapped_column(default=False)
    """Sign-in mails are not shown in the app and their text is forgotten once sent."""
