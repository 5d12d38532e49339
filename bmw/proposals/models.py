"""Proposals and their editions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.accounts.models import Person
from bmw.cases.models import Case
from bmw.comments.models import Thread
from bmw.focus.models import District, Field
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word
from bmw.kernel.text import Reading, _
from bmw.processes.models import Process
from bmw.proposals.states import SHOWN, Outcome, Reply, State
from bmw.record.models import Record
from bmw.ui import current
from bmw.votes.models import Ballot

TITLE = 120
BODY = 6000
UNIT = 120


class Proposal(Record):
    """What a citizen suggests to the town, in their own language."""

    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_new", "field_id", "state", "published", "id"),
        Index("ix_proposal_supported", "field_id", "state", "supporters", "id"),
        Index("ix_proposal_discussed", "field_id", "state", "comments", "id"),
        Index("ix_proposal_decided", "field_id", "state", "decided", "id"),
        Index("ix_proposal_all_new", "state", "published", "id"),
        Index("ix_proposal_all_supported", "state", "supporters", "id"),
        Index("ix_proposal_all_discussed", "state", "comments", "id"),
        Index("ix_proposal_all_decided", "state", "decided", "id"),
        Index("ix_proposal_published", "published"),
        Index("ix_proposal_process", "process_id", "state", "outcome"),
        Index("ix_proposal_ballot", "ballot_id"),
        Index("ix_proposal_thread", "thread_id"),
        CheckConstraint("state NOT IN ('refused', 'hidden', 'merged') OR restriction_id IS NOT NULL", name="reasoned"),
    )
    __mapper_args__ = {"polymorphic_identity": "proposal"}
    page = "proposals.page"
    within = "process_id"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[State] = mapped_column(Word(State))
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome), default=Outcome.OPEN)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was not taken up, in words for everybody."""
    answer: Mapped[str] = mapped_column(Text, default="")
    """The town's official answer, as it stands now."""
    answered: Mapped[datetime | None] = mapped_column(Moment)
    answer_status: Mapped[Reply | None] = mapped_column(Word(Reply))
    answer_unit: Mapped[str] = mapped_column(String(UNIT), default="")
    """Which part of the town hall answers."""
    answer_language: Mapped[str] = mapped_column(String(12), default="de")
    published: Mapped[datetime | None] = mapped_column(Moment)
    decided: Mapped[datetime | None] = mapped_column(Moment)
    """When its outcome was settled."""
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    supporters: Mapped[int] = mapped_column(default=0)
    """Votes in favour, counted and imported; lists sort by it. `counters` keeps it."""
    comments: Mapped[int] = mapped_column(default=0)
    """Public comments, likewise."""
    edition: Mapped[int] = mapped_column(default=1)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    imported_from: Mapped[str | None] = mapped_column(String(200), unique=True)
    restriction_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    """The decision that holds it back, hides or merges it; the database insists that there is one."""

    process: Mapped[Process] = relationship(foreign_keys=[process_id])
    field: Mapped[Field] = relationship()
    district: Mapped[District | None] = relationship()
    author: Mapped[Person] = relationship()
    ballot: Mapped[Ballot] = relationship()
    thread: Mapped[Thread] = relationship()
    restriction: Mapped[Case | None] = relationship(foreign_keys=[restriction_id])
    into: Mapped["Proposal | None"] = relationship(remote_side="Proposal.id", foreign_keys=[into_id])

    @property
    def is_emptied(self) -> bool:
        """Whether its author took the words away for good."""
        return self.state is not State.DRAFT and not (self.title or self.body)

    @property
    def headline(self) -> Reading:
        """The title in its own language."""
        if self.is_emptied:
            return Reading.of(str(_("Proposal %(number)s, text deleted", number=self.reference)), current.lang())
        return Reading.of(self.title, self.language)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.state in SHOWN

    @property
    def keeps_its_place(self) -> bool:
        """Whether a sentence stands where its text was public and is hidden now."""
        return self.state is State.HIDDEN and self.published is not None

    @property
    def numbers(self) -> dict[str, int]:
        """How many supported it and how many public comments it has."""
        return {"supporters": self.supporters, "comments": self.comments}


class Edition(Base):
    """An earlier wording of a proposal; nothing is overwritten."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12))
    until: Mapped[datetime] = mapped_column(Moment)


class EarlierAnswer(Base):
    """An official answer as it stood before it was changed; nothing is overwritten."""

    __tablename__ = "earlier_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    status: Mapped[Reply | None] = mapped_column(Word(Reply))
    unit: Mapped[str] = mapped_column(String(UNIT))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12))
    given: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
