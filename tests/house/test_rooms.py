"""The rooms: none empty, none that nobody uses, and every word of the vocabulary is said."""

import re
from pathlib import Path

from bmw.cases.models import REASONS, Reason
from bmw.record.words import SAID, Word

ROOT = Path(__file__).parents[2]
ROOMS = sorted(p for p in (ROOT / "bmw").iterdir() if p.is_dir() and (p / "__init__.py").exists())
SOURCE = {p: p.read_text(encoding="utf-8") for p in (ROOT / "bmw").rglob("*.py")}


def test_every_room_says_what_it_is_and_imports_nothing_in_its_title() -> None:
    for room in ROOMS:
        title = (room / "__init__.py").read_text(encoding="utf-8")
        assert title.startswith('"""'), room.name
        assert "import" not in re.sub(r'""".*?"""', "", title, flags=re.DOTALL), room.name


def test_every_room_is_used_by_another_or_has_pages_or_commands() -> None:
    for room in ROOMS:
        pages = (room / "views.py").exists() or (room / "views").exists() or room.name in ("cli", "kernel")
        callers = [p for p, text in SOURCE.items() if room not in p.parents and f"bmw.{room.name}" in text]
        assert pages or callers, f"nobody uses {room.name}"


def test_every_word_of_the_record_can_be_said() -> None:
    assert set(SAID) == set(Word)


def test_every_word_of_the_record_is_written_somewhere() -> None:
    for word in Word:
        users = [p for p, text in SOURCE.items() if f"Word.{word.name}" in text and p.name != "words.py"]
        assert users, f"nothing ever writes {word.name}"


def test_every_reason_of_the_netiquette_has_its_sentence() -> None:
    assert set(REASONS) == set(Reason)


def test_suppressed_warnings_are_rare_and_give_their_reason() -> None:
    marks = [
        line for text in SOURCE.values() for line in text.splitlines() if re.search(r"# (noqa|type: ignore)", line)
    ]
    lines = sum(text.count("\n") for text in SOURCE.values())
    assert all(re.search(r"# (?:noqa: \w+|type: ignore\[[\w, -]+\])  # \w", line) for line in marks), marks
    assert len(marks) * 1000 / lines <= 2


def test_only_one_place_writes_tables_for_spreadsheets() -> None:
    writing = re.compile(r"csv\.writer|DictWriter|from csv import")
    assert {str(p.relative_to(ROOT)) for p, text in SOURCE.items() if writing.search(text)} == {"bmw/ui/csv.py"}
