"""Whatever people and moderators do, and in whatever order: every number shown can be explained."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.proposals.models import Proposal
from bmw.proposals.queries import miscounted as miscounted_in_lists
from bmw.votes import counting, queries, service
from bmw.votes.keys import voter_key
from bmw.votes.models import Ballot, Choice, Kind, Vote
from tests import factories as make
from tests.factories_proposals import proposal

which = st.integers(0, 3)
who = st.integers(0, 4)
moves = st.one_of(
    st.tuples(st.just("cast"), which, who, st.sampled_from(list(Choice))),
    st.tuples(st.just("cast"), which, who, st.sampled_from(list(Choice))),
    st.tuples(st.just("withdraw"), which, who),
    st.tuples(st.just("merge"), which, which),
    st.tuples(st.just("split"), which),
    st.tuples(st.just("erase"), who),
    st.tuples(st.just("import"), which, st.integers(0, 50)),
    st.tuples(st.just("archive"), st.just(0)),
)


@dataclass
class Memory:
    """What should lie in the boxes, kept without any database."""

    said: dict[tuple[int, int], Choice] = field(default_factory=dict)
    """ballot, voter → choice"""
    into: dict[int, int] = field(default_factory=dict)
    brought: dict[int, int] = field(default_factory=dict)
    archived: bool = False

    def root(self, ballot: int) -> int:
        return self.root(self.into[ballot]) if ballot in self.into else ballot

    def family(self, root: int) -> set[int]:
        return {each for each in range(4) if each == root or self._leads_to(each, root)}

    def _leads_to(self, ballot: int, root: int) -> bool:
        return ballot in self.into and (self.into[ballot] == root or self._leads_to(self.into[ballot], root))

    def note(self, move: tuple[object, ...]) -> None:
        match move:
            case ("cast", int(b), int(v), Choice() as choice):
                self.said[self.root(b), v] = choice
            case ("withdraw", int(b), int(v)):
                self._forget(v, self.family(self.root(b)))
            case ("erase", int(v)) if not self.archived:
                self._forget(v, set(range(4)))
            case _:
                self._note_ballots(move)

    def _note_ballots(self, move: tuple[object, ...]) -> None:
        match move:
            case ("merge", int(b), int(into)):
                self.into[b] = into
            case ("split", int(b)):
                del self.into[b]
            case ("import", int(b), int(n)):
                self.brought[b] = n
            case ("archive", _):
                self.archived = True

    def _forget(self, voter: int, ballots: set[int]) -> None:
        for each in ballots:
            self.said.pop((each, voter), None)


def make_move(move: tuple[object, ...], ballots: list[Ballot]) -> None:
    """One move; those that are not possible are refused and change nothing."""
    match move:
        case ("cast", int(b), int(v), Choice() as choice):
            service.cast(ballots[b], bytes([v]) * 16, choice)
        case ("withdraw", int(b), int(v)):
            service.withdraw(ballots[b], bytes([v]) * 16)
        case ("merge", int(b), int(into)):
            service.merge(ballots[b], ballots[into])
        case ("split", int(b)):
            service.split(ballots[b])
        case ("erase", int(v)):
            service.forget(make.Somebody(bytes([v]) * 16), make.NOW)
        case ("import", int(b), int(n)):
            service.add_imported(ballots[b], {Choice.AGREE: n}, "Klimarat 2022")
        case ("archive", _):
            service.close_register(ballots[0].register)


@pytest.fixture
def town(app: Flask) -> Iterator[Flask]:
    yield app
    db.remove()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moves, max_size=25))
def test_every_number_is_explained_after_any_history(town: Flask, history: list[tuple[object, ...]]) -> None:
    db.remove()
    within = make.process(make.field(), ballot_kind=Kind.OPINION)
    things = [proposal(process=within) for _ in range(4)]
    ballots, memory = [each.ballot for each in things], Memory()
    secret = bytes(within.register.secret or b"")
    for move in history:
        try:
            make_move(move, ballots)
        except NotPossible:
            continue
        memory.note(move)
    boxes_hold_what_was_said(ballots, memory, secret)
    counters_equal_a_recount(ballots)
    sums_are_counted_and_imported(things, memory)
    db.rollback()


def boxes_hold_what_was_said(ballots: list[Ballot], memory: Memory, secret: bytes) -> None:
    """One row at most for each voter and ballot, and in it what they said last."""
    register = service.Register(secret=secret)
    keys = {voter_key(register, bytes([v]) * 16): v for v in range(5)}
    places = {ballot.id: number for number, ballot in enumerate(ballots)}
    rows = db.execute(select(Vote.ballot_id, Vote.voter_key, Vote.choice)).all()
    assert len(rows) == len({(row.ballot_id, row.voter_key) for row in rows})
    assert {(places[row.ballot_id], keys[row.voter_key]): row.choice for row in rows} == memory.said


def counters_equal_a_recount(ballots: list[Ballot]) -> None:
    for ballot in ballots:
        db.refresh(ballot)
        counted = counting.count(queries.papers(ballot), ballot.id)
        assert (ballot.agree, ballot.disagree, ballot.passed) == (counted.agree, counted.disagree, counted.passed)
        assert ballot.merged == db.scalar(select(func.count()).where(Ballot.into_id == ballot.id))
    assert list(queries.miscounted()) == list(miscounted_in_lists()) == []


def sums_are_counted_and_imported(things: list[Proposal], memory: Memory) -> None:
    """What pages and lists show is what was counted here and, beside it, what was counted elsewhere."""
    for number, thing in enumerate(things):
        brought = sum(memory.brought.get(each, 0) for each in memory.family(number))
        totals = queries.totals(thing.ballot)
        assert (totals.imported[Choice.AGREE], totals.counted[Choice.AGREE]) == (brought, thing.ballot.agree)
        assert totals.sum[Choice.AGREE] == thing.supporters == thing.ballot.agree + brought
