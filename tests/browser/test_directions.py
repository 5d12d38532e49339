"""Right to left: the page is mirrored, and what must not turn stays as it is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

MIDDLE = "it => { const box = it.getBoundingClientRect(); return box.x + box.width / 2 }"

TURNED = "it => getComputedStyle(it).transform + getComputedStyle(it).scale"


@pytest.mark.parametrize(("lang", "is_right"), [("de", False), ("ar", True)])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_brand_stands_where_reading_begins(
    lang: str, is_right: bool, width: int, visit: Callable[..., Page]
) -> None:
    page = visit(width=width)
    page.goto(f"/{lang}/")
    sign = page.locator(".brand svg")
    assert (sign.evaluate(MIDDLE) > width / 2) is is_right


@pytest.mark.parametrize(("lang", "edge"), [("de", "left"), ("ar", "right")])
def test_words_begin_at_the_edge_where_reading_begins(lang: str, edge: str, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(f"/{lang}/vorschlaege")
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    box = page.locator("main h1").evaluate("it => it.getBoundingClientRect().toJSON()")
    main = page.locator("main").evaluate("it => it.getBoundingClientRect().toJSON()")
    assert abs(box[edge] - main[edge]) < 120


def test_a_german_title_on_an_arabic_page_keeps_its_own_direction(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/ar/vorschlaege")
    title = page.locator("main .kern-card a[lang=de]").first
    assert title.evaluate("it => getComputedStyle(it).direction") == "ltr"


def test_the_arrow_to_the_next_page_points_the_way_of_reading(visit: Callable[..., Page]) -> None:
    page = visit()
    turned = []
    for lang in ("de", "ar"):
        page.goto(f"/{lang}/vorschlaege")
        turned.append(page.locator("a[rel=next] svg").evaluate(TURNED))
    assert turned[0] != turned[1]
