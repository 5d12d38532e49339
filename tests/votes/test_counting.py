"""Counting is a matter of arithmetic, so anybody can do it again."""

from hypothesis import given
from hypothesis import strategies as st

from bmw.votes.counting import Counts, count, once_each, said, tally

papers = st.lists(
    st.tuples(st.integers(1, 4), st.binary(min_size=1, max_size=1), st.sampled_from([-1, 0, 1])),
    unique_by=lambda paper: paper[:2],
)


def test_an_empty_box_counts_nothing() -> None:
    assert count([], 1) == Counts(0, 0, 0)


def test_what_was_said_on_the_ballot_itself_comes_first() -> None:
    assert said({1: -1, 7: 1}, own=7) == 1


def test_else_the_earliest_of_the_merged_ballots_counts() -> None:
    assert said({9: -1, 3: 0}, own=7) == 0


def test_who_said_nothing_says_nothing() -> None:
    assert said({}, own=7) is None


@given(papers)
def test_no_voter_is_lost_and_none_counts_twice(box: list[tuple[int, bytes, int]]) -> None:
    assert count(box, 1).all == len({voter for _, voter, _ in box})


@given(papers)
def test_one_voter_after_the_other_gives_the_same_as_all_at_once(box: list[tuple[int, bytes, int]]) -> None:
    each = {voter: {b: c for b, v, c in box if v == voter} for _, voter, _ in box}
    assert once_each(box, 2) == {voter: said(choices, 2) for voter, choices in each.items()}


@given(papers)
def test_the_order_of_the_papers_does_not_matter(box: list[tuple[int, bytes, int]]) -> None:
    assert count(box, 3) == count(box[::-1], 3) == tally(once_each(box, 3).values())
