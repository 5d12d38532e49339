"""Date and time as people type them, on the town's clocks, also in the nights when the clocks change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from bmw.kernel.clock import TOWN_ZONE
from bmw.ui.locale import in_language
from bmw.ui.moments import TownMoment

MINUTES = st.integers(0, 50_000_000)


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with in_language("en"):
        yield


class When(Form):
    starts = TownMoment("Starts")


def typed(text: str, before: datetime | None = None) -> When:
    return When(MultiDict({"starts": text}), starts=before)


@pytest.mark.parametrize(
    "text", ["2026-07-01T18:00", "2026-07-01 18:00", "01.07.2026 18:00", "1.7.2026 18:00", " 01.07.2026,  18.00 Uhr "]
)
def test_many_ways_to_write_one_moment(text: str) -> None:
    form = typed(text.replace(", ", " "))
    assert form.validate()
    assert form.starts.data == datetime(2026, 7, 1, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["31.02.2026 18:00", "18:00", "2026-07-01", "0026-07-01T18:00", "9999999-01-01T00:00", "\x00"]
)
def test_what_nobody_can_read_is_kept_and_explained(english: None, text: str) -> None:
    form = typed(text)
    assert not form.validate()
    assert len(form.starts.errors) == 1
    assert form.starts._value() == text.strip("\x00")


def test_an_hour_that_the_clocks_leave_out_does_not_exist(english: None) -> None:
    form = typed("29.03.2026 02:30")
    assert not form.validate()
    assert form.starts.data is None


@pytest.mark.parametrize("hour", [0, 1])
def test_an_unchanged_hour_stays_what_it_was_when_the_clocks_go_back(hour: int) -> None:
    before = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    shown = When(starts=before).starts._value()
    assert shown == "2026-10-25T02:30"
    assert typed(shown, before).starts.data == before


@given(MINUTES)
def test_a_moment_shown_and_sent_again_is_the_same(minutes: int) -> None:
    moment = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert typed(When(starts=moment).starts._value(), moment).starts.data == moment


@given(MINUTES)
def test_what_is_typed_is_what_the_towns_clocks_show(minutes: int) -> None:
    wall = (datetime(2001, 1, 1, tzinfo=TOWN_ZONE) + timedelta(minutes=minutes)).astimezone(UTC).astimezone(TOWN_ZONE)
    form = typed(wall.strftime("%d.%m.%Y %H:%M"))
    assert form.starts.data.astimezone(TOWN_ZONE).replace(tzinfo=None) == wall.replace(tzinfo=None)


def test_a_field_says_whose_clocks_count_and_names_no_way_of_writing(english: None) -> None:
    assert "Central European Time" in str(typed("").starts.description)
    assert "24.12." not in str(typed("").starts.description)
