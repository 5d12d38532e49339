"""Each of our own checks can fail: a page gets exactly one defect, and the check for it finds it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accessibility.checks import findings, names
from accessibility.listing import View
from accessibility.scan import UNDECIDED, axe
from bmw.ui.assets import Assets
from tests.browser.conftest import press
from tests.browser.engines.walkers import ByPlaywright
from tests.browser.test_accessibility import Titles, called_twice, check

SMALL = {"width": 320, "height": 256}
ADD = """const add = (words, css = "", on = document.querySelector("main"), tag = "p") => {
  const it = on.appendChild(document.createElement(tag));
  it.textContent = words;
  it.style.cssText = css;
  return it;
};"""
FITS = f"""() => {{ {ADD}
  const it = add("Worte, die gerade so passen", "inline-size: fit-content; white-space: nowrap; overflow: hidden");
  it.style.inlineSize = `${{it.offsetWidth + 1}}px`;
}}"""
SMALL_LINKS = f"""() => {{ {ADD}
  for (const word of "ab") add(word, "display: block; block-size: 9px; margin: 0", undefined, "a").href = `/${{word}}`;
}}"""
TRAP = """() => document.querySelector("#address").addEventListener("keydown", (event) => {
  if (event.key === "Tab") event.preventDefault();
})"""
VEIL = "position: fixed; inset: 4rem 0 0; background: black; z-index: 9"
PLANTED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "direction": ("/de/", f"() => {{ {ADD} add('مقاعد أكثر') }}", {}),
    "icon-words": (
        "/de/",
        "() => { document.querySelector('.masthead .search button span').className = 'visually-hidden'; }",
        {},
    ),
    "status-region": ("/de/", "() => document.getElementById('announcement').remove()", {}),
    "error-focus": ("/de/anmelden", "() => document.querySelector('#address').focus()", {}),
    "target-44": ("/de/", "() => { document.querySelector('.menu-button').style.minBlockSize = '20px'; }", SMALL),
    "target-24": ("/de/", SMALL_LINKS, {}),
    "still": ("/de/", "() => { document.querySelector('h1').animate([{ opacity: 0 }], 1e6); }", {}),
    "dragging": ("/de/", "() => { document.querySelector('main li').draggable = true; }", {}),
    "forced-colours": (
        "/de/anmelden",
        "() => { document.querySelector('main [type=submit]').style.cssText = 'border: 0; outline: 0'; }",
        {"forced_colors": "active"},
    ),
    "pasting": (
        "/de/anmelden",
        "() => document.querySelector('#address').addEventListener('paste', (event) => event.preventDefault())",
        {},
    ),
    "reflow": ("/de/", f"() => {{ {ADD} add('breit', 'inline-size: 60rem') }}", SMALL),
    "text-spacing": ("/de/", FITS, {}),
    "larger-text": ("/de/", FITS, {}),
    "long-words": ("/de/", "() => { document.querySelector('main p').style.overflowWrap = 'normal'; }", SMALL),
    "whole-words": ("/de/", f"() => {{ {ADD} add('Verwaltung', 'inline-size: 3em; word-break: break-all') }}", {}),
    "mirrored": (
        "/ar/",
        "() => { document.querySelector('h1').style.cssText = 'position: relative; left: 5rem'; }",
        {},
    ),
    "focus-drawn": ("/de/", "() => { document.querySelector('footer a').style.outline = '0'; }", {}),
    "focus-free": ("/de/", f"() => {{ {ADD} add('', '{VEIL}') }}", SMALL),
    "asked-twice": (
        "/de/anmelden",
        """() => {
          const copy = document.querySelector("#address").cloneNode();
          copy.id = "again";
          const label = document.querySelector("[for=address]").cloneNode(true);
          label.htmlFor = "again";
          document.querySelector("main form").append(label, copy);
        }""",
        {},
    ),
    "announced-once": (
        "/de/rueckmeldung",
        """() => document.querySelector("main textarea").addEventListener("input", () => setTimeout(() => {
          const counter = document.querySelector("[data-counter-for]");
          document.getElementById("announcement").textContent = counter.textContent;
        }, 1600))""",
        {},
    ),
    "walk": ("/de/anmelden", TRAP, {}),
}
"""Where, what is done to the page there, and what the window is like."""


@pytest.fixture
def look(visit: Callable[..., Page]) -> Callable[[str], tuple[list[str], list[str]]]:
    """What a check finds on a page as it is, and on the same page with its defect."""

    def look_for(name: str) -> tuple[list[str], list[str]]:
        path, defect, traits = PLANTED[name]
        size = {each: traits[each] for each in ("width", "height") if each in traits}
        page = visit(reduced_motion="reduce", **{k: v for k, v in traits.items() if k not in size}, **_window(size))
        page.goto(path)
        if name == "error-focus":
            press(page, "main form.form [type=submit]")
        given = {"status": 422 if name == "error-focus" else 200, "leftToRight": Assets.load().url("css/app.css")}
        before = findings(page, (name,), **given)
        if name == "error-focus":
            page.reload()
        page.evaluate(defect)
        return before, findings(page, (name,), **given)

    return look_for


def _window(size: dict[str, int]) -> dict[str, Any]:
    return {"viewport": size} if size else {}


def test_every_check_has_its_planted_defect() -> None:
    assert set(PLANTED) == set(names())


@pytest.mark.parametrize("name", PLANTED)
def test_a_check_finds_its_defect_and_nothing_before(
    name: str, look: Callable[[str], tuple[list[str], list[str]]]
) -> None:
    before, after = look(name)
    assert before == []
    assert after
    assert all(each.startswith(f"{name}: ") for each in after)


@pytest.mark.parametrize("defect", ["outlineWidth = '1px'", "outlineColor = '#0a5950'", "outlineColor = '#fff8'"])
def test_a_ring_that_is_thin_or_faint_is_found_as_a_missing_one_is(visit: Callable[..., Page], defect: str) -> None:
    page = visit(reduced_motion="reduce")
    page.goto("/de/anmelden")
    assert findings(page, ("focus-drawn",)) == []
    page.evaluate(f"() => {{ document.querySelector('footer a').style.{defect} }}")
    assert len(findings(page, ("focus-drawn",))) == 1


TINY = f"""() => {{ {ADD}
  const row = add("", "display: flex"), css = "inline-size: 10px; block-size: 10px; padding: 0; overflow: hidden";
  for (const word of ["eins", "zwei"]) add(word, css, row, "button");
}}"""
COVERED = f"""() => {{ {ADD}
  const menu = add("Menü", "position: fixed; inset: 0; inline-size: 100vw; block-size: 100vh", undefined, "div");
  menu.popover = "manual";
  menu.showPopover();
}}"""


def test_two_tiny_buttons_side_by_side_are_found_unless_a_menu_covers_them(visit: Callable[..., Page]) -> None:
    page = visit(reduced_motion="reduce")
    page.goto("/de/anmelden")
    assert axe(page) == []
    page.evaluate(TINY)
    page.locator("main button").last.scroll_into_view_if_needed()
    assert sum(each.startswith("target-size: ") for each in axe(page)) == 2
    page.evaluate(COVERED)
    assert not [each for each in axe(page) if each.startswith("target-size: ")]


def test_what_axe_cannot_decide_is_told_once_it_is_too_much(visit: Callable[..., Page]) -> None:
    page = visit(reduced_motion="reduce")
    page.goto("/de/anmelden")
    for number in range(UNDECIDED + 1):
        assert axe(page) == []
        page.evaluate(f"() => {{ {ADD} add('Wort {number}', 'background: linear-gradient(white, silver)') }}")
    assert sum(each.startswith("undecided: color-contrast: ") for each in axe(page)) == UNDECIDED + 1


def test_a_torn_number_is_found_as_a_torn_word_is(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/de/")
    page.evaluate(f"() => {{ {ADD} add('Nummer 2026-00006', 'inline-size: 5em; word-break: break-all') }}")
    assert any("2026-00006 in " in each for each in findings(page, ("whole-words",)))


def test_two_pages_with_one_title_are_found_and_one_page_under_two_addresses_is_not() -> None:
    titles: Titles = defaultdict(dict)
    same = {"page": "de/vorschlaege/2026-00001", "longer": "de/vorschlaege/2026-00001-bus", "other": "ar/verfahren/x"}
    for name, path in same.items():
        assert called_twice(titles, "Bus", name, f"http://127.0.0.1/{path}") == []
    for number in "12":
        assert called_twice(titles, "Danke", "thanks", f"http://127.0.0.1/de/danke/{number}") == []
    assert called_twice(titles, "Bus", "another", "http://127.0.0.1/de/verfahren/2026-00003")


def test_what_lies_above_the_focus_on_a_tablet_alone_is_found(visit: Callable[..., Page]) -> None:
    page = visit(reduced_motion="reduce")
    page.goto("/de/")
    page.evaluate(f"""() => {{
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("@media (width > 700px) and (width < 800px) {{ main::before {{ content: ''; {VEIL} }} }}");
      document.adoptedStyleSheets.push(sheet);
    }}""")
    found = check(page, (View("de", 1280, "light"),), status=200)
    assert found
    assert all(each.startswith("768 wide: focus-free: ") for each in found)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"known": ["email"]}, "is known already"),
        ({"typed": [[{"name": "x", "value": "x", "token": "email"}], []]}, "is known already"),
        ({"typed": [[{"name": "address", "value": "a@example.org", "token": "email"}]]}, "has to be given again"),
    ],
)
def test_what_was_given_before_is_not_asked_again(visit: Callable[..., Page], given: Any, wrong: str) -> None:
    page = visit()
    page.goto("/de/anmelden")
    assert findings(page, ("asked-twice",), status=422) == []
    assert any(wrong in each for each in findings(page, ("asked-twice",), status=422, **given))


@pytest.mark.parametrize(
    ("defect", "wrong"),
    [
        ("it => it.appendChild(document.createElement('p')).setAttribute('role', 'alert')", "lies in another region"),
        ("it => it.remove()", "never said"),
    ],
)
def test_news_that_are_heard_twice_or_never_are_found(visit: Callable[..., Page], defect: str, wrong: str) -> None:
    page = visit()
    page.goto("/de/rueckmeldung")
    page.locator("#announcement").evaluate(defect)
    assert any(wrong in each for each in findings(page, ("announced-once",)))


def test_the_focus_on_what_is_wrong_is_asked_once_however_many_colours_a_page_wears(
    visit: Callable[..., Page],
) -> None:
    page = visit(reduced_motion="reduce")
    page.goto("/de/anmelden")
    press(page, "main form.form [type=submit]")
    assert check(page, (View("de", 1280, "light"), View("de", 1280, "dark")), status=422) == []
    page.reload()
    page.locator("#address").focus()
    found = check(page, (View("de", 1280, "light"), View("de", 1280, "dark")), status=422)
    assert any(each.startswith("de-1280-light: error-focus: ") for each in found)


AGAIN = """() => {
  const place = document.querySelector("[data-similar]"), form = place.closest("form");
  const again = () => {
    const words = `${form.dataset.similarTitle}: ${place.querySelectorAll("li").length}`;
    document.getElementById("announcement").textContent = words;
  };
  new MutationObserver(() => setTimeout(again, 1600)).observe(place, { childList: true });
}"""


def test_what_is_similar_and_told_twice_is_found(visit: Callable[..., Page]) -> None:
    page = visit("citizen")
    page.goto("/de/vorschlaege/neu")
    assert findings(page, ("announced-once",)) == []
    expect(page.locator("[data-similar] li")).not_to_have_count(0)
    page.reload()
    page.evaluate(AGAIN)
    (found,) = findings(page, ("announced-once",))
    assert found.startswith("announced-once: said more than once: Ähnliche")


LINKED = """() => document.head.append(Object.assign(document.createElement("link"), {
  rel: "stylesheet", href: "/static/gibt-es-nicht.css",
}))"""
THROWN = "address => { import(address).catch((error) => setTimeout(() => { throw error; })); }"


def test_what_a_page_needs_and_never_gets_is_a_complaint(visit: Callable[..., Page]) -> None:
    walker = ByPlaywright(visit(service_workers="allow"))
    walker.visit("/de/gibt-es-nicht")
    assert walker.complaints() == [], "that a page is not there, it says itself"
    for event, script in (("console", LINKED), ("pageerror", THROWN)):
        with walker.page.expect_event(event):
            walker.page.evaluate(script, "/static/gibt-es-nicht.js")
    assert sum("gibt-es-nicht.css" in each for each in walker.complaints()) == 1
    assert sum(each.startswith("never comes: ") for each in walker.complaints()) == 1
