"""Tables to take along: what was typed stays text in every spreadsheet, numbers stay numbers."""

import csv
import io
from urllib.parse import unquote

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from bmw.ui.csv import MOST, PROGRAM, SPREADSHEET, Named, attachment, download, guarded, written

HEAD = {"number": "Nummer", "title": "Titel"}
RISKY = "=+-@\t\r＝＋－＠"


def read(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.mark.parametrize("text", ["=1+1", "+49 2271", "-5", "@SUM(A1)", "\tx", "\rx", "  =1", '" =1', "'=1", "＝1"])
def test_what_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert guarded(text).lstrip(" \"'") != text.lstrip(" \"'") or guarded(text).count("'") > text.count("'")
    assert guarded(text)[0] not in RISKY


@pytest.mark.parametrize("text", ["Radweg", "a-b", "1 = 1", "a@example.org", "zwei; drei", ""])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_numbers_stay_numbers_and_texts_do_not_become_any() -> None:
    lines = "".join(written(HEAD, [[-5, "-5"], [1.5, None]], PROGRAM)).splitlines()
    assert lines == ['"number","title"', '-5,"\'-5"', '1.5,""']


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=2, max_size=2))
@example(['a;"=1', "b"])
@example(["a\n=1", 'x";=1'])
def test_no_cell_starts_a_formula_whatever_separator_a_spreadsheet_takes(cells: list[str]) -> None:
    for style in (SPREADSHEET, PROGRAM):
        text = "".join(written(HEAD, [cells], style)).removeprefix(style.mark)
        for piece in [piece for separator in ";,\t" for row in text.split("\n") for piece in row.split(separator)]:
            assert piece.strip("\"' \r\u200b\ufeff")[:1] not in tuple("=@＝＠") or "'" in piece


@given(st.lists(st.tuples(st.integers(), st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"])))))
def test_a_program_reads_back_what_was_written(rows: list[tuple[int, str]]) -> None:
    found = read("".join(written(HEAD, rows, PROGRAM)), ",")
    assert found == [list(HEAD), *[[str(number), guarded(text)] for number, text in rows]]


def test_people_read_words_and_programs_read_names() -> None:
    row = [Named("public", "öffentlich"), "x"]
    assert "".join(written(HEAD, [row], SPREADSHEET)) == '\ufeff"Nummer";"Titel"\r\n"öffentlich";"x"\r\n'
    assert "".join(written(HEAD, [row], PROGRAM)) == '"number","title"\r\n"public","x"\r\n'


def test_a_file_is_named_for_old_and_new_browsers_and_breaks_no_header() -> None:
    name = attachment('Vorschläge "2026"\r\nX: y.csv')
    assert "\r" not in name
    assert name.startswith('attachment; filename="vorschlaege-2026-x-y.csv"; ')
    assert unquote(name.rpartition("''")[2]) == 'Vorschläge "2026"\r\nX: y.csv'


def test_a_file_is_bounded_and_sent_in_pieces(app: Flask) -> None:
    with app.test_request_context("/?form=programm"):
        answer = download("Liste", HEAD, ([n, "x"] for n in range(MOST + 5)), private=True)
    assert answer.is_streamed
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.get_data(as_text=True).splitlines()) == MOST + 1
