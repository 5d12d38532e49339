"""What somebody types is kept on the device until it has arrived, and no longer."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import press

COMMENT = "main form[action$='/kommentare']"
KEPT = """async () => {
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  for (let left = 600; left && kept().length; left -= 1) await new Promise((done) => setTimeout(done, 50));
  return kept();
}"""
"""Which drafts stay on the device when the page has done its work."""
WORDS = "Das hilft allen, die spät arbeiten."


def written(page: Page) -> Page:
    """Somebody has typed a comment, and not sent it."""
    page.goto("/de/vorschlaege?sort=neu")
    press(page, "main .kern-card a")
    page.locator(f"{COMMENT} textarea").press_sequentially(WORDS)
    return page


def test_a_text_that_was_not_sent_comes_back(visit: Callable[..., Page]) -> None:
    page = written(visit("citizen"))
    page.reload()
    expect(page.locator(f"{COMMENT} .draft-note")).to_be_visible()
    expect(page.locator(f"{COMMENT} textarea")).to_have_value(WORDS)


def test_words_are_kept_though_they_came_before_the_script(visit: Callable[..., Page]) -> None:
    page, late = visit("citizen2"), list[Route]()

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/drafts.*.js", hold)
    written(page)
    while not late:
        page.wait_for_timeout(20)
    late[0].continue_()
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('draft:'))")
    page.unroute("**/drafts.*.js")
    page.reload()
    expect(page.locator(f"{COMMENT} textarea")).to_have_value(WORDS)


HEARD = """() => addEventListener("DOMContentLoaded", () => {
  globalThis.heard = [];
  const status = document.getElementById("announcement");
  const listen = () => { if (status.textContent) globalThis.heard.push(status.textContent); };
  new MutationObserver(listen).observe(status, { childList: true });
})"""


def test_that_a_text_has_come_back_is_said_once(visit: Callable[..., Page]) -> None:
    page = written(visit("citizen"))
    page.context.add_init_script(f"({HEARD})()")
    page.reload()
    note = page.locator(f"{COMMENT} .draft-note")
    expect(note).to_be_visible()
    page.wait_for_function("heard.length")
    said = page.locator(COMMENT).get_attribute("data-draft-note")
    assert page.evaluate("new Promise((done) => setTimeout(() => done(heard), 2000))") == [said]
    assert note.evaluate("it => !it.closest('[role=status], [aria-live]')"), "what is seen is not heard as news again"


def test_a_text_that_has_arrived_is_forgotten(visit: Callable[..., Page]) -> None:
    page = written(visit("citizen"))
    press(page, f"{COMMENT} [type=submit]")
    expect(page.locator("section[aria-labelledby=diskussion]")).to_contain_text(WORDS)
    assert page.evaluate(KEPT) == []
    expect(page.locator(f"{COMMENT} textarea")).to_have_value("")
    expect(page.locator(f"{COMMENT} .draft-note")).to_have_count(0)
