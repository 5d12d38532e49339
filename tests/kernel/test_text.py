"""Typed words come in one form, texts find their reader, and nothing typed becomes code."""

import unicodedata

import bleach
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bmw.kernel.text import Localized, _, clean_line, clean_text, direction_of, prose, sanitize, town_prose
from bmw.ui.locale import in_language

NAME = Localized(de="Mobilität", en="Mobility")


def test_the_readers_language_comes_first_and_german_when_it_is_missing() -> None:
    assert NAME.reading("en").text == "Mobility"
    assert (NAME.reading("ar").text, NAME.reading("ar").lang, NAME.reading("ar").dir) == ("Mobilität", "de", "ltr")


def test_leichte_sprache_falls_back_to_german_and_says_so() -> None:
    assert NAME.reading("de-simple").lang == "de"
    assert Localized({"de": "Mobilität", "de-simple": "Wie wir fahren"}).reading("de-simple").lang == "de-simple"


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("tr", "ltr"), ("", "auto"), ("ar-SY", "rtl")])
def test_a_language_runs_in_its_direction_and_an_unknown_one_finds_its_own(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "\u200f"])
def test_characters_that_nobody_sees_do_not_stay(hidden: str) -> None:
    assert clean_text(f"Rad{hidden}weg") == "Radweg"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = clean_text(typed)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_a_line_is_one_line(typed: str) -> None:
    assert "\n" not in clean_line(typed)
    assert clean_line(typed) == clean_line(typed).strip()


@given(st.text(alphabet="<>&\"'ab/:javscriptonerxyz()=[]!*_`# \n", max_size=200))
def test_nothing_typed_becomes_code(typed: str) -> None:
    html = prose(typed).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


@given(st.text(alphabet="abdeomÄßعш .,:;!?()–„“-_*>1259²\n\r\t\u00a0\u0301<&'@/", max_size=80))
def test_cleaning_and_linking_once_more_would_change_nothing(typed: str) -> None:
    html = prose(typed)
    assert bleach.linkify(sanitize(html), callbacks=[], parse_email=False) == html


def test_a_list_keeps_the_numbers_somebody_gave_it() -> None:
    assert '<ol start="5">' in prose("5. Bänke\n6. Bäume")


def test_a_small_markdown_is_read_and_links_lend_no_weight() -> None:
    html = prose("**Wichtig**: siehe https://example.org\n\n- eins\n- zwei")
    assert "<strong>Wichtig</strong>" in html
    assert "<li>eins</li>" in html
    assert 'rel="nofollow ugc noopener"' in html


def test_headings_and_pictures_stay_plain_words() -> None:
    html = prose("# Groß\n\n![x](https://example.org/x.png)")
    assert "<h1" not in html
    assert "<img" not in html


def test_a_text_of_fifty_thousand_strange_characters_is_read_at_once() -> None:
    assert len(prose("a!" * 25_000)) >= 50_000


def test_a_heading_of_the_town_can_be_linked_to_and_a_citizens_cannot() -> None:
    assert '<h2 id="zaehlen">So zählen wir</h2>' in town_prose("## So zählen wir {#zaehlen}\n\nEinmal.")
    assert "id=" not in prose('## So {#zaehlen}\n\n<h2 id="x">y</h2>').replace("&lt;h2 id=", "")
    assert "{#" in town_prose("Ein Satz {#zaehlen}")


def test_what_people_typed_is_escaped_within_a_sentence_too(app: Flask) -> None:
    with in_language("de"):
        sentence = _("Number %(number)s", number="<img src=x>")
        assert escape(sentence) == "Nummer &lt;img src=x&gt;"
        assert str(sentence) == "Nummer <img src=x>"
