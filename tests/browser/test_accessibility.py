"""Every page and state on the list, looked at by axe and the Nu validator, in every language, width and theme."""

import os
from pathlib import Path
from typing import Any

import pytest

from accessibility.listing import ALL, PAIRWISE, Listed, View, listed
from accessibility.scan import axe, invalid_html

VIEWS = ALL if os.environ.get("BMW_TEST_ACCESSIBILITY") == "all" else PAIRWISE
PAGES = listed()


def reach(visit: Any, listing: Listed, view: View) -> Any:
    page = visit(listing.role, lang=view.lang, width=view.width, color_scheme=view.theme)
    answer = page.goto(listing.path.format(lang=view.lang))
    for selector in listing.follow:
        answer = page.goto(page.locator(selector).first.get_attribute("href"))
    for selector, words in listing.fill.items():
        page.locator(selector).first.fill(words)
    if listing.press:
        with page.expect_navigation() as going:
            page.locator(listing.press).first.click()
        answer = going.value
    assert answer.status == listing.status, page.locator("main").inner_text()[:500]
    return page


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("listing", PAGES, ids=lambda each: each.name)
def test_nothing_is_in_the_way_on(listing: Listed, view: View, visit: Any) -> None:
    errors: list[str] = []
    page = reach(visit, listing, view)
    page.on("pageerror", lambda error: errors.append(str(error)))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width, "nothing sticks out sideways"
    assert errors == []


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_the_html_of_every_page_is_valid(lang: str, visit: Any, tmp_path: Path) -> None:
    files = []
    for listing in PAGES:
        page = reach(visit, listing, View(lang, 1280, "light"))
        files.append(tmp_path / f"{listing.name}.html")
        files[-1].write_text(
            page.evaluate("fetch(location.href).then(answer => answer.text())") if not listing.press else page.content()
        )
        page.context.close()
    assert invalid_html(files) == []
