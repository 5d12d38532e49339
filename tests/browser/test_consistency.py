"""Pages side by side: no two have the same title, and the same button has the same words everywhere."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import lxml.html
import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Page

from accessibility.listing import listed

PLAIN = [each for each in listed() if not each.steps and each.status == 200 and each.path.count("{") == 1]
"""What opens at once, without a place that has to be looked up."""
NUMBER = re.compile(r"\d{4}-\d{5}[a-z0-9-]*|\d+")
WANTED = ("support", "follow", "wanted")
TWOFOLD = ("/redaktion/barrierefreiheit", "/ablehnen", "#form_page-title")
"""Forms whose words depend on what stands beside them."""


@pytest.fixture(scope="module", params=["de", "ar"])
def opened(request: pytest.FixtureRequest, open_town: Callable[..., Page]) -> list[tuple[str, HtmlElement]]:
    """Every such page in one language, with where it is."""
    window_of, found = cache(open_town), []
    for each in PLAIN:
        answer = window_of(each.role).context.request.get(each.path.format(lang=request.param))
        found.append((answer.url.partition("?")[0], lxml.html.document_fromstring(answer.text())))
    return found


def words(element: HtmlElement) -> str:
    """What is seen of an element."""
    return " ".join("".join(element.xpath(".//text()[not(ancestor::*[@class='visually-hidden'])]")).split())


def test_no_two_pages_have_the_same_title(opened: list[tuple[str, HtmlElement]]) -> None:
    places = defaultdict(set)
    for url, page in opened:
        places[words(page.cssselect("title")[0])].add(url)
    assert [(title, urls) for title, urls in places.items() if len(urls) > 1] == []


def test_a_button_is_called_the_same_on_every_page(opened: list[tuple[str, HtmlElement]]) -> None:
    names = defaultdict(set)
    for _url, page in opened:
        for form in page.cssselect("main form[method=post]"):
            sent = tuple(e.get("value") for e in form.cssselect("input[type=hidden]") if e.get("name") in WANTED)
            if len(buttons := form.cssselect("button")) == 1 and not form.get("action").endswith(TWOFOLD):
                names[NUMBER.sub("#", form.get("action")), sent].add(words(buttons[0]))
    assert names
    assert [(form, said) for form, said in names.items() if len(said) > 1] == []
