"""Long lists: page after page, each thing once, and nothing breaks on a broken place."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bmw.focus.models import District
from bmw.kernel.database import transaction
from bmw.ui.paging import keyset, read_cursor, write_cursor
from tests import factories


def walk(size: int) -> list[list[int]]:
    pages, cursor = [], None
    while True:
        page = keyset(select(District), [District.position, District.id], cursor, size=size)
        pages.append([district.position for district in page.items])
        if not page.older:
            return pages
        cursor = page.older


def test_every_thing_is_shown_once_and_in_order(app: Flask) -> None:
    with transaction():
        made = sorted((factories.district(f"Ort {n}").position for n in range(7)), reverse=True)
        pages = walk(3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [n for page in pages for n in page] == made


def test_the_way_back_leads_to_the_same_page(app: Flask) -> None:
    with transaction():
        for n in range(7):
            factories.district(f"Ort {n}")
        keys = [District.position, District.id]
        first = keyset(select(District), keys, None, size=3)
        second = keyset(select(District), keys, first.older, size=3)
        assert keyset(select(District), keys, second.newer, size=3).items == first.items


def test_no_way_back_stands_where_nothing_is_before(app: Flask) -> None:
    with transaction():
        for n in range(4):
            factories.district(f"Ort {n}")
        keys = [District.position, District.id]
        beginning = write_cursor("older", [2**40, 0])
        page = keyset(select(District), keys, beginning, size=3)
        assert (len(page.items), page.newer) == (3, None)
        assert keyset(select(District), keys, write_cursor("newer", [2**40, 0]), size=3).items == page.items


@pytest.mark.parametrize("cursor", ["", "x", "%00", "bm9wZQ", "W10", "a" * 400, "WyJvbGRlciIsICJ4IiwgMV0"])
def test_a_broken_place_means_the_beginning(cursor: str) -> None:
    assert read_cursor(cursor, [int, int]) is None


@given(st.text())
def test_no_place_ever_breaks_a_list(cursor: str) -> None:
    place = read_cursor(cursor, [int])
    assert place is None or place[0] in ("older", "newer")
