"""Reading proposals: one with everything around it, and lists of many."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, lazyload, selectinload

from bmw.accounts.models import Person
from bmw.cases.queries import statements
from bmw.comments.models import Thread
from bmw.focus.models import District, Field
from bmw.focus.queries import districts, fields
from bmw.kernel.counts import Difference, differences
from bmw.kernel.database import db
from bmw.lookup import queries as lookup
from bmw.media.queries import of_record
from bmw.processes.models import Process
from bmw.processes.models import State as ProcessState
from bmw.proposals.models import EarlierAnswer, Edition, Proposal
from bmw.proposals.states import SHOWN, Outcome, State
from bmw.ui.paging import Page, keyset
from bmw.votes.models import Ballot, Choice, ImportedTotal
from bmw.votes.queries import family, open_registers, voted

SORTS: dict[str, InstrumentedAttribute[Any]] = {
    "neu": Proposal.published,
    "unterstuetzt": Proposal.supporters,
    "diskutiert": Proposal.comments,
    "entschieden": Proposal.decided,
}


MOST = 100


@dataclass(frozen=True)
class Awaiting:
    """Public proposals without an outcome: how many, and the oldest of them."""

    count: int
    items: Sequence[Proposal]


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed down to."""

    fields: Sequence[Field]
    processes: Sequence[Process]
    districts: Sequence[District]

    def field(self, slug: str) -> Field | None:
        """The field with this word."""
        return next((each for each in self.fields if each.slug == slug), None)

    def process(self, reference: str) -> Process | None:
        """The process with this number."""
        return next((each for each in self.processes if each.reference == reference), None)

    def district(self, slug: str) -> District | None:
        """The district with this word."""
        return next((each for each in self.districts if each.slug == slug), None)


def filters() -> Filters:
    """Fields, public processes and districts, for the filters of a list."""
    public = select(Process).where(Process.state != ProcessState.DRAFT).options(lazyload(Process.phases))
    return Filters(fields(), db.scalars(public.order_by(Process.id.desc()).limit(MOST)).all(), districts())


def _listed() -> Select[Proposal]:
    return select(Proposal).options(joinedload(Proposal.field, innerjoin=True), joinedload(Proposal.district))


@cache
def _whole() -> Select[Proposal]:
    return select(Proposal).options(
        joinedload(Proposal.process, innerjoin=True).joinedload(Process.phases),
        joinedload(Proposal.field, innerjoin=True),
        joinedload(Proposal.district),
        joinedload(Proposal.author, innerjoin=True).lazyload(Person.appointments),
        joinedload(Proposal.ballot, innerjoin=True).joinedload(Ballot.imported),
        joinedload(Proposal.thread, innerjoin=True),
        joinedload(Proposal.restriction),
    )


@cache
def _with_its_rules() -> Select[Proposal]:
    return select(Proposal).options(
        joinedload(Proposal.process, innerjoin=True).joinedload(Process.phases),
        joinedload(Proposal.ballot, innerjoin=True),
        joinedload(Proposal.restriction),
    )


@cache
def _called(found: Callable[[], Select[Proposal]]) -> Select[Proposal]:
    """The question for one number, made only once."""
    return found().where(Proposal.kind == "proposal", Proposal.reference == bindparam("reference"))


def by_reference(reference: str) -> Proposal | None:
    """The proposal with this number, with everything its page and its rules need, in one query."""
    return db.scalars(_called(_whole), {"reference": reference}).unique().one_or_none()


def on_ballot(reference: str) -> Proposal | None:
    """The proposal with this number, with what it takes to vote on it; the rest is read when it is needed."""
    return db.scalars(_called(_with_its_rules), {"reference": reference}).unique().one_or_none()


def of_thread(thread_id: int) -> Proposal | None:
    """The proposal that a thread belongs to."""
    return db.scalars(_whole().where(Proposal.thread_id == thread_id)).unique().one_or_none()


def public_page(
    field: Field | None = None,
    process: Process | None = None,
    district: District | None = None,
    sort: str = "neu",
    cursor: str | None = None,
) -> Page[Proposal]:
    """A page of public proposals: newest, most supported, most discussed or recently decided first.

    Fields and districts come from what is at hand already: a join would read them anew with every row.
    """
    key = SORTS.get(sort, Proposal.published)
    found = select(Proposal).where(Proposal.state == State.PUBLIC, key.is_not(None))
    for column, chosen in (
        (Proposal.field_id, field),
        (Proposal.process_id, process),
        (Proposal.district_id, district),
    ):
        found = found.where(column == chosen.id) if chosen else found
    return keyset(found, [key, Proposal.id], cursor)


def most_supported(field: Field | None = None, limit: int = 5) -> Sequence[Proposal]:
    """The public proposals with the most supporters."""
    return public_page(field, sort="unterstuetzt").items[:limit]


def awaiting_outcome(process: Process, limit: int = 20) -> Awaiting:
    """Public proposals of a process that are in no finding, not merged and not turned down, the oldest first."""
    waiting = (Proposal.process_id == process.id, Proposal.state == State.PUBLIC, Proposal.outcome == Outcome.OPEN)
    count = db.scalar(select(func.count()).select_from(Proposal.__table__).where(*waiting)) or 0
    oldest = _listed().where(*waiting).order_by(Proposal.published, Proposal.id).limit(limit)
    return Awaiting(count, db.scalars(oldest).all())


