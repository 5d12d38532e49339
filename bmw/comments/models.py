"""Threads and comments."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.accounts.models import Person
from bmw.cases.models import Case
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Reading, _
from bmw.record.models import Record
from bmw.ui import current

DEEPEST = 2
"""Levels below the first; a reply to the deepest level joins it."""


class State(StrEnum):
    """Where a comment stands."""

    HELD = "held"
    """waits for a moderator"""
    PUBLIC = "public"
    REFUSED = "refused"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


NEXT: dict[State, frozenset[State]] = {
    State.HELD: frozenset({State.PUBLIC, State.REFUSED, State.WITHDRAWN}),
    State.PUBLIC: frozenset({State.HIDDEN, State.WITHDRAWN}),
    State.REFUSED: frozenset({State.PUBLIC}),
    State.HIDDEN: frozenset({State.PUBLIC}),
    State.WITHDRAWN: frozenset(),
}


class Thread(Base):
    """A conversation; whoever owns it decides who may speak, and when."""

    __tablename__ = "thread"

    id: Mapped[int] = mapped_column(primary_key=True)
    comments: Mapped[int] = mapped_column(default=0)
    """How many public comments it has, kept in the same transaction."""


FIRST = text("parent_id IS NULL")
"""What is said to the thing itself, not to somebody."""


class Comment(Record):
    """What somebody says in a thread."""

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_thread", "thread_id", "parent_id", "id"),
        Index("ix_comment_first", "thread_id", "id", sqlite_where=FIRST, postgresql_where=FIRST),
        Index("ix_comment_root", "root_id", "id"),
        Index("ix_comment_published", "published"),
        CheckConstraint("state NOT IN ('refused', 'hidden') OR restriction_id IS NOT NULL", name="reasoned"),
    )
    __mapper_args__ = {"polymorphic_identity": "comment"}
    page = "proposals.comment"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    root_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    """The comment of the first level that it belongs to; empty on that one."""
    depth: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[State] = mapped_column(Word(State))
    body: Mapped[str] = mapped_column(Text)
    published: Mapped[datetime | None] = mapped_column(Moment)
    restriction_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    """The decision that holds it back or hides it; the database insists that there is one."""

    author: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    thread: Mapped[Thread] = relationship()
    restriction: Mapped[Case | None] = relationship(foreign_keys=[restriction_id])

    @property
    def is_emptied(self) -> bool:
        """Whether its author took the words away for good."""
        return not self.body

    @property
    def headline(self) -> Reading:
        """The first words of the comment."""
        if self.is_emptied:
            return Reading.of(str(_("Comment %(number)s, text deleted", number=self.reference)), current.lang())
        return Reading.of(self.body if len(self.body) <= 80 else self.body[:79] + "…", self.language)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.state is State.PUBLIC

    @property
    def keeps_its_place(self) -> bool:
        """Whether a sentence stands where its text was public and is hidden now."""
        return self.state is State.HIDDEN and self.published is not None
