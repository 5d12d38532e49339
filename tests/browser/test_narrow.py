"""On the smallest telephone what one came for is near the top, and what is folded opens by key and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_keyboard import tab_to

Visit = Callable[..., Page]
SMALL = {"width": 320, "height": 700}


def of_top_bar(page: Page) -> list[float]:
    """How high the things in the bar at the top stand, each in the middle of its box."""
    middles = "all => all.map((it) => it.getBoundingClientRect()).map((box) => Math.round(box.y + box.height / 2))"
    return list(page.locator(".topbar :is(nav > ul > li > a, summary)").evaluate_all(middles))


@pytest.mark.parametrize("lang", ["de", "ar"])
@pytest.mark.parametrize("role", ["guest", "citizen"])
def test_the_bar_at_the_top_is_one_line(visit: Visit, role: str, lang: str) -> None:
    page = visit(role, viewport=SMALL)
    page.goto(f"/{lang}/")
    assert len(set(of_top_bar(page))) == 1


def test_what_is_shortened_is_said_in_full(visit: Visit) -> None:
    page = visit("citizen", viewport=SMALL)
    page.goto("/de/")
    bar = page.get_by_role("navigation", name="Sprache und Konto").aria_snapshot()
    assert "Sprache: Deutsch DE" in bar
    assert "Konto Radlerin aus Glesch" in bar


def test_filters_are_folded_on_a_small_screen_and_open_by_key(visit: Visit) -> None:
    page = visit("moderator", viewport=SMALL, java_script_enabled=False)
    page.goto("/de/moderation?art=reported")
    kind = page.get_by_label("Art", exact=True)
    expect(kind).to_be_hidden()
    expect(page.locator(".fold summary")).to_contain_text("1 gewählt")
    page.locator(".fold summary").focus()
    page.keyboard.press("Enter")
    expect(kind).to_be_visible()


def test_filters_are_always_there_in_a_wide_window(visit: Visit) -> None:
    page = visit("moderator")
    page.goto("/de/moderation")
    expect(page.get_by_label("Art", exact=True)).to_be_visible()
    expect(page.locator(".fold summary")).to_be_hidden()
    tab_to(page, "#filter-art")
