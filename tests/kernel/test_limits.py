"""Tries are booked before the step, and stay booked when the step fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from bmw.kernel import limits
from bmw.kernel.database import db, transaction
from bmw.kernel.limits import Limit
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def tries(n: int, *, whose: str = "a", later: timedelta = timedelta()) -> list[bool]:
    return [limits.spend("codes", whose, most=3, per=HOUR, at=NOW + later) for _ in range(n)]


def test_the_fourth_try_of_three_is_refused(app: Flask) -> None:
    assert tries(5) == [True, True, True, False, False]


def test_everybody_has_their_own_limit(app: Flask) -> None:
    tries(4)
    assert tries(1, whose="b") == [True]


def test_a_new_window_begins_again(app: Flask) -> None:
    tries(4)
    assert tries(1, later=HOUR) == [True]


def test_what_was_used_up_while_the_clock_was_wrong_holds_nobody_up_once_it_is_right(app: Flask) -> None:
    tries(4, later=24 * HOUR)
    assert tries(4) == [True, True, True, False]


def test_a_try_counts_even_when_the_step_after_it_fails(app: Flask) -> None:
    tries(2)
    with pytest.raises(ZeroDivisionError), transaction():
        1 / 0  # noqa: B018  # the step that fails
    assert tries(2) == [True, False]


def test_past_windows_are_cleared_away(app: Flask) -> None:
    tries(1)
    with transaction():
        limits.forget_past(NOW + 2 * HOUR)
    assert tries(3) == [True, True, True]


def test_many_first_tries_at_once_are_all_booked(app: Flask) -> None:
    with ThreadPoolExecutor(8) as crowd:
        granted = list(crowd.map(lambda _n: tries(1)[0], range(16)))
    assert sorted(granted) == [False] * 13 + [True] * 3


def test_when_nothing_can_be_booked_nothing_is_granted(app: Flask) -> None:
    with transaction():
        Limit.__table__.drop(db.connection())
    with pytest.raises(DBAPIError):
        tries(1)


def test_what_somebody_tried_can_be_told_and_is_forgotten_when_they_leave(app: Flask) -> None:
    tries(2)
    with transaction():
        what = limits.spent("codes", "a", NOW)
        limits.forget("codes", "a")
    assert what is not None
    assert what[0] == 2
    assert limits.spent("codes", "a", NOW) is None
