"""What is open when: for any phases, in any order, overlapping or with gaps."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bmw.kernel.text import Localized
from bmw.processes.models import Opens, Phase, Process, State
from bmw.processes.rules import is_open_for
from bmw.processes.schedule import Status, ends, open_now, open_window, timeline, windows

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
VOTE = Opens.VOTE


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def process(*spans: tuple[int, int, bool], state: State = State.RUNNING) -> Process:
    phases = [
        Phase(title=Localized(de="Phase"), text=Localized(), starts=day(a), ends=day(b), opens=[VOTE] if votes else [])
        for a, b, votes in spans
    ]
    return Process(state=state, phases=phases)


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20), st.booleans()).map(lambda s: (s[0], s[0] + s[1], s[2])),
    max_size=6,
)
moments = st.integers(-5, 70)


@given(spans, moments)
def test_something_is_open_exactly_when_a_phase_opens_it(given_spans: list[tuple[int, int, bool]], now: int) -> None:
    wanted = any(a <= now < b for a, b, votes in given_spans if votes)
    assert bool(is_open_for(process(*given_spans), VOTE, day(now))) == wanted


@given(spans)
def test_windows_are_in_order_and_never_touch(given_spans: list[tuple[int, int, bool]]) -> None:
    found = windows(process(*given_spans).phases, VOTE)
    assert all(a.ends < b.starts for a, b in pairwise(found))


@given(spans, moments)
def test_the_promised_end_is_kept(given_spans: list[tuple[int, int, bool]], now: int) -> None:
    run = process(*given_spans)
    window = open_window(run, VOTE, day(now))
    if window:
        assert is_open_for(run, VOTE, window.ends - timedelta(seconds=1))
        assert not is_open_for(run, VOTE, window.ends)


@given(spans, moments)
def test_the_timeline_shows_every_phase_once_and_in_order(given_spans: list[tuple[int, int, bool]], now: int) -> None:
    views = timeline(process(*given_spans), day(now))
    assert sorted((day(a), day(b)) for a, b, _votes in given_spans) == [(view.starts, view.ends) for view in views]
    for view in views:
        assert (view.status is Status.NOW) == (view.starts <= day(now) < view.ends)


def test_phases_that_overlap_are_open_until_the_last_one_ends() -> None:
    run = process((0, 10, True), (8, 20, True))
    assert open_window(run, VOTE, day(9)).ends == day(20)  # type: ignore[union-attr]
    assert ends(run) == day(20)


def test_a_phase_ends_in_the_second_it_names() -> None:
    run = process((0, 10, True))
    assert [view.status for view in timeline(run, day(10))] == [Status.DONE]
    assert open_now(run, day(10)) == []


def test_nothing_is_open_in_a_draft_or_an_archived_process() -> None:
    for state in (State.DRAFT, State.ARCHIVED):
        run = process((0, 10, True), state=state)
        assert not is_open_for(run, VOTE, day(5))
        assert open_now(run, day(5)) == []
