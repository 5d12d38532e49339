"""Everything by keyboard: a way past the navigation, no trap, and a focus that everybody sees."""

from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Town
from tests.browser.test_story import named, propose, send

# The scan of every page looks at narrow and wide windows; here are those between.
PAGES = {
    "guest": ["/de/", "/de/vorschlaege", "/de/agenda", "/de/anmelden", "/ar/suche?q=rad", "/de/stil"],
    "citizen": ["/de/vorschlaege/neu", "/de/meine-seite"],
    "moderator": ["/de/moderation"],
}
WALKS = [(role, path) for role, paths in PAGES.items() for path in paths]
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getClientRects()[0] ?? it.getBoundingClientRect();
  const within = (at, most) => Math.max(1, Math.min(at, most - 1));
  const x = within(box.x + box.width / 2, innerWidth), y = within(box.y + box.height / 2, innerHeight);
  const above = document.elementFromPoint(x, y), labels = [...(it.labels ?? [])];
  const isOwn = (each) => it.contains(each) || each.contains(it) || labels.some((label) => label.contains(each));
  const rims = [it, ...it.querySelectorAll("*"), it.closest(".search, .kern-card, .tile, li")].filter(Boolean);
  const drawn = () => rims.map((each) => getComputedStyle(each)).map((s) =>
    s.outlineStyle === "none" ? s.boxShadow : `${s.outlineWidth} ${s.outlineColor} ${s.boxShadow}`).join();
  const isSeen = Boolean(above && isOwn(above)) && box.bottom > 0 && box.top < innerHeight;
  const focused = drawn(), hasParts = /^(date|time|datetime-local)$/.test(it.type);
  if (!hasParts) it.blur();  // in a field with parts, such as day and month, the focus would begin anew
  const marked = hasParts ? parseFloat(getComputedStyle(it).outlineWidth) >= 2 : focused !== drawn();
  if (!hasParts) it.focus({ preventScroll: true });
  it.dataset.walked = Number(it.dataset.walked || 0) + 1;
  const place = it.dataset.place ??= String(document.querySelectorAll("[data-walked]").length);
  return { place, what: it.outerHTML.slice(0, 120), times: Number(it.dataset.walked), marked, seen: isSeen };
}"""
MOST = 400
SAME_IN_ANY_ORDER = "12122027"
"""A day as one types it into a date field, whether the browser's language begins with the day or with the month."""
WIDTHS = [320, 768, 1280]


def walk(page: Page) -> Iterator[dict[str, Any]]:
    """Press Tab until the focus leaves the page or comes back to where it began."""
    before = ""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or (found["times"] > 1 and found["place"] != before):
            return
        before = found["place"]
        yield found
    raise AssertionError("the walk never ends")


@pytest.mark.parametrize(("role", "path"), WALKS)
def test_the_focus_is_seen_everywhere_and_never_trapped(role: str, path: str, visit: Callable[..., Page]) -> None:
    page = visit(role, width=768, reduced_motion="reduce")
    page.goto(path)
    seen = list(walk(page))
    assert len(seen) > 10
    assert [each["what"] for each in seen if not each["marked"]] == [], "the focus is marked"
    assert [each["what"] for each in seen if not each["seen"]] == [], "nothing lies above it"
    last = page.locator("footer a").last
    assert last.get_attribute("data-walked"), "the walk comes to the end of the page"


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_the_first_stop_leads_past_the_navigation(lang: str, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(f"/{lang}/vorschlaege")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhalt"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def tab_to(page: Page, selector: str) -> None:
    """Go to a control by Tab alone, past the end of the page to its beginning if need be."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no way to {selector} by keyboard at {page.url}")


def press_on(page: Page, selector: str) -> None:
    """Go to a control and press Enter there."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, selector: str, words: str) -> None:
    """Go to a field and write."""
    tab_to(page, selector)
    page.keyboard.type(words)


def tick(page: Page, selector: str) -> None:
    """Go to a box or to a group of answers, and choose."""
    tab_to(page, selector)
    page.keyboard.press("Space")


def sign_in_by_keyboard(page: Page, address: str) -> None:
    """The way in by mail, up to the name that others see."""
    page.goto("/de/anmelden")
    type_into(page, "#address", address)
    press_on(page, "main form.form [type=submit]")
    press_on(page, "main a[href*='/anmelden/link/']")
    press_on(page, "main form [type=submit]")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_citizen_does_everything_by_keyboard_alone(width: int, visit: Callable[..., Page]) -> None:
    page = visit(width=width)
    sign_in_by_keyboard(page, f"tastatur{width}@example.org")
    press_on(page, "main form.form [type=submit]")
    propose_by_keyboard(page)
    page.goto("/de/vorschlaege?sort=unterstuetzt")
    press_on(page, "main .kern-card a")
    press_on(page, "main form[action$='/unterstuetzen'] button")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('aside'))"), "the focus is back where it was"
    type_into(page, "main form[action$='/kommentare'] textarea", "Das hilft allen, die spät arbeiten.")
    press_on(page, "main form[action$='/kommentare'] [type=submit]")
    assert page.locator("main input[name=support][value=no]").count() == 1
    report_by_keyboard(page)
    page.goto("/de/")
    press_on(page, "main a[href*='-wie-kommen-sie-abends']")
    tick(page, "main [type=radio]")
    press_on(page, "main form.form [type=submit]")
    assert page.url.endswith("/danke")
    page.goto("/de/agenda")
    press_on(page, "main .lane a")
    press_on(page, "main form[action$='/folgen'] button")
    assert page.locator("main input[name=follow][value=no]").count() == 1


