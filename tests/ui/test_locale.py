"""The best language for a reader, and sentences that fall back kindly."""

import pytest
from flask import Flask

from bmw.kernel.text import _
from bmw.ui.locale import best_of, in_language, offered


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ([("ar-SY", 1.0), ("de", 0.5)], "ar"),
        ([("uk-UA", 1.0), ("en", 0.5)], "en"),
        ([("zh-TW", 1.0), ("de", 0.5)], "de"),
        ([("ckb", 1.0)], "de"),
        ([("*", 1.0)], "de"),
        ([], "de"),
        ([("de", 0.2), ("en-GB", 0.9)], "en"),
        ([("de-simple", 1.0)], "de-simple"),
        ([("de-AT", 1.0)], "de"),
    ],
)
def test_a_reader_gets_the_best_language_there_is(accept: list[tuple[str, float]], best: str) -> None:
    assert best_of(accept) == best


def test_leichte_sprache_says_in_german_what_it_does_not_say_itself(app: Flask) -> None:
    sentence = _("The proposal was submitted.")
    with in_language("de"):
        german = str(sentence)
        assert german != "The proposal was submitted."
    with in_language("de-simple"):
        assert str(sentence) == german
    with in_language("en"):
        assert str(sentence) == "The proposal was submitted."


def test_only_known_languages_stand_in_addresses(app: Flask) -> None:
    client = app.test_client()
    for tag in offered():
        assert client.get(f"/{tag}/").status_code == 200
    assert client.get("/xx/").status_code == 404
    assert client.get("/../de/").status_code in (200, 404)


def test_arabic_runs_from_right_to_left(app: Flask) -> None:
    page = app.test_client().see("/ar/")  # type: ignore[attr-defined]
    assert page.root.get("dir") == "rtl"
    assert page.root.get("lang") == "ar"


def test_a_number_keeps_its_order_among_arabic_words(app: Flask) -> None:
    sentence = _("It has arrived. Its number is %(number)s.", number="2026-00001")
    with in_language("ar"):
        assert "\u20662026-00001\u2069" in str(sentence)
    with in_language("de"):
        assert "\u2066" not in str(sentence)
