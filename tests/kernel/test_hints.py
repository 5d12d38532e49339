"""Hints name what could be a barrier, with the repair, and never get in the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.kernel.hints import MOST, Hint, Kind, hints
from bmw.kernel.text import clean_text

LONG = " ".join(["Wort"] * 30) + "."


def kinds(text: str, language: str = "de", *, headings: bool = True) -> list[Kind]:
    return [each.kind for each in hints(text, language, headings=headings)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("![](bank.jpg)", Kind.PICTURE),
        ("![IMG_2041.JPG](bank.jpg)", Kind.PICTURE),
        ("Den Plan gibt es [hier](/de/agenda).", Kind.LINK),
        ("Bitte [Hier klicken!](/de/agenda)", Kind.LINK),
        ("Zum Plan bitte hier klicken.", Kind.LINK),
        ("See [more](/en/agenda).", Kind.LINK),
        ("الخطة [هنا](/ar/agenda)", Kind.LINK),
        ("# Eins\n\n### Drei", Kind.HEADING),
        ("**Was wir planen**\n\nEine Bank.", Kind.HEADING),
        ("Das ist SEHR SEHR WICHTIG für alle.", Kind.CAPITALS),
        ("BÜRGERBETEILIGUNG lohnt sich.", Kind.CAPITALS),
        (LONG, Kind.SENTENCE),
        ("Tag | Zeit\nMontag | 9 Uhr\nDienstag | 10 Uhr", Kind.TABLE),
        ("| Tag | Zeit |\n| Montag | 9 |", Kind.TABLE),
        ("• eine Bank\n• ein Baum", Kind.LIST),
    ],
)
def test_a_barrier_is_named(text: str, kind: Kind) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "![Eine Bank unter einer Linde](bank.jpg)",
        "Den Plan lesen Sie in der [Digitalen Agenda](/de/agenda).",
        "## Eins\n\n### Zwei\n\n## Drei",
        "Das ist **wichtig** für alle.",
        "Die B55 und der ÖPNV der REVG.",
        "- eine Bank\n- ein Baum",
        "Montag – Freitag, 9 Uhr.",
        "Ein kurzer Satz. Noch einer!",
    ],
)
def test_a_good_text_gets_no_hint(text: str) -> None:
    assert kinds(text) == []


def test_an_unknown_language_is_named() -> None:
    assert kinds("Guten Tag.", "") == [Kind.LANGUAGE]


def test_leichte_sprache_wants_shorter_sentences() -> None:
    text = "Wir bauen im Sommer eine neue Bank am Markt für alle alten Menschen hier."
    assert kinds(text, "de-simple") == [Kind.SENTENCE]
    assert kinds(text, "de") == []


def test_headings_are_no_matter_where_they_do_not_come_out() -> None:
    assert Kind.HEADING not in kinds("# Eins\n\n### Drei", headings=False)


def test_nobody_gets_more_than_a_few_hints_of_one_kind() -> None:
    assert kinds("\n\n".join([LONG] * 20)) == [Kind.SENTENCE] * MOST


@given(st.text(max_size=2000), st.sampled_from(["", "de", "de-simple", "ar", "xx"]))
def test_any_text_can_be_looked_at(text: str, language: str) -> None:
    assert all(isinstance(each, Hint) for each in hints(text, language, headings=True))


@given(st.text(alphabet="aB .!|•#*[]()\n", max_size=300))
def test_looking_twice_finds_the_same_also_after_cleaning(text: str) -> None:
    typed = clean_text(text)
    assert kinds(typed) == kinds(typed) == kinds(clean_text(typed))


def test_a_hundred_thousand_strange_characters_are_looked_at_at_once() -> None:
    for sign in ("[", "|", "*", "• ", "!["):
        hints(sign * 100_000, "de", headings=True)