def propose_by_keyboard(page: Page) -> None:
    """Write a proposal, see the preview, and send it."""
    page.goto("/de/vorschlaege/neu")
    type_into(page, "#procedure", "S")
    type_into(page, "#field", "M")
    type_into(page, "#title", "Mit der Tastatur geschrieben")
    type_into(page, "#body", "Alles hier geht ohne Maus, auch dieser Vorschlag.")
    press_on(page, "main form.form [type=submit]")
    press_on(page, "main form[action$='/einreichen'] button")
    assert page.url.endswith("/danke")


def report_by_keyboard(page: Page) -> None:
    """Tell the moderators about what is on this page."""
    press_on(page, "main a[href*='/melden/proposal/']")
    tick(page, "main [type=radio]")
    type_into(page, "#text", "Dort steht der Name eines Nachbarn.")
    tick(page, "#good_faith")
    press_on(page, "main form.form [type=submit]")
    assert "/melden/beleg/" in page.url


@pytest.mark.parametrize("width", WIDTHS)
def test_the_board_and_the_editors_work_by_keyboard_alone(width: int, town: Town, visit: Callable[..., Page]) -> None:
    page, words = visit("board", width=width), f"Das ist machbar, in {width} kleinen Schritten."
    page.goto("/de/beirat")
    press_on(page, "main .kern-card a")
    press_on(page, "main a[href$='/stellungnahme']")
    for group in page.locator("main form.form fieldset[role=radiogroup]").all():
        tick(page, f"#{group.get_attribute('id')} [type=radio]")
    tab_to(page, "#text")
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    press_on(page, "main form.form [type=submit]")
    assert town.ask(f"select count(*) from opinion where text = '{words}'") == [(1,)]
    page = visit("editor", width=width)
    page.goto("/de/agenda")
    press_on(page, "main .lane a")
    press_on(page, "main a[href$='/meilensteine']")
    type_into(page, "#title_de", f"Der erste Schritt von {width}")
    type_into(page, "#due", SAME_IN_ANY_ORDER)
    press_on(page, "main form.form [type=submit]")
    assert town.ask(f"select due from milestone where title like '%Schritt von {width}%'") == [("2027-12-12",)]
    assert page.get_by_text(f"Der erste Schritt von {width}").count()


def appointed(page: Page, town: Town, address: str) -> str:
    """Somebody accepts an invitation to the desk and sets up an app; one of their recovery codes comes back."""
    page.goto("/de/einladung/" + town.bmw("invite", address, "--role", "moderator").split("/einladung/")[1].strip())
    press_on(page, "main form [type=submit]")
    press_on(page, "main form.form [type=submit]")
    press_on(page, "main form[action$='/app'] button")
    app = pyotp.TOTP(page.locator("main code.secret").inner_text().replace(" ", ""))
    type_into(page, "#code", app.now())
    type_into(page, "#name", "Mein Telefon")
    press_on(page, "main form.form [type=submit]")
    kept = page.locator("ol.codes code").first.inner_text()
    press_on(page, "main form [type=submit]")
    return kept


def confirmed(page: Page, address: str, code: str) -> None:
    """They sign out, come back by mail and confirm with what only they have."""
    page.goto("/de/profil")
    press_on(page, "main form[action$='/abmelden'] button")
    sign_in_by_keyboard(page, address)
    type_into(page, "#code", code)
    press_on(page, "main form.form [type=submit]")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_moderator_confirms_and_decides_by_keyboard_alone(width: int, town: Town, visit: Callable[..., Page]) -> None:
    author, page, title = visit("citizen"), visit(width=width), f"Eine Bank am Weg, {width} Schritte vom Bahnhof"
    propose(author, title)
    send(author, title)
    confirmed(page, f"pult{width}@example.org", appointed(page, town, f"pult{width}@example.org"))
    page.goto("/de/moderation?art=submitted")
    press_on(page, f"main a[href='{named(page, title).first.get_attribute('href')}']")
    press_on(page, "main form[action*='/freigeben'] button")
    assert town.ask(f"select state from proposal where title = '{title}'") == [("public",)]


@pytest.mark.parametrize("path", ["/de/anmelden", "/de/rueckmeldung"])
def test_after_a_failed_form_the_focus_stands_on_what_to_put_right(path: str, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(path)
    with page.expect_navigation():
        page.locator("main form.form [type=submit]").click()
    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


@pytest.mark.parametrize("path", ["/de/", "/ar/", "/de/vorschlaege", "/de/anmelden"])
def test_the_region_for_news_is_there_from_the_start_and_empty(path: str, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(path)
    region = page.locator("#announcement[role=status]")
    assert region.count() == 1
    assert region.inner_text() == ""


def test_the_language_list_closes_by_escape_and_gives_the_focus_back(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/de/")
    page.locator("details.languages summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator("details.languages[open]").count()
    assert page.evaluate("document.activeElement.matches('details.languages summary')")


def test_the_menu_of_a_small_window_opens_and_closes_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit(width=320)
    page.goto("/de/")
    page.locator(".menu-button[popovertarget=menu]").first.focus()
    page.keyboard.press("Enter")
    page.locator("#menu a").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("#menu a").first.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('.menu-button')")
