"""Every table says how long its rows stay and why, and the page about privacy says the same."""

from typing import Any

import pytest
from flask import Flask

from bmw.cli import daily
from bmw.kernel.database import Base, transaction
from bmw.kernel.text import Localized
from bmw.site import retention
from bmw.site.retention import KEPT
from bmw.site.service import rewrite
from bmw.ui.locale import in_language
from tests.conftest import NOW

WHAT_TO_DO = """
Nobody says how long rows of "{table}" stay. Please add the table to a line of KEPT in bmw/site/retention.py, or add a
line: what it is in words for everybody, how long, why. If rows run out by time, write `forget_past(at)` in the service
of its room, name it as `clear`, and try it with a clock in tests/site/test_retention.py. `of_people=False` only if no
row says anything about a person; then tests/house/test_personal.py does not look into it."""


def test_every_table_says_how_long_its_rows_stay(app: Flask) -> None:
    said = {table for each in KEPT for table in each.tables}
    missing = set(Base.metadata.tables) - said
    assert not missing, "".join(WHAT_TO_DO.format(table=table) for table in sorted(missing))
    assert said <= set(Base.metadata.tables)


def test_no_table_is_spoken_of_twice() -> None:
    tables = [table for each in KEPT for table in each.tables]
    assert len(tables) == len(set(tables))


def test_tables_without_people_name_no_person(app: Flask) -> None:
    for table in (Base.metadata.tables[name] for each in KEPT if not each.of_people for name in each.tables):
        assert not [key for key in table.foreign_keys if key.target_fullname == "person.id"], table.name


def test_tidying_calls_everything_that_runs_out(app: Flask) -> None:
    assert daily.clear_away is retention.clear_away
    assert len({each.clear for each in KEPT} - {None}) >= 6


@pytest.mark.parametrize("lang", ["de", "en", "ar"])
def test_the_page_about_privacy_says_exactly_this(app: Flask, client: Any, lang: str) -> None:
    page = client.see(f"/{lang}/datenschutz")
    lines = [each.text_content() for each in page.all("main .prose li")]
    with in_language(lang):
        told = [f"{each.what}: {each.how_long}, {each.why}." for each in KEPT]
    assert [line for line in lines if line in told] == told
    assert "{kept}" not in page.text


def test_a_town_that_rewrites_the_page_cannot_leave_the_list_out(app: Flask, client: Any) -> None:
    with transaction():
        rewrite("privacy", Localized(de="Datenschutz"), Localized(de="Wir halten uns kurz."), NOW)
    page = client.see("/de/datenschutz")
    assert len(page.all("main .prose li")) == len(KEPT)
