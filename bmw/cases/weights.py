"""How much a report weighs: by how often the earlier ones of the same person were right; guests weigh little.

The weight orders the desk and is told to the moderators. It never hides, moves or counts anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from bmw.cases.models import UPHELD, Case, Decision, Kind
from bmw.kernel.database import db
from bmw.record.models import Record

WHOLE = 100
"""The weight of a report by somebody who has signed in and never reported anything before."""
GUEST = 30
OF_GUESTS = 100
"""All guests together weigh no more than one person: anybody can be many guests."""


@dataclass(frozen=True)
class Past:
    """How the earlier reports of somebody ended."""

    right: int = 0
    wrong: int = 0

    @property
    def weight(self) -> int:
        """Between nothing and two ordinary reports, in hundredths."""
        return 2 * WHOLE * (self.right + 1) // (self.right + self.wrong + 2)


def pasts(people: Iterable[int]) -> dict[int, Past]:
    """How the earlier reports of these people ended."""
    right = func.count().filter(Case.decision.in_(UPHELD))
    wrong = func.count().filter(Case.decision == Decision.KEPT)
    counted = select(Case.from_id, right, wrong).where(Case.kind == Kind.REPORTED, Case.decided.is_not(None))
    rows = db.execute(counted.where(Case.from_id.in_(set(people))).group_by(Case.from_id))
    return {person: Past(yes, no) for person, yes, no in rows if person is not None}


def weigh(record: Record) -> int:
    """Weigh the reports about a contribution that wait, and note it on each of them."""
    waits = (Case.record_id == record.id, Case.kind == Kind.REPORTED, Case.decided.is_(None))
    reports = db.scalars(select(Case).where(*waits)).all()
    people = {each.from_id for each in reports if each.from_id is not None}
    known = pasts(people)
    guests = sum(each.from_id is None for each in reports)
    total = sum(known.get(each, Past()).weight for each in people) + min(guests * GUEST, OF_GUESTS)
    for each in reports:
        each.weight = total
    db.flush()
    return total
