"""The protocol of what people check by hand keeps its form; what nobody has done stands there as not done."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accessibility.listing import listed
from bmw.site.conformance.protocol import FILE, OUTCOMES, WHAT, HandCheck, Outcome, hand_checks, sample
from bmw.site.conformance.wording import outcome
from bmw.ui.locale import in_language

WRITTEN = tomllib.loads(FILE.read_text(encoding="utf-8"))
DAY = date(2026, 5, 12)
DONE = replace(hand_checks()[0], day=DAY, tester="Blindenverein", result=Outcome.GOOD)

OPEN = replace(DONE, day=None, tester="", result=None)


def faults(check: HandCheck, today: date) -> list[str]:
    """What is wrong with an entry: done in part, in the future, or without a word on what was found."""
    given = [check.day is not None, bool(check.tester), check.result is not None]
    told = ["neither done nor open"] if any(given) and not all(given) else []
    told += ["in the future"] if check.day and check.day > today else []
    told += ["does not say what was found"] if check.result not in (None, Outcome.GOOD) and not check.found else []
    return told + (["nothing to do"] if not check.steps or not check.tools else [])


@pytest.mark.parametrize("check", hand_checks(), ids=lambda each: each.name)
def test_an_entry_is_done_or_open(check: HandCheck) -> None:
    assert faults(check, datetime.now(UTC).date()) == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"tester": ""}, "neither done nor open"),
        ({"day": DAY + timedelta(days=1)}, "in the future"),
        ({"result": Outcome.FAULTS}, "does not say what was found"),
        ({"steps": ()}, "nothing to do"),
    ],
)
def test_what_is_wrong_with_an_entry_is_noticed(change: dict[str, Any], wrong: str) -> None:
    assert faults(DONE, DAY) == []
    assert faults(replace(DONE, **change), DAY) == [wrong]


def test_a_result_is_one_of_a_few_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    with pytest.raises(ValueError, match="fine"):
        HandCheck.of({**WRITTEN["check"][0], "day": "2026-05-12", "result": "fine"})


def test_every_check_is_there_once_and_has_a_name() -> None:
    assert [each.name for each in hand_checks()] == list(WHAT)


def test_the_sample_is_on_the_list_of_pages_and_a_tenth_of_it_is_drawn() -> None:
    structured, drawn = WRITTEN["sample"]["structured"], WRITTEN["sample"]["random"]
    pages = [*structured, *drawn, *(page for each in WRITTEN["task"] for page in each["pages"])]
    assert set(pages) <= {each.name for each in listed()}
    assert sample() == (len(set(pages)), tuple(each["name"] for each in WRITTEN["task"]))
    assert len(drawn) * 10 >= len(structured)
    assert not set(structured) & set(drawn)


@pytest.mark.parametrize(
    ("check", "age", "words"),
    [
        (OPEN, 0, "not yet done by people"),
        (DONE, 365, "no barrier found (Blindenverein"),
        (DONE, 366, "not done within a year"),
    ],
)
def test_what_nobody_has_done_within_a_year_is_not_done(app: Any, check: HandCheck, age: int, words: str) -> None:
    with app.test_request_context("/en/"), in_language("en"):
        assert words in str(outcome(check, DAY + timedelta(days=age)))
