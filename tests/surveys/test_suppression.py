"""No group under ten is shown, and none can be worked out."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.surveys.suppression import LEAST, many_of, one_of

tables = st.lists(st.integers(0, 60), min_size=2, max_size=8)


@given(tables)
def test_no_small_count_is_shown(counts: list[int]) -> None:
    shown = one_of(counts)
    assert all(count is None or count >= LEAST for count in (*shown.counts, shown.answered))


@given(tables)
def test_what_is_shown_is_true(counts: list[int]) -> None:
    shown = one_of(counts)
    assert all(seen in (None, count) for seen, count in zip(shown.counts, counts, strict=True))
    assert shown.answered in (None, sum(counts))


@given(tables)
def test_the_rest_of_a_total_is_never_a_small_group(counts: list[int]) -> None:
    shown = one_of(counts)
    hidden = [count for seen, count in zip(shown.counts, counts, strict=True) if seen is None]
    if hidden and shown.answered is not None:
        assert len(hidden) > 1
        assert sum(hidden) >= LEAST


@given(st.lists(st.integers(LEAST, 60), min_size=2, max_size=8))
def test_nothing_is_hidden_where_nothing_is_small(counts: list[int]) -> None:
    assert one_of(counts).counts == tuple(counts)


@pytest.mark.parametrize(("places", "least"), [(2, 2), (2, 5), (3, 2), (3, 4), (4, 3), (5, 2)])
def test_whoever_knows_the_method_cannot_work_out_a_hidden_count(places: int, least: int) -> None:
    """Every table up to a sum is made; those that look alike differ in every hidden cell."""
    alike = defaultdict(list)
    for counts in product(range(least * (places + 1) + 1), repeat=places):
        if sum(counts) <= least * (places + 1):
            alike[one_of(counts, least)].append(counts)
    for shown, tables in alike.items():
        _assert_open(shown.counts, tables)


def _assert_open(shown: tuple[int | None, ...], tables: list[tuple[int, ...]]) -> None:
    for place, seen in enumerate(shown):
        if seen is None:
            assert len({table[place] for table in tables}) > 1, (shown, tables)


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n), min_size=2, max_size=8))))
def test_those_who_did_not_choose_something_are_a_group_too(table: tuple[int, list[int]]) -> None:
    answered, counts = table
    for seen, count in zip(many_of(counts, answered).counts, counts, strict=True):
        assert seen is None or LEAST <= seen == count <= answered - LEAST


@given(st.lists(st.integers(0, 3), min_size=2, max_size=3))
def test_fewer_than_ten_answers_show_nothing(counts: list[int]) -> None:
    assert set(one_of(counts).counts) == {None}
    assert one_of(counts).answered is None


def test_shares_are_shown_of_twenty_and_more() -> None:
    assert one_of([10, 10]).share(0) == 0.5
    assert many_of([10, 12], 19).share(0) is None


def test_several_answers_each_leave_every_hidden_count_open() -> None:
    alike = defaultdict(list)
    for answered in range(9):
        for counts in product(range(answered + 1), repeat=3):
            if sum(counts) >= answered:
                alike[many_of(counts, answered, 2)].append(counts)
    for shown, tables in alike.items():
        _assert_open(shown.counts, tables)
