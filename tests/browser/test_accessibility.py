"""Every page and state on the list, looked at by axe and the Nu validator, in every language, width and theme."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest
from playwright.sync_api import Page
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import MapAdapter

from accessibility.checks import due, findings
from accessibility.listing import ALL, PSEUDO, Listed, View, listed, pairwise
from accessibility.scan import axe, invalid_html, validator
from accessibility.walk import listening, reach
from bmw.app import create_app
from bmw.kernel.settings import Settings
from bmw.ui.assets import Assets
from tests.browser.conftest import Town, press, set_up_app
from tests.page_checks import untrue
from tests.page_checks.foreign import beginnings, unmarked

EVERY = os.environ.get("BMW_TEST_ACCESSIBILITY") == "all"
SCANS = [
    pytest.param(listing, views, id=f"{listing.name}-{views[0]}")
    for listing in listed()
    for views in (ALL if EVERY else [(view,) for view in pairwise(listing.name)])
]
Titles = dict[str, dict[str, str]]
"""Title → name on the list → address."""
KNOWN = defaultdict(lambda: ["email"], guest=[])
"""What the town knows of whoever has signed in, by the words that browsers have for it."""
NUMBERED = re.compile(r"(\d{4}-\d{5})[a-z0-9-]*|(?<=/link/).*")
"""What comes after a number in an address only says it in words; links out of mails are each another one."""
BETWEEN = {"width": 768, "height": 600}
PROPOSAL = "select reference from record join proposal using (id) where "
OF_CITIZEN = " and author_id in (select id from person where pseudonym = 'Radlerin aus Glesch')"
PLACES = {
    "withdrawn": f"{PROPOSAL} state = 'withdrawn'",
    "hidden": f"{PROPOSAL} state = 'hidden'",
    "merged": f"{PROPOSAL} state = 'merged'",
    "edited": f"{PROPOSAL} state = 'public' and edition > 1",
    "submitted": f"{PROPOSAL} state = 'submitted' and language = 'de'",
    "public": f"{PROPOSAL} state = 'public' and outcome = 'open' order by supporters desc",
    "longest": f"{PROPOSAL} state = 'public' order by length(title || body) desc",
    "turkish": f"{PROPOSAL} state = 'public' and language = 'tr' order by id",
    "ukrainian": f"{PROPOSAL} state = 'public' and language = 'uk' order by id",
    "refused": f"{PROPOSAL} state = 'refused' {OF_CITIZEN}",
    "draft": f"{PROPOSAL} state = 'draft' {OF_CITIZEN}",
    "closed_survey": "select reference from record join survey using (id) where closes < datetime('now') order by id",
    "draft_finding": "select reference from record join finding using (id) where state = 'draft' order by id",
    "ready_review": "select reference from record join review using (id) where state = 'open' order by id",
}

WRITTEN = [
    "select language, title from record join proposal using (id) where language in ('tr', 'en')",
    "select language, body from record join proposal using (id) where language in ('tr', 'en')",
    "select language, body from record join comment using (id) where language in ('tr', 'en')",
]


@pytest.fixture(scope="session")
def nu() -> Iterator[str]:
    """The Nu validator."""
    with validator() as address:
        yield address


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> MapAdapter:
    """Which page lives where."""
    database = tmp_path_factory.mktemp("plan") / "empty.db"
    return create_app(Settings(database=f"sqlite:///{database}", secret="x" * 40)).url_map.bind("127.0.0.1")


@pytest.fixture(scope="session")
def places(town: Town, open_town: Callable[..., Page]) -> Mapping[str, str]:
    """Addresses that no link leads to: contributions that are not public, an invitation, the mail of somebody else."""
    found = {name: town.ask(question)[0][0] for name, question in PLACES.items()}
    found["invitation"] = last_word(town.bmw("invite", "neu@example.org", "--role", "editor"), "/einladung/")
    elsewhere = open_town()
    elsewhere.goto("/de/anmelden")
    elsewhere.locator("#address").fill("anderswo@example.org")
    press(elsewhere, "main form.form [type=submit]")
    found["link"] = last_word(elsewhere.content(), "/anmelden/link/")
    found["factor"] = factor_of(elsewhere, "chair")
    return found


@pytest.fixture(scope="session")
def foreign(town: Town) -> Mapping[str, str]:
    """How sentences begin that people of the town wrote in other languages with the same letters as German."""
    found = beginnings(text for question in WRITTEN for text in town.ask(question))
    assert {"tr", "en"} <= set(found.values())
    return found


def doubtful(page: Page, answer: Any, known: Mapping[str, str]) -> list[str]:
    """What is not true of the page as it was sent, and words without their language, also those that came later."""
    sent = lxml.html.document_fromstring(answer.body().decode())
    return untrue(sent, answer.status) + unmarked(lxml.html.document_fromstring(page.content()), known)


def factor_of(page: Page, role: str) -> str:
    """Give somebody a second factor in a session of its own; its number comes back."""
    page.goto("/de/demo")
    press(page, f"form:has(input[value={role}]) button")
    page.goto("/de/profil/zweiter-faktor")
    press(page, "main form[action$='/app'] button")
    set_up_app(page)
    page.goto("/de/profil/zweiter-faktor")
    return str(page.locator("main li a[href*='/zweiter-faktor/']").first.get_attribute("href")).rpartition("/")[2]


def last_word(text: str, before: str) -> str:
    """What stands in an address after these words."""
    return re.split(r"[\s\"?#]", text.split(before)[1])[0]


def end_of(page: Page, addresses: MapAdapter) -> str:
    """The endpoint of the page that is shown, by either method."""
    path = urlsplit(page.url).path.replace(f"/{PSEUDO}/", "/de/", 1)
    for method in ("GET", "POST"):
        try:
            return str(addresses.match(path, method=method)[0])
        except (NotFound, MethodNotAllowed):
            continue
    return ""


@pytest.fixture(scope="session")
def window_of(open_town: Callable[..., Page]) -> Callable[[str], Page]:
    """One window for each role, used again for every page: opening it costs more than a scan."""
    return cache(open_town)


@pytest.fixture(scope="session")
def titles() -> Titles:
    """Which pages were called what, over all pages of one run."""
    return defaultdict(dict)


def called_twice(titles: Titles, title: str, name: str, url: str) -> list[str]:
    """Which other pages are called like this one; one page may be on the list and have addresses more than once."""
    lang, _slash, path = urlsplit(url).path[1:].partition("/")
    place = NUMBERED.sub(r"\1", path)
    others = titles[f"{lang} {title}"]
    found = [
        f"{name} is called as {each}: {title}" for each, where in others.items() if name != each and place != where
    ]
    others[name] = place
    return found


@pytest.fixture(scope="session")
def left_to_right() -> str:
    """The address of the style sheet for languages that run from left to right."""
    return Assets.load().url("css/app.css", "ltr")


@pytest.fixture
def page(listing: Listed, views: tuple[View, ...], town: Town, window_of: Callable[[str], Page]) -> Page:
    """The window in which a page is looked at."""
    window = window_of(listing.role)
    town.let_time_pass()
    window.set_viewport_size({"width": views[0].width, "height": views[0].height})
    wear(window, views[0])
    if listing.role == "guest":
        window.context.clear_cookies()
    return window


def wear(page: Page, view: View) -> None:
    """Show the page in the colours of this view."""
    page.emulate_media(
        color_scheme="dark" if view.theme == "dark" else "light",
        forced_colors="active" if view.theme == "forced" else "none",
        reduced_motion="reduce",
    )


def scan(page: Page, views: tuple[View, ...]) -> list[str]:
    """What axe finds in the page as it stands, in all its colours."""
    found = []
    for view in views:
        wear(page, view)
        found += [f"{view}: {each}" for each in axe(page, forced=view.theme == "forced")]
    return found


def check(page: Page, views: tuple[View, ...], **given: Any) -> list[str]:
    """What our checks find, in all its colours; what moves the focus or writes into fields is done once, at the end.

    Whether something lies above the focus is asked in a third width as well, that of a tablet.
    """
    found = []
    for view in views:
        wear(page, view)
        wanted = due(first=view == views[0], last=view == views[-1])
        found += [f"{view}: {each}" for each in findings(page, wanted, **given)]
    page.set_viewport_size(BETWEEN)
    return found + [f"768 wide: {each}" for each in findings(page, ("focus-free",))]


@pytest.mark.parametrize(("listing", "views"), SCANS)
def test_nothing_is_in_the_way_on(
    listing: Listed,
    views: tuple[View, ...],
    page: Page,
    places: Any,
    nu: str,
    foreign: Mapping[str, str],
    titles: Titles,
    addresses: MapAdapter,
    left_to_right: str,
) -> None:
    found: list[str] = []
    with listening(page) as errors:
        typed: list[Any] = []
        answer = reach(page, listing, views[0].lang, places, lambda: found.extend(scan(page, views)), typed=typed)
        assert end_of(page, addresses) == listing.endpoint
        found += called_twice(titles, page.title(), listing.name, page.url) if answer.status in (200, 422) else []
        found += scan(page, views) + invalid_html(nu, answer.body()) + doubtful(page, answer, foreign)
        given = {"status": answer.status, "leftToRight": left_to_right, "typed": typed, "known": KNOWN[listing.role]}
        found += check(page, views, **given) + errors
    assert not found, "\n".join(found)
