"""Words are found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.lookup.words import fold, in_fts5, in_tsquery, likeness, stem, wanted, words


@pytest.mark.parametrize(
    ("typed", "folded"), [("Straße", "strasse"), ("ÜBER", "uber"), ("İstanbul", "istanbul"), ("Łódź", "łodz")]
)
def test_case_and_accents_do_not_matter(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("word", ["radweg", "radwege", "radwegen", "radweges"])
def test_endings_do_not_matter(word: str) -> None:
    assert stem(word) == "radweg"


def test_short_words_keep_their_endings() -> None:
    assert stem("see") == "see"


def test_an_arabic_word_is_found_without_its_article() -> None:
    assert words("المدينة") == words("مدينة")


def test_small_words_are_not_looked_for() -> None:
    assert wanted("Wir wollen mehr Bänke für die Innenstadt") == ["woll", "bank", "innenstadt"]


def test_small_words_alone_are_looked_for_after_all() -> None:
    assert wanted("und") == ["und"]


def test_likeness_is_the_share_of_common_words() -> None:
    assert likeness(["radweg", "glesch"], "radwege nach bergheim") == 0.5


@given(st.text(max_size=200))
def test_whatever_is_typed_stays_words(typed: str) -> None:
    stems = wanted(typed)
    assert all(each.isalnum() for each in stems)
    assert in_fts5(stems, "OR").count('"') == in_tsquery(stems, "OR").count("'") == 2 * len(stems)
