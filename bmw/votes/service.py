"""Votes are cast, changed, withdrawn and merged; counts are kept in the same transaction."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import delete, select

from bmw.kernel.database import db, insert_into, is_shared
from bmw.kernel.states import NotPossible
from bmw.votes import counting, queries
from bmw.votes.keys import RegisterClosed, voter_key
from bmw.votes.models import CHOICES, COUNTED, Ballot, Choice, ImportedTotal, Kind, Register, Vote

SECRET = 32


class Voter(Protocol):
    """Somebody with a random id that only registers know what to do with."""

    voter_id: bytes


def open_register() -> Register:
    """A new register of voters with a secret of its own."""
    register = Register(secret=secrets.token_bytes(SECRET))
    db.add(register)
    db.flush()
    return register


def open_ballot(register: Register, kind: Kind) -> Ballot:
    """A new ballot in a register."""
    if register.secret is None:
        raise RegisterClosed(f"register {register.id} is closed")
    ballot = Ballot(register=register, kind=kind, agree=0, disagree=0, passed=0, merged=0)
    db.add(ballot)
    db.flush()
    return ballot


def cast(ballot: Ballot, voter_id: bytes, choice: Choice, channel: str = "web") -> Ballot:
    """A voter says what they think; saying it again changes it. Votes on a merged ballot go where it went."""
    ballot = _held(ballot)
    if choice not in CHOICES[ballot.kind]:
        raise NotPossible(f"{choice} on a ballot of kind {ballot.kind}")
    key = voter_key(ballot.register, voter_id)
    before = queries.choices_of(ballot, key)
    _write(ballot.id, key, choice, channel)
    _correct(ballot, before, {**before, ballot.id: int(choice)})
    return ballot


def withdraw(ballot: Ballot, voter_id: bytes) -> Ballot:
    """A voter takes their vote back, on the ballot and on everything merged into it."""
    ballot = _held(ballot)
    _take_back(ballot, voter_key(ballot.register, voter_id))
    return ballot


def _take_back(ballot: Ballot, key: bytes) -> None:
    before = queries.choices_of(ballot, key)
    if not before:
        return
    db.execute(delete(Vote).where(Vote.ballot_id.in_(before), Vote.voter_key == key))
    _correct(ballot, before, {})
    for inner in set(before) - {ballot.id}:
        _count_up_to(db.get_one(Ballot, inner), ballot)


def _held(ballot: Ballot) -> Ballot:
    """The ballot that counts now, held up to it for this transaction so that nobody else counts at the same time."""
    held = _hold(ballot.id)
    while held.into_id is not None:
        held = _hold(held.into_id)
    return held


def _hold(ballot_id: int) -> Ballot:
    if not is_shared():
        return db.get_one(Ballot, ballot_id)  # nobody else has written since this step began
    return db.get_one(Ballot, ballot_id, with_for_update={"of": Ballot}, populate_existing=True)


def _write(ballot_id: int, key: bytes, choice: Choice, channel: str) -> None:
    said = {"ballot_id": ballot_id, "voter_key": key, "choice": int(choice), "channel": channel, "version": 1}
    db.connection().execute(_paper(db.get_bind().dialect.name), said)


@cache
def _paper(_dialect: str) -> Any:
    """One statement: a first vote is put in, a later one takes the place of the earlier."""
    paper = insert_into(Vote)
    changed = {"choice": paper.excluded.choice, "channel": paper.excluded.channel, "version": Vote.version + 1}
    # Saying the same again leaves no mark: how often somebody tried is counted elsewhere, under their number.
    other = Vote.choice != paper.excluded.choice
    return paper.on_conflict_do_update(index_elements=["ballot_id", "voter_key"], set_=changed, where=other)


def _correct(ballot: Ballot, before: Mapping[int, int], after: Mapping[int, int]) -> None:
    was, now = counting.said(before, ballot.id), counting.said(after, ballot.id)
    for choice, difference in ((was, -1), (now, +1)):
        if choice is not None:
            name = COUNTED[Choice(choice)]
            setattr(ballot, name, getattr(ballot, name) + difference)
    db.flush()


def count_again(ballot: Ballot) -> counting.Counts:
    """Count a ballot from its votes and keep the result; whoever calls holds what it counts in."""
    counts = counting.count(queries.papers(ballot), ballot.id)
    ballot.agree, ballot.disagree, ballot.passed = counts.agree, counts.disagree, counts.passed
    db.flush()
    return counts


def _count_up_to(ballot: Ballot, last: Ballot | None = None) -> None:
    """Count a ballot again, and those it was merged into."""
    while last is None or ballot.id != last.id:
        count_again(ballot)
        if ballot.into_id is None:
            return
        ballot = db.get_one(Ballot, ballot.into_id)


def merge(ballot: Ballot, into: Ballot) -> Ballot:
    """From now on a ballot counts in another one of the same register; its votes stay where they are."""
    if ballot.register_id != into.register_id or ballot.kind is not into.kind:
        raise NotPossible("Only ballots of one kind and one register can be merged.")
    for each in sorted((ballot.id, into.id)):
        _hold(each)
    _held(into)
    if ballot.into_id is not None or into.id in db.scalars(queries.family(ballot.id)).all():
        raise NotPossible(f"ballot {ballot.id} cannot go into {into.id}")
    ballot.into_id = into.id
    into.merged += 1
    db.flush()
    _count_up_to(into)
    return into


def split(ballot: Ballot) -> Ballot:
    """A merged ballot stands on its own again, with the votes that were cast on it."""
    _held(ballot)
    if ballot.into_id is None:
        raise NotPossible(f"ballot {ballot.id} was not merged")
    into = db.get_one(Ballot, ballot.into_id)
    ballot.into_id = None
    into.merged -= 1
    db.flush()
    _count_up_to(into)
    return ballot


def add_imported(ballot: Ballot, counts: Mapping[Choice, int], source: str) -> None:
    """Put sums that were counted elsewhere beside a ballot; the same source again replaces them."""
    _held(ballot)
    ballot.imported = [
        ImportedTotal(choice=int(choice), count=count, source=source) for choice, count in counts.items()
    ]
    db.flush()


def close_register(register: Register) -> None:
    """Destroy the secret: the votes stay counted and belong to nobody any more."""
    register.secret = None
    db.flush()


def forget(voter: Voter, at: datetime) -> int:
    """Somebody leaves: their votes are withdrawn wherever they can still be recognised. Returns how many there were."""
    taken_back = 0
    for register in queries.open_registers():
        key = voter_key(register, voter.voter_id)
        mine = select(Vote.ballot_id).join(Ballot, Ballot.id == Vote.ballot_id)
        found = db.scalars(mine.where(Ballot.register_id == register.id, Vote.voter_key == key)).all()
        for ballot_id in sorted(found):
            _take_back(_held(db.get_one(Ballot, ballot_id)), key)
        taken_back += len(found)
    return taken_back
