"""Every shown number is the sum of its parts, and each part can be counted again: after any archiving or merging."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bmw.accounts.models import Person
from bmw.kernel.database import db, transaction
from bmw.processes.models import State as Phase
from bmw.processes.service import archive
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.site.service import erase
from bmw.votes import counting, queries, service
from bmw.votes.keys import RegisterClosed
from bmw.votes.models import Ballot, Choice, Kind
from tests import factories
from tests.factories import NOW, Somebody
from tests.factories_proposals import proposal
from tests.recount import wrong

AGREE = Choice.AGREE


@pytest.fixture
def town(app: Flask) -> Iterator[Flask]:
    yield app
    db.remove()


moves = st.one_of(
    st.tuples(st.just("cast"), st.integers(0, 2), st.integers(0, 4), st.sampled_from(list(Choice))),
    st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("import"), st.integers(0, 2), st.integers(0, 40)),
    st.tuples(st.just("leave"), st.integers(0, 4)),
    st.tuples(st.just("archive")),
)


def make(move: Any, ballots: list[Ballot]) -> None:
    """One move; after archiving nothing moves any more."""
    match move:
        case ("cast", int(b), int(v), Choice() as choice):
            service.cast(ballots[b], bytes([v]) * 16, choice)
        case ("merge", int(b), int(into)):
            service.merge(ballots[b], ballots[into])
        case ("import", int(b), int(n)):
            service.add_imported(ballots[b], {AGREE: n}, f"Quelle {b}")
        case ("leave", int(v)):
            service.forget(Somebody(bytes([v]) * 16), NOW)
        case ("archive",):
            service.close_register(ballots[0].register)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moves, max_size=20))
def test_sums_are_their_parts_and_parts_are_their_rows_after_anything(town: Flask, history: list[Any]) -> None:
    db.remove()
    register = service.open_register()
    ballots = [service.open_ballot(register, Kind.OPINION) for _ in range(3)]
    for move in history:
        try:
            make(move, ballots)
        except service.NotPossible:
            continue
    for ballot in ballots:
        shown = queries.totals(db.get_one(Ballot, ballot.id, populate_existing=True))
        counted = counting.count(queries.papers(ballot), ballot.id)
        assert list(shown.counted.values()) == [counted.agree, counted.disagree, counted.passed]
        assert all(shown.sum[each] == shown.counted[each] + shown.imported[each] for each in Choice)
        assert bool(shown.source) == any(queries.imported_totals(ballot))
    db.rollback()


def story() -> tuple[list[Proposal], list[Person]]:
    """Two proposals, three people, one of whom supports both; votes from elsewhere beside the first."""
    author, process = factories.person(), factories.process(factories.field())
    one, other = (proposal(author, process, title=title) for title in ("Bänke am Ufer", "Bänke am Markt"))
    people = [factories.person() for _n in range(3)]
    for each, what in zip((*people, people[0]), (one, one, other, other), strict=True):
        proposals.support(what, each, AGREE)
    service.add_imported(one.ballot, {AGREE: 7}, "Unterschriftenliste")
    return [one, other], people


def test_merging_counts_whoever_supported_both_once_and_the_page_shows_every_part(app: Flask, client: Any) -> None:
    with transaction():
        [one, other], _people = story()
        proposals.merge(other, one, factories.person(), NOW, reason="Dasselbe.")
        assert (one.ballot.agree, one.supporters, wrong()) == (3, 10, [])
    page = client.see(f"/en/vorschlaege/{one.reference}")
    assert [each.text_content() for each in page.all(".aside .stats dd")] == ["3", "7"]
    assert "Unterschriftenliste" in page.text


def test_archiving_destroys_the_secret_and_no_number(app: Flask, client: Any) -> None:
    with transaction():
        [one, other], people = story()
        before = (one.supporters, other.supporters)
        archive(one.process, factories.person().id, NOW)
        assert one.process.state is Phase.ARCHIVED
        with pytest.raises(RegisterClosed):
            service.cast(one.ballot, people[0].voter_id, AGREE)
    with transaction():
        for each in people:
            erase(db.merge(each), NOW)
        assert wrong() == []
        assert (db.merge(one).supporters, db.merge(other).supporters) == before
    assert "Unterschriftenliste" in client.see(f"/en/vorschlaege/{one.reference}").text


def test_whoever_leaves_an_open_process_leaves_numbers_that_add_up(app: Flask) -> None:
    with transaction():
        [one, other], people = story()
        proposals.merge(other, one, factories.person(), NOW, reason="Dasselbe.")
        for left, each in ((2, people[0]), (1, people[1]), (0, people[2])):
            erase(each, NOW)
            assert (db.get_one(Proposal, one.id).ballot.agree, wrong()) == (left, [])
        assert db.get_one(Proposal, one.id).supporters == 7
