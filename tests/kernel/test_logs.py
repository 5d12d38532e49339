"""Lines about the platform: whole, readable by machines, and without anything that people typed."""

import json
import logging
import sys
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.kernel.logs import Lines, pseudonym
from tests.conftest import NOW


def line(name: str, said: str, *args: object, failed: bool = False, **facts: object) -> str:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, said, args, sys.exc_info() if failed else None)
    record.facts = facts
    return Lines().format(record)


@given(st.text(), st.text())
def test_a_line_is_one_line_whatever_stands_in_it(said: str, fact: str) -> None:
    written = line("bmw.x", "%s", said, fact=fact)
    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written)["fact"] == fact.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@pytest.mark.parametrize("name", ["gunicorn.error", "huey", "sqlalchemy.pool"])
def test_of_others_only_their_own_words_and_numbers_are_kept(name: str) -> None:
    written = line(name, "asked for %s by %s in %d seconds", "/link/geheim", "203.0.113.9", 7)
    assert json.loads(written)["said"] == "asked for … by … in 7 seconds"


def test_a_failure_names_its_kinds_and_places_and_none_of_its_words() -> None:
    try:
        try:
            raise ValueError("geheim@example.org")
        except ValueError as error:
            raise RuntimeError("geheimer Text") from error
    except RuntimeError:
        written = line("bmw", "error", failed=True)
    told = json.loads(written)
    assert told["failed"] == ["RuntimeError", "ValueError"]
    assert told["where"][0].startswith("tests/kernel/test_logs.py:")
    assert "geheim" not in written


def test_somebody_is_the_same_for_a_month_and_nobody_afterwards() -> None:
    today = pseudonym("s", 7, NOW)
    assert today == pseudonym("s", 7, NOW + timedelta(days=1))
    assert (
        len({today, pseudonym("s", 8, NOW), pseudonym("t", 7, NOW), pseudonym("s", 7, NOW + timedelta(days=40))}) == 4
    )
