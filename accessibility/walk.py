"""The way to a page in its state: links followed, forms filled, buttons pressed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from accessibility.listing import Listed

QUIETLY = "Failed to load resource"
"""What the browser itself says about a page that answers 403, 404 or 422."""
BLOCKED = "Service Worker registration blocked by Playwright"


@contextmanager
def listening(page: Any) -> Iterator[list[str]]:
    """What goes wrong in the scripts of a page meanwhile; in the end the page forgets what was typed."""
    errors: list[str] = []

    def note(message: Any) -> None:
        own_status = message.text.startswith(QUIETLY) and message.location["url"].split("#")[0] == page.url
        if message.type in ("error", "warning") and not own_status and message.text != BLOCKED:
            errors.append(message.text)

    def crash(error: Any) -> None:
        errors.append(str(error))

    page.on("console", note)
    page.on("pageerror", crash)
    try:
        yield errors
    finally:
        page.remove_listener("console", note)
        page.remove_listener("pageerror", crash)
        page.evaluate("localStorage.clear()")


UNFOLD = """all => {
  const at = document.activeElement, top = at.getBoundingClientRect().top;
  all.forEach((folded) => { folded.open = true });
  scrollBy({ top: at.getBoundingClientRect().top - top, behavior: "instant" });
}"""
"""Everything is unfolded, and what has the focus stays where it came into sight."""
STAYING = ("click", "tick")
"""What changes a page without leaving it; typing and choosing change no more than the field."""
GIVEN = """() => [...document.querySelectorAll("main form :is(input, select, textarea)")].filter((it) => {
  if (!it.name || /^(hidden|file|submit|password)$/.test(it.type)) return false;
  if (/^(radio|checkbox)$/.test(it.type)) return it.checked && !it.defaultChecked;
  if (it.tagName === "SELECT") return it.value && !it.selectedOptions[0].defaultSelected;
  return it.value.trim() && it.value !== it.defaultValue;
}).map((it) => ({ name: it.name, value: it.value, token: it.autocomplete || it.name }))"""
"""What somebody has filled in on a page."""


def reach(
    page: Any,
    listing: Listed,
    lang: str,
    places: Mapping[str, str],
    look: Callable[[], object],
    *,
    typed: list[Any] | None = None,
) -> Any:
    """Go to a page and bring it into the state on the list; returns the last answer of the server.

    `look` is called after each step that stays on its page; `typed` gets what was filled in on each page.
    """
    answer = page.goto(listing.path.format(lang=lang, **places))
    for verb, selector, *words in listing.steps:
        if typed is not None and verb == "press":
            typed.append(page.evaluate(GIVEN))
        answer = VERBS[verb](page, selector, *words) or answer
        if verb in STAYING:
            look()
    assert answer.status == listing.status, f"{answer.status} at {page.url}: {page.locator('main').inner_text()[:300]}"
    page.locator("main details").evaluate_all(UNFOLD)
    return answer


def _open(page: Any, selector: str) -> Any:
    return page.goto(page.locator(selector).first.get_attribute("href"))


def _press(page: Any, selector: str) -> Any:
    with page.expect_navigation() as going:
        page.locator(selector).first.click()
    return going.value


def _click(page: Any, selector: str) -> None:
    if page.locator(selector).first.is_visible():
        page.locator(selector).first.click()


def _type(page: Any, selector: str, words: str) -> None:
    page.locator(selector).first.fill(words)


def _clear(page: Any, selector: str) -> None:
    for field in page.locator(f"{selector} :is(input[type=text], textarea)").all():
        field.fill("")


def _choose(page: Any, selector: str, number: str) -> None:
    page.locator(selector).first.select_option(index=int(number))


def _tick(page: Any, selector: str) -> None:
    page.locator(selector).first.check()


VERBS = {
    "open": _open,
    "press": _press,
    "click": _click,
    "type": _type,
    "clear": _clear,
    "choose": _choose,
    "tick": _tick,
}
