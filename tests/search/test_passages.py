"""A result shows the words around the place where it says what somebody looks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.kernel.text import Reading
from bmw.search.passages import LENGTH, passage

LONG = f"{'Der Anfang ist lang. ' * 20}Hier fehlt ein sicherer Radweg nach Glesch. {'Das Ende auch. ' * 20}"


@pytest.mark.parametrize("words", ["Radweg", "radwege", "glesch radweg", "RADWEG?"])
def test_the_word_stands_in_the_passage(words: str) -> None:
    found = passage(Reading.of(LONG, "de"), words)
    assert "sicherer Radweg" in found.text
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert (found.lang, found.dir) == ("de", "ltr")


@pytest.mark.parametrize("words", ["Hallenbad", "", "a", "(", "\\"])
def test_without_the_word_it_begins_at_the_beginning(words: str) -> None:
    assert passage(Reading.of(LONG, "de"), words).text.startswith("Der Anfang")


def test_a_short_text_is_shown_whole() -> None:
    assert passage(Reading.of("Ein Radweg\nnach Glesch", "de"), "Glesch").text == "Ein Radweg nach Glesch"


@given(st.text(), st.text())
def test_a_passage_is_never_long_and_says_nothing_that_is_not_there(text: str, words: str) -> None:
    found = passage(Reading.of(text, "de"), words).text
    assert len(found) <= LENGTH + 4
    assert found.removeprefix("… ").removesuffix(" …") in " ".join(text.split()) or not text.strip()
