"""No column about a person is forgotten: whoever adds one says how it is told to people and how it is forgotten."""

import re
from pathlib import Path

from flask import Flask
from sqlalchemy import JSON, Column, LargeBinary, String, Table

from bmw.kernel.database import Base
from bmw.kernel.states import Word
from bmw.kernel.text import LocalizedText
from bmw.site.personal import NOT_FORGOTTEN, NOT_PERSONAL, NOT_TOLD, ROOMS
from bmw.site.retention import KEPT

NAMES = ("address", "contact", "device", "pseudonym", "phone", "mail", "user_agent", "voter", "birth", "network")
"""Whatever is called like this is about a person, in whichever table."""
TEMPLATES = Path(__file__).parents[2] / "bmw" / "templates"
OWN_NAME = {"form", "person", "me", "role"}
"""Where somebody sees what they are called themselves."""
TELLS = {column for room in ROOMS for column in room.tells}
FORGETS = {column for room in ROOMS for column in room.forgets}
OF_PEOPLE = {table for each in KEPT if each.of_people for table in each.tables}

WHAT_TO_DO = """
{column} may be about a person, and nobody says what becomes of it. Please register it in bmw/site/personal.py:
  told:      let `queries.of(person, at)` of its room return it under a name (with KINDS and LABELS in
             bmw/site/telling.py) and put "{column}" into `tells` of that room in ROOMS
             – or put it into NOT_TOLD with the reason why people do not get it in their copy;
  forgotten: let `service.forget(person, at)` of its room empty or delete it and put "{column}" into `forgets`
             of that room in ROOMS – or put it into NOT_FORGOTTEN with the reason why it stays.
  Is it not about people at all (a language, a public number, words of the town)? Then NOT_PERSONAL, with the reason.
A new room needs `of` and `forget` and a Room(…) before "accounts", which forgets address and voter id last.
A new table also needs its line in KEPT of bmw/site/retention.py. tests/site/test_erasure.py then tries it all."""


def is_about_people(table: Table, column: Column[object]) -> bool:
    """A reference to a person, a telling name, or free words and bytes in a table of people."""
    names_person = any(key.target_fullname == "person.id" for key in column.foreign_keys)
    is_free = isinstance(column.type, String | LargeBinary | JSON) and not isinstance(column.type, Word | LocalizedText)
    is_called_so = is_free and any(name in column.name for name in NAMES)
    return names_person or is_called_so or (is_free and table.name in OF_PEOPLE)


def personal() -> set[str]:
    """Every column that is about people, or may be."""
    found = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if is_about_people(table, column)
    }
    return found - set(NOT_PERSONAL)


def test_every_column_about_a_person_is_told_and_forgotten_or_says_why_not(app: Flask) -> None:
    unsaid = personal() - ((TELLS | set(NOT_TOLD)) & (FORGETS | set(NOT_FORGOTTEN)))
    assert not unsaid, "".join(WHAT_TO_DO.format(column=column) for column in sorted(unsaid))


def test_nothing_is_both_told_and_not_or_both_forgotten_and_not(app: Flask) -> None:
    assert not TELLS & set(NOT_TOLD)
    assert not FORGETS & set(NOT_FORGOTTEN)
    assert not set(NOT_PERSONAL) & (TELLS | FORGETS | set(NOT_TOLD) | set(NOT_FORGOTTEN))


def test_only_columns_that_exist_are_spoken_of(app: Flask) -> None:
    known = {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}
    spoken = TELLS | FORGETS | {*NOT_TOLD, *NOT_FORGOTTEN, *NOT_PERSONAL}
    assert not spoken - known


def test_every_reason_is_a_sentence() -> None:
    for reasons in (NOT_TOLD, NOT_FORGOTTEN, NOT_PERSONAL):
        assert not [column for column, reason in reasons.items() if len(reason.split()) < 5 or reason[-1] != "."]


def test_the_account_is_forgotten_last() -> None:
    assert ROOMS[-1].name == "accounts"


def test_pages_call_others_by_a_name_in_the_language_of_the_reader() -> None:
    printed = {
        f"{path.relative_to(TEMPLATES)}: {found}"
        for path in TEMPLATES.rglob("*.html")
        for found in re.findall(r"\{[{%][^}]*?(\w+\.pseudonym)", path.read_text(encoding="utf-8"))
        if found.split(".")[0] not in OWN_NAME
    }
    assert not printed, f"Please write `.name` in place of `.pseudonym`; people who left have no pseudonym: {printed}"
