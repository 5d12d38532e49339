"""What a first visit costs over the wire, and that nothing leaves the house."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

PAGE, SCRIPTS = 110_000, 30_000
"""Bytes over the wire, headers and fonts included."""
PLACES = {
    "home in German": ("/de/", None),
    "home in Arabic": ("/ar/", None),
    "a proposal in Turkish": ("/de/vorschlaege?sort=diskutiert", "main .kern-card a[lang=tr]"),
    "a proposal in Ukrainian": ("/de/vorschlaege?feld=mobilitaet", "main .kern-card a[lang=uk]"),
    "a list that mixes them": ("/de/vorschlaege?sort=diskutiert", None),
}


@dataclass
class Wire:
    """What went over the wire while a page was opened."""

    sizes: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def listen(self, page: Page) -> "Wire":
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._count)
        return self

    def _note(self, event: Any) -> None:
        self.kinds[event["requestId"]] = event["type"]
        self.addresses[event["requestId"]] = event["response"]["url"]

    def _count(self, event: Any) -> None:
        self.sizes[event["requestId"]] += event["encodedDataLength"]

    def bytes_of(self, kind: str = "") -> int:
        return int(sum(size for name, size in self.sizes.items() if kind in ("", self.kinds.get(name))))

    def told(self) -> str:
        """Every file with its size, for the message of a test that fails."""
        return "\n".join(f"{size:>8.0f} {self.addresses.get(name)}" for name, size in self.sizes.most_common())


@pytest.fixture
def first_visit(visit: Callable[..., Page]) -> Callable[..., tuple[Page, Wire]]:
    """Open a page as somebody who has never been here; `link` is where on that page they want to go."""

    def open_first(path: str, link: str | None = None) -> tuple[Page, Wire]:
        if link:
            before = visit()
            before.goto(path)
            path = before.locator(link).first.get_attribute("href") or ""
        page = visit()
        wire = Wire().listen(page)
        page.goto(path, wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page, wire

    return open_first


@pytest.mark.parametrize("place", PLACES)
def test_a_first_visit_is_light(place: str, first_visit: Callable[..., tuple[Page, Wire]]) -> None:
    _page, wire = first_visit(*PLACES[place])
    print(f"{place}: {wire.bytes_of()} bytes, of which scripts {wire.bytes_of('Script')}")
    assert {"Document", "Stylesheet", "Font", "Script"} <= set(wire.kinds.values())
    assert wire.bytes_of() <= PAGE, wire.told()
    assert wire.bytes_of("Script") <= SCRIPTS, wire.told()


@pytest.mark.parametrize("path", ["/de/vorschlaege/neu", "/de/"])
def test_scripts_stay_light_where_people_write(path: str, visit: Callable[..., Page]) -> None:
    page = visit("citizen")
    wire = Wire().listen(page)
    page.goto(path, wait_until="networkidle")
    assert wire.bytes_of("Script") <= SCRIPTS, wire.told()


def test_the_list_really_mixes_them(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(PLACES["a list that mixes them"][0])
    assert all(page.locator(f"main .kern-card a[lang={lang}]").count() for lang in ("de", "tr", "uk", "ar"))


@pytest.mark.parametrize("place", PLACES)
def test_nothing_leaves_the_house_and_nothing_stays_with_a_reader(
    place: str, first_visit: Callable[..., tuple[Page, Wire]], base_url: str
) -> None:
    page, wire = first_visit(*PLACES[place])
    asked = {urlsplit(address) for address in wire.addresses.values()}
    assert {each.netloc for each in asked if each.scheme != "data"} == {urlsplit(base_url).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


INSIDE = {
    "citizen": ["/de/meine-seite", "/de/vorschlaege/neu", "/de/profil", "/de/nachrichten"],
    "moderator": ["/de/moderation", "/de/moderation/noch-ohne-antwort", "/de/vorschlaege"],
    "editor": ["/de/redaktion", "/de/verfahren/neu", "/de/agenda"],
    "board": ["/de/beirat"],
    "administrator": ["/de/redaktion/personen"],
}


@pytest.mark.parametrize("role", INSIDE)
def test_nothing_leaves_the_house_for_people_with_an_account_either(
    role: str, visit: Callable[..., Page], base_url: str
) -> None:
    page = visit(role)
    wire, said = Wire().listen(page), []
    page.on("console", lambda message: said.append(message.text))
    for path in INSIDE[role]:
        page.goto(path, wait_until="networkidle")
    asked = {urlsplit(address) for address in wire.addresses.values()}
    assert {each.netloc for each in asked if each.scheme != "data"} == {urlsplit(base_url).netloc}
    assert not [words for words in said if "Content Security Policy" in words or "Permissions-Policy" in words]


def test_a_second_page_costs_little_more_than_its_words(first_visit: Callable[..., tuple[Page, Wire]]) -> None:
    page, wire = first_visit("/de/")
    before = wire.bytes_of()
    page.goto("/de/verfahren", wait_until="networkidle")
    assert wire.bytes_of() - before <= 30_000, wire.told()