def of_author(person_id: int, *, most: int = 50) -> Sequence[Proposal]:
    """What somebody has proposed, drafts included, newest first."""
    return db.scalars(_listed().where(Proposal.author_id == person_id).order_by(Proposal.id.desc()).limit(most)).all()


def in_order(process: Process, *, part: int = 1, size: int = MOST) -> Sequence[Proposal]:
    """Everything public in a process by its number, with all its counts; merged proposals stand there, too."""
    mine = select(Proposal).where(Proposal.process_id == process.id, Proposal.state.in_(SHOWN))
    whole = mine.options(joinedload(Proposal.ballot, innerjoin=True).selectinload(Ballot.imported))
    with_target = whole.options(selectinload(Proposal.into))
    return db.scalars(with_target.order_by(Proposal.id).limit(size).offset((part - 1) * size)).unique().all()


def from_on(process: Process, reference: str, size: int) -> Sequence[Proposal]:
    """Everything public in a process by its number, from this one on; from the first one on if there is none such."""
    mine = select(Proposal).where(Proposal.process_id == process.id, Proposal.state.in_(SHOWN))
    from_here = mine.where(Proposal.id >= func.coalesce(_id_of(reference), 0))
    return db.scalars(from_here.options(joinedload(Proposal.ballot)).order_by(Proposal.id).limit(size)).unique().all()


def _id_of(reference: str) -> Any:
    return select(Proposal.id).where(Proposal.reference == reference).correlate(None).scalar_subquery()


def of(person: Person, at: datetime) -> dict[str, Any]:
    """What somebody proposed, with every wording and decisions against it, and their votes.

    Votes are found by the voter key, so only in registers that are open: in closed ones nobody can tell any more.
    """
    mine = db.scalars(select(Proposal).where(Proposal.author_id == person.id).order_by(Proposal.id)).all()
    decided = statements(each.id for each in mine)
    return {"proposals": [{**_told(each), "statements": decided[each.id]} for each in mine], "votes": _voted(person)}


def _told(proposal: Proposal) -> dict[str, Any]:
    own = ("reference", "title", "body", "language", "state", "outcome", "created", "published", "edition")
    earlier = ("number", "title", "body", "language", "until")
    return {
        **{name: getattr(proposal, name) for name in own},
        "district": proposal.district.name if proposal.district else None,
        "pictures": [{"alt": each.alt, "language": each.language, "added": each.added} for each in of_record(proposal)],
        "editions": [{name: getattr(each, name) for name in earlier} for each in editions(proposal)[::-1]],
    }


def _voted(person: Person) -> list[dict[str, Any]]:
    registers = open_registers()
    return [
        {"proposal": reference, "choice": choice.name.lower()}
        for choice in Choice
        for reference in db.scalars(
            select(Proposal.reference).where(Proposal.ballot_id.in_(voted(registers, person.voter_id, choice)))
        )
    ]


def merged_into(proposal: Proposal) -> Sequence[Proposal]:
    """The originals that went into a proposal."""
    return db.scalars(select(Proposal).where(Proposal.into_id == proposal.id).order_by(Proposal.id)).all()


def editions(proposal: Proposal) -> Sequence[Edition]:
    """Earlier wordings of a proposal, newest first."""
    mine = select(Edition).where(Edition.proposal_id == proposal.id)
    return db.scalars(mine.order_by(Edition.number.desc())).all()


def earlier_answers(proposal: Proposal) -> Sequence[EarlierAnswer]:
    """What the town answered before, newest first."""
    mine = select(EarlierAnswer).where(EarlierAnswer.proposal_id == proposal.id)
    return db.scalars(mine.order_by(EarlierAnswer.id.desc())).all()


def similar(text: str, *, but: Proposal | None = None, limit: int = 5) -> list[Proposal]:
    """Public proposals that speak of the same."""
    found = lookup.near(text, "proposal", limit + 1)
    return [each for each in found if isinstance(each, Proposal) and each is not but][:limit]


def miscounted() -> Iterator[Difference]:
    """Proposals whose numbers in lists are not those of their ballot, with what was counted elsewhere, and thread."""
    sums = select(ImportedTotal.ballot_id, ImportedTotal.count.label("sum")).where(
        ImportedTotal.choice == int(Choice.AGREE)
    )
    brought = {row.ballot_id: int(row.sum) for row in db.execute(sums)}
    kept = select(Proposal.id, Proposal.supporters, Proposal.comments, Proposal.ballot_id)
    found = kept.add_columns(Ballot.agree, Ballot.merged, Thread.comments.label("said"))
    rows = found.select_from(Proposal.__table__).join(Ballot, Ballot.id == Proposal.__table__.c.ballot_id)
    for row in db.execute(rows.join(Thread, Thread.id == Proposal.__table__.c.thread_id)):
        boxes = db.scalars(family(row.ballot_id)).all() if row.merged else [row.ballot_id]
        counted = {"supporters": row.agree + sum(brought.get(each, 0) for each in boxes), "comments": row.said}
        shown = {"supporters": row.supporters, "comments": row.comments}
        yield from differences("proposal", row.id, shown, counted)
