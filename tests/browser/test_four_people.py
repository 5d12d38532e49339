"""Four people, each with their own way in, from the home page to a supported proposal and an answered survey."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Town, press
from tests.browser.test_keyboard import press_on, tab_to, type_into

Visit = Callable[..., Page]
SUPPORTED = "Sie unterstützen diesen Vorschlag."
THANKS = "Vielen Dank für Ihre Antworten"
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 30_000}
"""A bad network of the third generation: bytes a second, and milliseconds until anything comes."""
OWN_WORDS = """all => all.filter((it) => it.checkVisibility())
  .filter((it) => !it.closest("[lang]:not(html)") && !it.querySelector("[lang]"))
  .map((it) => it.innerText)"""
LISTEN = """() => {
  window.heard = [];
  const region = document.getElementById("announcement");
  new MutationObserver(() => region.textContent && heard.push(region.textContent)).observe(region, { childList: true });
}"""


def supporters(town: Town) -> int:
    """How many voices there are in the whole town."""
    return int(town.ask("select count(*) from vote")[0][0])


def answers(town: Town) -> int:
    """How many people have answered a survey."""
    return int(town.ask("select count(*) from sheet")[0][0])


@pytest.fixture
def counted(town: Town) -> Iterator[None]:
    """In the end one person more has supported something, and one more has answered."""
    before = supporters(town), answers(town)
    yield
    assert (supporters(town), answers(town)) == (before[0] + 1, before[1] + 1)


class Ears:
    """A page as somebody meets it who does not see it: by landmarks, headings and names, one after the other."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def arrive(self, heading: str, title: str = "") -> None:
        """A page says where one is: in its title, and in its one main heading."""
        expect(self.page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text(heading)
        assert (title or heading) in self.page.title()

    def follow(self, name: str, landmark: str = "main", called: str | None = None) -> None:
        """Follow the one link of this name in a part of the page."""
        where = self.page.get_by_role(landmark, name=called)  # type: ignore[arg-type]  # any landmark
        press(self.page, where.get_by_role("link", name=name, exact=True))

    def push(self, name: str) -> None:
        """Press the one button of this name."""
        press(self.page, self.page.get_by_role("main").get_by_role("button", name=name, exact=True))

    def write(self, field: str, words: str) -> None:
        """Fill in the field that is called so."""
        self.page.get_by_role("textbox", name=field).fill(words)

    def sign_in(self, address: str) -> None:
        """The way in by mail, without a password; the first try is empty, and the page says what is wrong."""
        self.push("E-Mail an mich senden")
        alert = self.page.get_by_role("alert")
        expect(alert).to_be_focused()
        alert.get_by_role("link").click()
        expect(self.page.get_by_role("textbox", name="E-Mail-Adresse")).to_be_focused()
        self.write("E-Mail-Adresse", address)
        self.push("E-Mail an mich senden")
        self.follow("Link der E-Mail öffnen")
        self.push("Anmelden")


@pytest.mark.usefixtures("counted")
def test_a_person_who_cannot_see(visit: Visit) -> None:
    page = visit()
    page.goto("/de/")
    ears = Ears(page)
    ears.arrive("Was soll in Bergheim besser werden?", "Startseite")
    ears.follow("Vorschläge", "navigation", "Hauptmenü")
    ears.arrive("Vorschläge")
    press(page, page.get_by_role("main").get_by_role("article").first.get_by_role("heading").get_by_role("link"))
    title = page.get_by_role("main").get_by_role("heading", level=1).inner_text()
    ears.follow("Anmelden", "complementary", "Mitmachen")
    ears.sign_in("hoert@example.org")
    ears.push("Mit diesem Namen weitermachen")
    ears.arrive(title)
    ears.push("Diesen Vorschlag unterstützen")
    part = page.get_by_role("complementary", name="Mitmachen")
    assert f"strong: {SUPPORTED}" in part.aria_snapshot()
    page.evaluate(LISTEN)
    ears.write("Ihr Kommentar", "Sehr gut! " * 195)
    expect(page.get_by_role("status")).to_contain_text("Noch")
    assert len(page.evaluate("heard")) == 1
    ears.follow("B.M.W 2.0 BÜRGER.MIT.WIRKUNG", "banner")
    ears.follow("Wie kommen Sie abends nach Hause?")
    for group in page.get_by_role("radiogroup").all():
        group.get_by_role("radio").first.check()
    ears.push("Meine Antworten senden")
    ears.arrive(THANKS)


@pytest.mark.usefixtures("counted")
def test_a_person_who_cannot_use_a_mouse(visit: Visit) -> None:
    page = visit()
    page.goto("/de/")
    press_on(page, "#menu a[href='/de/vorschlaege']")
    press_on(page, "main .kern-card a")
    press_on(page, "aside a[href*='/anmelden']")
    type_into(page, "#address", "ohne-maus@example.org")
    press_on(page, "main form.form [type=submit]")
    press_on(page, "main a[href*='/anmelden/link/']")
    press_on(page, "main form [type=submit]")
    press_on(page, "main form [type=submit]")
    press_on(page, "main form[action$='/unterstuetzen'] button")
    expect(page.get_by_text(SUPPORTED)).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('#mitmachen, aside'))"), "one goes on where one was"
    press_on(page, "header a.brand")
    press_on(page, "main a[href*='-wie-kommen-sie-abends']")
    tab_to(page, "main [type=radio]")
    page.keyboard.press("Space")
    press_on(page, "main form.form [type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


def long_sentences(page: Page, most: int) -> list[str]:
    """Sentences of the platform itself, in what one has to read to go on, with more words than a reader can keep."""
    told = "main h1, main .lead:not([lang]), main .facts dd, main .kern-hint, main label, main .kern-btn, main legend"
    own = page.locator(told).evaluate_all(OWN_WORDS)
    sentences = [each.strip() for text in own for each in re.split(r"[.!?:]\s+|\n", text)]
    return [each for each in sentences if len(each.split()) > most]


class LittleByLittle:
    """A page in Leichte Sprache, one thing at a time; each sentence that has to be read on the way is looked at."""

    def __init__(self, page: Page) -> None:
        self.page, self.too_long = page, list[str]()

    def choose(self) -> None:
        """Choose both at the top of the page, and come back to the beginning."""
        press(self.page, self.page.get_by_role("link", name="Leichte Sprache").first)
        press(self.page, ".topbar a[href*='/ansicht']")
        self.page.locator("[name=reading][value=single]").check()
        self.press("main form.form [type=submit]")
        press(self.page, "header a.brand")
        expect(self.page.locator("html[lang=de-simple][data-reading=single]")).to_have_count(1)

    def read(self) -> None:
        """Read what is seen now."""
        self.too_long += long_sentences(self.page, 12)

    def find(self, wanted: str) -> None:
        """Go on from part to part until the thing is there."""
        self.read()
        while not self.page.locator(wanted).first.is_visible():
            onward = self.page.locator("main a[rel=next]:visible").first
            part = str(onward.get_attribute("href"))
            onward.click()
            expect(self.page.locator(f"main {part}")).to_be_visible()
            self.read()

    def press(self, wanted: str) -> None:
        """Find a button or a link, and press it."""
        self.find(wanted)
        press(self.page, self.page.locator(wanted).locator("visible=true"))


@pytest.mark.usefixtures("counted")
def test_a_person_who_reads_little(visit: Visit) -> None:
    page = visit()
    page.goto("/de/")
    reader = LittleByLittle(page)
    reader.choose()
    for way in ("main a[href$='/vorschlaege']", "main .kern-card a", "main a[href*='/anmelden']"):
        reader.press(way)
    page.locator("#address").fill("liest-wenig@example.org")
    reader.press("main form.form [type=submit]")
    reader.press("main a[href*='/anmelden/link/']")
    reader.press("main form button")
    reader.press("main form button")
    reader.press("main form[action$='/unterstuetzen'] button")
    press(page, "header a.brand")
    reader.press("main a[href*='-wie-kommen-sie-abends']")
    reader.find("main [type=radio]")
    page.locator("main [type=radio]:visible").first.check()
    reader.press("main form.form [type=submit]")
    reader.read()
    assert reader.too_long == []


def cut_after_sending(route: Route) -> None:
    """The town hears what was sent, and its answer is lost on the way."""
    route.fetch(max_redirects=0)
    route.abort("connectionreset")


def lost(page: Page, button: str) -> None:
    """Press a button, and nothing comes back but the browser's own page, which would end what is opened before it."""
    with page.expect_event("requestfailed"):
        page.locator(button).first.click(no_wait_after=True)
    page.wait_for_url("chrome-error://**")


@pytest.mark.usefixtures("counted")
def test_a_person_with_an_old_phone_and_a_bad_network(visit: Visit) -> None:
    page = visit(width=320, java_script_enabled=False)
    network = page.context.new_cdp_session(page)
    network.send("Network.emulateNetworkConditions", SLOW)
    page.goto("/de/")
    press(page, "main a[href$='/vorschlaege']")
    press(page, "main .kern-card a")
    press(page, "aside a[href*='/anmelden']")
    page.locator("#address").fill("altes-telefon@example.org")
    for way in (
        "main form.form [type=submit]",
        "main a[href*='/anmelden/link/']",
        "main form button",
        "main form button",
    ):
        press(page, way)
    proposal, vote = page.url, "main form[action$='/unterstuetzen'] button"
    network.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})
    lost(page, vote)
    network.send("Network.emulateNetworkConditions", SLOW)
    page.goto(proposal)
    page.route("**/unterstuetzen", cut_after_sending)
    lost(page, vote)
    page.unroute("**/unterstuetzen")
    page.goto(proposal)
    expect(page.get_by_text(SUPPORTED)).to_be_visible()
    page.goto("/de/")
    press(page, "main a[href*='-wie-kommen-sie-abends']")
    page.locator("main [type=radio]").first.check()
    press(page, "main form.form [type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
