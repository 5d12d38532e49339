"""Reading votes: what a voter said, how a ballot stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Select, func, select

from bmw.kernel.counts import Difference, differences
from bmw.kernel.database import db
from bmw.votes import counting
from bmw.votes.keys import voter_key
from bmw.votes.models import COUNTED, Ballot, Choice, ImportedTotal, Register, Vote


@dataclass(frozen=True)
class Totals:
    """How a ballot stands: what was counted here, and beside it what was counted elsewhere."""

    counted: dict[Choice, int]
    imported: dict[Choice, int]
    source: str
    """Where the imported sums come from; empty when there are none."""
    sum: dict[Choice, int]


def family(ballot_id: int | BindParameter[int]) -> Select[int]:
    """Ids of a ballot and of every ballot merged into it, directly or not."""
    tree = select(Ballot.id).where(Ballot.id == ballot_id).cte("family", recursive=True)
    tree = tree.union(select(Ballot.id).join(tree, Ballot.into_id == tree.c.id))
    return select(tree.c.id)


def papers(ballot: Ballot) -> list[counting.Paper]:
    """Every vote on a ballot and on those merged into it."""
    found = select(Vote.ballot_id, Vote.voter_key, Vote.choice).where(Vote.ballot_id.in_(family(ballot.id)))
    return [(row.ballot_id, row.voter_key, row.choice) for row in db.execute(found)]


def choices_of(ballot: Ballot, key: bytes) -> dict[int, int]:
    """What one voter said on a ballot and on those merged into it, by ballot."""
    boxes = Vote.ballot_id.in_(family(ballot.id)) if ballot.merged else Vote.ballot_id == ballot.id
    found = select(Vote.ballot_id, Vote.choice).where(boxes, Vote.voter_key == key)
    return {row.ballot_id: row.choice for row in db.execute(found)}


def choice_of(ballot: Ballot, voter_id: bytes) -> Choice | None:
    """What somebody says on a ballot; nobody knows any more once the register is closed."""
    if ballot.register.secret is None:
        return None
    said = counting.said(choices_of(ballot, voter_key(ballot.register, voter_id)), ballot.id)
    return None if said is None else Choice(said)


def totals(ballot: Ballot) -> Totals:
    """The counts of a ballot and, beside them, the imported sums with their source."""
    counted = {Choice.AGREE: ballot.agree, Choice.DISAGREE: ballot.disagree, Choice.PASS: ballot.passed}
    imported = dict.fromkeys(Choice, 0)
    sources = []
    for row in imported_totals(ballot):
        imported[Choice(row.choice)] += row.count
        sources.append(row.source)
    both = {choice: counted[choice] + imported[choice] for choice in Choice}
    return Totals(counted, imported, " · ".join(dict.fromkeys(sources)), both)


def imported_totals(ballot: Ballot) -> Sequence[ImportedTotal]:
    """Sums counted elsewhere, of a ballot and of those merged into it."""
    if not ballot.merged:
        return ballot.imported
    return db.scalars(select(ImportedTotal).where(ImportedTotal.ballot_id.in_(family(ballot.id)))).all()


def voted(registers: Iterable[Register], voter_id: bytes, choice: Choice = Choice.AGREE) -> Select[int]:
    """Ids of the ballots on which somebody made this choice; those of closed registers nobody finds any more."""
    keys = [voter_key(each, voter_id) for each in registers if each.secret is not None]
    return select(Vote.ballot_id).where(Vote.voter_key.in_(keys), Vote.choice == choice)


def open_registers() -> Sequence[Register]:
    """Registers whose voters can still be recognised by themselves."""
    return db.scalars(select(Register).where(Register.secret.is_not(None))).all()


def miscounted() -> Iterator[Difference]:
    """Ballots whose kept numbers are not what counting their votes again gives."""
    inner = select(Ballot.into_id, func.count().label("merged")).where(Ballot.into_id.is_not(None))
    merged = {row.into_id: row.merged for row in db.execute(inner.group_by(Ballot.into_id))}
    cast = select(Vote.ballot_id, Vote.choice, func.count().label("votes")).group_by(Vote.ballot_id, Vote.choice)
    alone: dict[int, dict[str, int]] = {}
    for row in db.execute(cast):
        alone.setdefault(row.ballot_id, {})[COUNTED[Choice(row.choice)]] = row.votes
    for ballot in db.scalars(select(Ballot).order_by(Ballot.id).execution_options(yield_per=1000)):
        again = _count_of_family(ballot) if ballot.id in merged else alone.get(ballot.id, {})
        shown = {name: getattr(ballot, name) for name in (*COUNTED.values(), "merged")}
        yield from differences("ballot", ballot.id, shown, {**again, "merged": merged.get(ballot.id, 0)})


def _count_of_family(ballot: Ballot) -> dict[str, int]:
    counts = counting.count(papers(ballot), ballot.id)
    return {"agree": counts.agree, "disagree": counts.disagree, "passed": counts.passed}
