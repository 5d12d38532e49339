"""Whatever people and moderators do, and in whatever order: the counts are what counting again gives."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.votes import counting, queries, service
from bmw.votes.models import Ballot, Choice, Kind, Vote
from tests.factories import NOW, Somebody

which = st.integers(0, 3)
who = st.integers(0, 4)
moves = st.one_of(
    st.tuples(st.just("cast"), which, who, st.sampled_from(list(Choice))),
    st.tuples(st.just("withdraw"), which, who),
    st.tuples(st.just("merge"), which, which),
    st.tuples(st.just("split"), which),
    st.tuples(st.just("erase"), who),
)


@pytest.fixture
def town(app: Flask) -> Iterator[Flask]:
    yield app
    db.remove()


def make(move: tuple[object, ...], ballots: list[Ballot]) -> None:
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
            service.forget(Somebody(bytes([v]) * 16), NOW)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moves, max_size=25))
def test_counters_equal_a_recount_after_any_history(town: Flask, history: list[tuple[object, ...]]) -> None:
    db.remove()
    register = service.open_register()
    ballots = [service.open_ballot(register, Kind.OPINION) for _ in range(4)]
    for move in history:
        try:
            make(move, ballots)
        except NotPossible:
            continue
    for ballot in ballots:
        db.refresh(ballot)
        counted = counting.count(queries.papers(ballot), ballot.id)
        assert (ballot.agree, ballot.disagree, ballot.passed) == (counted.agree, counted.disagree, counted.passed)
        assert ballot.merged == db.scalar(select(func.count()).where(Ballot.into_id == ballot.id))
    rows = db.execute(select(Vote.ballot_id, Vote.voter_key)).all()
    assert len(rows) == len(set(rows))
    db.rollback()
