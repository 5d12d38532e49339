"""What readers choose on the page “View” holds on every page, without scripts; and pages read themselves aloud."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accessibility.scan import AXE
from bmw.ui.display import COOKIE, Display
from tests.browser.conftest import Town, press

ENHANCED = """async () => (await axe.run(document, { runOnly: { type: "rule", values: ["color-contrast-enhanced"] } }))
  .violations.flatMap((found) => found.nodes.map((node) => node.html.slice(0, 120)))"""
SEEN_PARTS = "all => all.filter((each) => each.getClientRects().length).map((each) => each.id)"
VOICES = """(tags) => {
  const told = (globalThis.spoken = []);
  class Utterance { constructor(text) { this.text = text; } }
  const speech = {
    speaking: null, paused: false,
    getVoices: () => tags.map((lang) => ({ lang, name: lang, default: true, localService: true })),
    addEventListener() {},
    speak(it) {
      this.speaking = it;
      told.push([it.lang, it.text.trim()]);
      setTimeout(() => { it.onstart?.({}); it.onboundary?.({ name: "word", charIndex: 0, charLength: 1 }); }, 0);
    },
    finish() { const it = this.speaking; this.speaking = null; it?.onend?.({}); },
    pause() { this.paused = true; },
    resume() { this.paused = false; },
    cancel() { this.speaking = null; told.push(["cancel", ""]); },
  };
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
  globalThis.SpeechSynthesisUtterance = Utterance;
}"""


@pytest.fixture
def settled(visit: Callable[..., Page], base_url: str) -> Callable[..., Page]:
    """Open the town as somebody who has chosen something."""

    def open_as(role: str = "guest", chosen: Display | None = None, **traits: Any) -> Page:
        page = visit(role, **traits)
        if chosen:
            page.context.add_cookies([{"name": COOKIE, "value": chosen.code, "url": base_url}])
        return page

    return open_as


def size_of(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"))


def ground_of(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def parts_of(page: Page) -> list[str]:
    return list(page.locator(".part-place").evaluate_all(SEEN_PARTS))


def test_somebody_without_scripts_makes_everything_larger_and_dark_and_comes_back(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/de/hilfe")
    before = page.locator("main p").first.bounding_box()
    press(page, ".topbar a[href*='/ansicht']")
    page.locator("[name=size][value='200']").check()
    page.locator("[name=theme][value=dark]").check()
    press(page, "main form.form [type=submit]")
    assert page.url.endswith("/de/hilfe")
    after = page.locator("main p").first.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"]
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_example_follows_before_anything_is_saved(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/de/ansicht")
    example = page.locator(".sample__page")
    before = example.bounding_box()
    page.locator("[name=size][value='200']").check()
    after = example.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] * 1.5
    assert not page.context.cookies()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path", ["/de/", "/ar/ansicht", "/de/stil/listen", "/de/verfahren", "/de/agenda", "/de/anmelden"]
)
def test_at_twice_the_size_nothing_sticks_out(settled: Callable[..., Page], path: str, width: int) -> None:
    page = settled(chosen=Display(size="200", spacing="wide"), width=width)
    page.goto(path)
    assert size_of(page) >= 32
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.body.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/de/", "/de/stil/texte", "/de/stil/formulare", "/de/ansicht", "/ar/anmelden", "/de/vorschlaege"]
)
def test_with_high_contrast_all_words_stand_out_seven_to_one(
    settled: Callable[..., Page], path: str, theme: str
) -> None:
    page = settled(chosen=Display(contrast="high", theme=theme))
    page.goto(path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(ENHANCED) == []


def test_colours_follow_the_choice_and_else_the_device(settled: Callable[..., Page]) -> None:
    page = settled(chosen=Display(theme="light"), color_scheme="dark")
    page.goto("/de/hilfe")
    light = ground_of(page)
    page.context.clear_cookies()
    page.reload()
    assert ground_of(page) != light


def test_more_contrast_asked_of_the_device_is_the_same_as_chosen_here(settled: Callable[..., Page]) -> None:
    asked, chosen = settled(contrast="more"), settled(chosen=Display(contrast="high"))
    for page in (asked, chosen):
        page.goto("/de/hilfe")
    assert ground_of(asked) == ground_of(chosen) == "rgb(255, 255, 255)"


def test_with_forced_colours_a_chosen_answer_is_seen(settled: Callable[..., Page]) -> None:
    page = settled(forced_colors="active")
    page.goto("/de/ansicht")
    chosen, other = (page.locator(f"[name=size][value='{size}']").screenshot() for size in ("100", "125"))
    assert chosen != other


def test_a_long_page_shows_one_part_after_the_other(settled: Callable[..., Page]) -> None:
    page = settled(chosen=Display(reading="single"), java_script_enabled=False)
    page.goto("/de/vorschlaege")
    press(page, "main .kern-card a")
    assert parts_of(page) == ["teil-1"]
    page.locator(".part-steps a[rel=next]:visible").click()
    expect(page.locator("#teil-2")).to_be_visible()
    assert parts_of(page) == ["teil-2"]
    page.locator(".part-steps a[rel=prev]:visible").click()
    expect(page.locator("#teil-1")).to_be_visible()


CLOSED = "select reference from record join survey using (id) where closes < datetime('now') order by id"
CONCLUDED = "select reference from record join finding using (id) where state = 'concluded' order by id"


@pytest.mark.parametrize(("path", "which"), [("umfragen/{}/ergebnisse", CLOSED), ("ergebnisse/{}", CONCLUDED)])
def test_findings_and_the_results_of_surveys_come_in_parts_too(
    settled: Callable[..., Page], town: Town, path: str, which: str
) -> None:
    page, number = settled(chosen=Display(reading="single")), 0
    page.goto(f"/de/{path.format(town.ask(which)[0][0])}")
    for number in range(1, page.locator(".part-place").count() + 1):
        assert parts_of(page) == [f"teil-{number}"]
        if (on := page.locator(".part-steps a[rel=next]:visible")).count():
            on.click()
    assert number > 2


def test_the_next_part_has_the_focus_and_the_way_past_the_menu_leads_to_it(settled: Callable[..., Page]) -> None:
    page = settled(chosen=Display(reading="single"))
    page.goto("/de/vorschlaege")
    press(page, "main .kern-card a")
    page.locator(".part-steps a[rel=next]:visible").press("Enter")
    expect(page.locator("#teil-2")).to_be_focused()
    page.locator(".skip a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#teil-2")).to_be_focused()


def test_links_lead_into_a_part_and_paper_shows_all(settled: Callable[..., Page]) -> None:
    page = settled(chosen=Display(reading="single"))
    page.goto("/de/vorschlaege")
    press(page, "main .kern-card a")
    page.goto(f"{page.url}#diskussion")
    expect(page.locator("#diskussion")).to_be_visible()
    page.emulate_media(media="print")
    for heading in page.locator("[data-part] h2").all():
        expect(heading).to_be_visible()


def test_a_survey_asks_one_question_at_a_time_and_keeps_the_answers(settled: Callable[..., Page]) -> None:
    page = settled("citizen2", chosen=Display(reading="single"))
    page.goto("/de/")
    page.goto(str(page.locator("main a[href*='/umfragen/']").first.get_attribute("href")))
    questions = page.locator("form.form .part-place").count()
    for number in range(1, questions + 1):
        assert parts_of(page) == [f"teil-{number}"]
        first = page.locator("[data-part]:visible input").first
        if first.count():
            first.check()
        if number < questions:
            page.locator(".part-steps a[rel=next]:visible").click()
            expect(page.locator(f"#teil-{number + 1}")).to_be_visible()
    press(page, "form.form [type=submit]:visible")
    assert page.url.endswith("/danke")


def test_a_mistake_in_a_hidden_part_is_found_by_its_link(settled: Callable[..., Page]) -> None:
    page = settled(chosen=Display(reading="single"))
    page.goto("/de/rueckmeldung#teil-3")
    press(page, "form.form [type=submit]:visible")
    page.locator(".error-summary a").first.click()
    expect(page.locator("#text")).to_be_visible()
    assert len(parts_of(page)) == 1


@pytest.fixture
def spoken(visit: Callable[..., Page]) -> Callable[..., Page]:
    """A browser with voices for some languages; they wait until a test lets them finish."""

    def open_with(*tags: str) -> Page:
        page = visit()
        page.add_init_script(f"({VOICES})({list(tags)})")
        page.goto("/de/stil/texte")
        return page

    return open_with


def said(page: Page) -> list[list[str]]:
    return [each for each in page.evaluate("spoken") if each[0] != "cancel"]


def finish(page: Page, times: int = 1) -> None:
    for _ in range(times):
        page.evaluate("speechSynthesis.finish()")


def test_a_page_is_read_aloud_each_part_in_its_language(spoken: Callable[..., Page]) -> None:
    page = spoken("de-DE", "tr-TR")
    page.get_by_role("button", name="Vorlesen").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    finish(page, 40)
    heard = said(page)
    assert heard[0] == ["de-DE", "Texte und Hinweise"]
    assert ["tr-TR", "Köprünün altına daha fazla ışık"] in heard
    assert ["de-DE", "Für die Sprache dieses Teils hat Ihr Browser keine Stimme."] in heard
    assert not [words for lang, words in heard if lang == "de-DE" and "مقاعد" in words]


PICTURES = """() => document.querySelector("main h1").append(
  ...[["Ein Baum. Er wirft Schatten.", "de"], ["Akşam bir köprü", "tr"], ["", "de"]].map(([alt, lang]) => (
    Object.assign(new Image(40, 40), { alt, lang, src: document.querySelector("link[rel=icon]").href })
  )), " am Ufer")"""


def test_what_a_picture_shows_is_read_as_a_piece_of_its_own(spoken: Callable[..., Page]) -> None:
    page = spoken("de-DE", "tr-TR")
    page.evaluate(PICTURES)
    page.get_by_role("button", name="Vorlesen").click()
    finish(page, 1)
    page.wait_for_function("document.querySelector('img.read-aloud')")
    finish(page, 4)
    heard = [["de-DE", "Texte und Hinweise"], ["de-DE", "Ein Baum."], ["de-DE", "Er wirft Schatten."]]
    assert said(page)[:5] == [*heard, ["tr-TR", "Akşam bir köprü"], ["de-DE", "am Ufer"]]
    assert page.locator("img.read-aloud").count() == 0


def test_what_is_read_is_marked(spoken: Callable[..., Page]) -> None:
    page = spoken("de-DE")
    page.get_by_role("button", name="Vorlesen").click()
    page.wait_for_function("[...CSS.highlights.get('read-aloud')].some((range) => String(range).includes('Hinweise'))")
    page.wait_for_function("[...CSS.highlights.get('read-word')].some((range) => String(range) === 'T')")


def test_reading_pauses_goes_on_and_stops_by_keyboard(spoken: Callable[..., Page]) -> None:
    page = spoken("de-DE")
    page.get_by_role("button", name="Vorlesen").press("Enter")
    page.get_by_role("button", name="Pause").press("Enter")
    assert page.evaluate("speechSynthesis.paused")
    page.get_by_role("button", name="Weiterlesen").press("Enter")
    assert not page.evaluate("speechSynthesis.paused")
    page.keyboard.press("Escape")
    expect(page.locator("#announcement")).to_have_text("Das Vorlesen ist beendet.")
    assert page.evaluate("CSS.highlights.get('read-aloud').size") == 0
    expect(page.get_by_role("button", name="Vorlesen", exact=True)).to_be_visible()


def test_without_a_voice_there_is_no_button_and_the_settings_say_why(visit: Callable[..., Page]) -> None:
    page = visit()
    page.add_init_script(f"({VOICES})(['tr-TR'])")
    page.goto("/de/ansicht")
    expect(page.locator("[data-aloud-missing]")).to_be_visible()
    assert not page.get_by_role("button", name="Vorlesen").is_visible()


def test_leaving_a_page_ends_the_reading(spoken: Callable[..., Page]) -> None:
    page = spoken("de-DE")
    page.get_by_role("button", name="Vorlesen").click()
    page.evaluate("spoken.length = 0; dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("spoken") == [["cancel", ""]]
