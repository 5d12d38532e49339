"""Criteria, reviews, opinions and scores."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bmw.accounts.models import Person
from bmw.board.states import FAVOURABLE, State, Verdict
from bmw.findings.models import Finding
from bmw.kernel.database import Base, Moment
from bmw.kernel.states import Word as Kept
from bmw.kernel.text import Localized, Reading, Sentence, _
from bmw.record.models import Record, Turn
from bmw.record.words import Word

POINTS: dict[int, Sentence] = {
    5: _("5: fully"),
    4: _("4: largely"),
    3: _("3: partly"),
    2: _("2: a little"),
    1: _("1: hardly or not at all"),
}
"""How far a finding meets a criterion, in words."""


class Criterion(Base):
    """One of the town's criteria: what the board looks at."""

    __tablename__ = "criterion"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[Localized]
    text: Mapped[Localized]
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Review(Record):
    """The board's review of a finding: opinions, and one conclusion with reasons."""

    __tablename__ = "review"
    __mapper_args__ = {"polymorphic_identity": "review"}
    page = "board.page"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), unique=True)
    state: Mapped[State] = mapped_column(Kept(State))
    quorum: Mapped[int]
    """How many members without conflict must have given an opinion."""
    members: Mapped[int] = mapped_column(default=0)
    """How many members the board had at the conclusion."""
    taking_part: Mapped[int] = mapped_column(default=0)
    verdict: Mapped[Verdict | None] = mapped_column(Kept(Verdict))
    reasons: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[str] = mapped_column(Text, default="")
    """What should change, with `with_changes`."""
    dissent: Mapped[str] = mapped_column(Text, default="")
    concluded: Mapped[datetime | None] = mapped_column(Moment)
    concluded_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    finding: Mapped[Finding] = relationship(foreign_keys=[finding_id])
    opinions: Mapped[list["Opinion"]] = relationship(order_by="Opinion.at", back_populates="review")

    @property
    def headline(self) -> Reading:
        """The title of the finding it is about."""
        return self.finding.headline

    def reading(self, lang: str) -> Reading:
        """The title of the finding, for a reader of this language."""
        return self.finding.reading(lang)

    @property
    def is_public(self) -> bool:
        """Public once it is concluded."""
        return self.state is State.CONCLUDED

    @property
    def in_short(self) -> Sentence:
        """What the board says, in a few words."""
        return self.verdict.words if self.verdict else ""

    @property
    def turn(self) -> Turn | None:
        """What the board says about the finding that a contribution went into."""
        if self.concluded is None or self.verdict is None:
            return None
        sentence = _("The advisory board concluded: %(verdict)s.", verdict=self.verdict.words)
        return Turn(self.concluded, Word.REVIEW_CONCLUDED, sentence)

    @property
    def is_favourable(self) -> bool:
        """Whether a measure can be planned from the conclusion."""
        return self.state is State.CONCLUDED and self.verdict in FAVOURABLE

    @property
    def given(self) -> list["Opinion"]:
        """The opinions of those who take part."""
        return [each for each in self.opinions if each.verdict is not None]

    @property
    def aside(self) -> list["Opinion"]:
        """The members who stepped aside because of a conflict of interest."""
        return [each for each in self.opinions if each.conflict]


class Opinion(Base):
    """What one member says, or that they step aside because of a conflict of interest."""

    __tablename__ = "opinion"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    verdict: Mapped[Verdict | None] = mapped_column(Kept(Verdict))
    text: Mapped[str] = mapped_column(Text, default="")
    conflict: Mapped[str] = mapped_column(Text, default="")
    """The declared conflict of interest; whoever declares one takes no part."""

    review: Mapped[Review] = relationship(foreign_keys=[review_id], back_populates="opinions")
    member: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Score(Base):
    """How far a finding meets one criterion, in the eyes of one member."""

    __tablename__ = "score"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    points: Mapped[int]
