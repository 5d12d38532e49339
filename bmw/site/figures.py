"""What the page of public numbers shows: each part of it by name, with what it needs."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from bmw.accounts.models import Office
from bmw.accounts.queries import holders
from bmw.board import queries as board
from bmw.cases import counts
from bmw.comments.models import Comment
from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.database import db
from bmw.offices import queries as offices
from bmw.proposals.models import Proposal
from bmw.record import seals
from bmw.record.models import Step
from bmw.record.words import Word
from bmw.site import continuity

MONTHS = 12
WORDS: dict[str, tuple[Word, ...]] = {
    "received": (Word.PROPOSAL_SUBMITTED, Word.COMMENT_SUBMITTED),
    "held_back": (Word.PROPOSAL_HELD, Word.COMMENT_HELD),
    "hidden": (Word.PROPOSAL_HIDDEN, Word.COMMENT_HIDDEN),
    "merged": (Word.PROPOSAL_MERGED,),
    "restored": (Word.PROPOSAL_RESTORED, Word.COMMENT_RESTORED),
}


@dataclass(frozen=True)
class Month:
    """What happened to contributions in one month."""

    first: datetime
    received: int
    published: int
    held_back: int
    hidden: int
    merged: int
    restored: int

    @property
    def is_lively(self) -> bool:
        """Whether anything happened in it."""
        return any((self.received, self.published, self.held_back, self.hidden, self.merged, self.restored))


def months(at: datetime) -> list[Month]:
    """The last twelve months with a contribution in them, newest first."""
    firsts = _firsts(at)
    asked = {
        (name, first): _happened(Step.at, span, Step.word.in_(words))
        for name, words in WORDS.items()
        for first, span in firsts.items()
    }
    asked |= {
        ("published", first): sum(_happened(each.published, span) for each in (Proposal, Comment))
        for first, span in firsts.items()
    }
    counted = dict(zip(asked, db.execute(select(*asked.values())).one(), strict=True))
    rows = [Month(first, **{name: counted[name, first] for name in (*WORDS, "published")}) for first in firsts]
    return [each for each in rows if each.is_lively]


def _firsts(at: datetime) -> dict[datetime, tuple[datetime, datetime]]:
    """The first moments of the last months in the town, each with when it begins and ends."""
    last = at.astimezone(TOWN_ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    numbers = [last.year * 12 + last.month - 1 - n for n in range(-1, MONTHS)]
    firsts = [last.replace(year=n // 12, month=n % 12 + 1) for n in numbers]
    return {first: (first, after) for after, first in pairwise(firsts)}


def _happened(column: Any, span: tuple[datetime, datetime], *which: Any) -> Any:
    """How often something happened in a month: by ranges of an index, as there may be very many."""
    counted = select(func.count()).select_from(column.class_.__table__)
    return counted.where(column >= span[0], column < span[1], *which).scalar_subquery()


@dataclass(frozen=True)
class Looks:
    """How often somebody's identity was looked up in one month."""

    first: date
    count: int


def of_powers() -> dict[str, Any]:
    """What the parts about offices show: what one person did alone, and looks at identities."""
    looks = [Looks(date(year, month, 1), count) for year, month, count in offices.identity_looks_per_month()]
    alone = sorted([*offices.public_lines(), *board.public_lines()], key=lambda line: line.at, reverse=True)
    return {"public_lines": alone, "looks": looks, "restorations": continuity.restorations(), "seal": seals.latest()}


def of_moderation(at: datetime) -> dict[str, Any]:
    """Everything that the parts about moderation show."""
    return {
        "months": months(at),
        "by_rule": counts.by_rule(),
        "reports": counts.reports(),
        "objections": counts.objections(),
        "waiting": counts.waiting_times(at),
        "moderators": len(holders(Office.MODERATOR)),
    }


PARTS = (
    "site/transparency/contributions.html",
    "site/transparency/rules.html",
    "site/transparency/reports.html",
    "site/transparency/waiting.html",
    "site/transparency/restorations.html",
    "site/transparency/seals.html",
    "offices/_public_changes.html",
    "site/transparency/identities.html",
    "site/transparency/method.html",
)
"""The parts of the page of public numbers, in their order."""
