"""The sentences that say until when, from when and since when something is open or closed."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from bmw.kernel.clock import in_words
from bmw.processes.models import Opens, State
from bmw.processes.rules import is_open_for
from bmw.ui.locale import in_language
from tests.processes.test_schedule import day, process


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (-1, "You can vote from 1 March 2026, 13:00 CET."),
        (5, "You can support proposals or vote until 11 March 2026, 13:00 CET."),
        (12, "You can vote from 21 March 2026, 13:00 CET."),
        (35, "You could vote until 31 March 2026, 14:00 CEST. Now it is closed."),
    ],
)
def test_the_sentence_names_the_date(app: Flask, now: int, sentence: str) -> None:
    run = process((0, 10, True), (20, 30, True))
    with in_language("en"):
        assert str(is_open_for(run, Opens.VOTE, day(now)).sentence) == sentence


def test_what_no_phase_opens_is_said_to_be_no_part_of_it(app: Flask) -> None:
    with in_language("en"):
        answer = is_open_for(process((0, 10, True)), Opens.SURVEY, day(5))
        assert str(answer.sentence) == "In this participation process there are no surveys."


def test_a_draft_and_an_archived_process_say_so(app: Flask) -> None:
    with in_language("en"):
        draft = is_open_for(process((0, 10, True), state=State.DRAFT), Opens.VOTE, day(5))
        archived = is_open_for(process((0, 10, True), state=State.ARCHIVED), Opens.VOTE, day(5))
        assert "not started" in str(draft.sentence)
        assert "finished" in str(archived.sentence)


def test_germans_read_their_own_names_of_months_and_zones(app: Flask) -> None:
    with in_language("de"):
        assert str(in_words(datetime(2026, 3, 12, 17, 0, tzinfo=UTC))) == "12. März 2026, 18:00 MEZ"
