"""Each check that every page test runs can fail: a good page gets exactly one defect, and the check for it finds it."""

from collections.abc import Callable

import lxml.html
import pytest
from flask.testing import FlaskClient
from lxml.html import HtmlElement

from tests.page_checks import CHECKS, untrue
from tests.page_checks.foreign import beginnings, unmarked


def changed(selector: str, **attributes: str | None) -> Callable[[HtmlElement], None]:
    """Other attributes for the first thing that matches; nothing takes one away."""

    def plant(root: HtmlElement) -> None:
        for name, value in attributes.items():
            key = name.strip("_").replace("_", "-")
            if value is None:
                root.cssselect(selector)[0].attrib.pop(key)
            else:
                root.cssselect(selector)[0].set(key, value)

    return plant


def without(selector: str) -> Callable[[HtmlElement], None]:
    """Less than there was."""
    return lambda root: root.cssselect(selector)[0].drop_tree()  # type: ignore[no-any-return]


def added(html: str, to: str = "main") -> Callable[[HtmlElement], None]:
    """More than there was."""
    return lambda root: root.cssselect(to)[0].append(lxml.html.fragment_fromstring(html))  # type: ignore[no-any-return]


FORM = "<form action='/de/x' method='post' novalidate>%s<button>Senden</button></form>"
PLANTED: dict[str, Callable[[HtmlElement], None]] = {
    "names_its_language_and_direction": changed("html", dir=None),
    "has_a_title": without("title"),
    "has_one_main_heading": added("<h1>Noch eine</h1>"),
    "has_its_landmarks": added("<main>Noch einer</main>", "body"),
    "starts_with_a_way_past_the_navigation": without("nav.skip"),
    "has_an_empty_region_for_news": added("<b>Schon da</b>", "#announcement"),
    "offers_help_in_the_same_order": without("footer a[href$='/rueckmeldung']"),
    "keeps_its_navigation_in_order": without("#menu a[href$='/agenda']"),
    "does_not_move_by_itself": added("<meta http-equiv='refresh' content='9'>"),
    "carries_no_script_or_style_inside": changed("h1", style="color: red"),
    "has_every_id_once": added("<p id='inhalt'></p>"),
    "points_at_what_exists": changed("h1", aria_describedby="nirgends"),
    "leaves_no_heading_out": added("<h5>Zu tief</h5>"),
    "names_what_can_be_pressed": added("<a href='/de/'></a>"),
    "describes_its_images": added("<img src='/x.png'>"),
    "leaves_the_order_of_tab_alone": changed("h1", tabindex="3"),
    "needs_no_dragging": changed("h1", draggable="true"),
    "works_without_scripts": added("<form action='/de/x'><input aria-label='x'></form>"),
    "marks_words_of_other_scripts": added("<p>Безпечна велодоріжка</p>"),
    "gives_marked_words_their_direction": added("<p lang='ar'>مقاعد أكثر</p>"),
    "offers_each_language_in_its_own_words": changed("details.languages a", lang=None),
    "labels_every_field": added(FORM % "<input name='x'>"),
    "sends_forms_to_the_house": added("<form action='https://example.org/'><button>Senden</button></form>"),
    "says_in_the_title_that_something_is_wrong": added("<div class='error-summary'></div>"),
    "leads_to_what_is_wrong": added(FORM % "<input name='x' id='x' aria-label='x' aria-invalid='true'>"),
    "asks_nothing_twice": added(FORM % "<input name='x' aria-label='x'><input name='x' aria-label='y'>"),
    "lets_browsers_fill_in": changed("#address", autocomplete="off", type="text", name="code"),
}


@pytest.fixture
def page(client: FlaskClient) -> HtmlElement:
    """A page with a form that nothing is wrong with."""
    return lxml.html.document_fromstring(client.get("/de/anmelden").text)


def test_every_check_of_pages_has_its_planted_defect() -> None:
    assert set(PLANTED) == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_of_pages_finds_its_defect_and_nothing_before(name: str, page: HtmlElement) -> None:
    CHECKS[name](page, 200)
    PLANTED[name](page)
    with pytest.raises(AssertionError):
        CHECKS[name](page, 200)


@pytest.mark.parametrize(
    "field",
    [
        "<label>Ihr Text <textarea name='x' dir='auto'>Безпечна велодоріжка до школи</textarea></label>",
        "<label>Ihr Titel <input name='x' dir='auto' value='مقاعد أكثر في المدينة'></label>",
    ],
)
def test_what_stands_in_a_field_needs_its_language_as_well(page: HtmlElement, field: str) -> None:
    added(FORM % field)(page)
    with pytest.raises(AssertionError):
        CHECKS["marks_words_of_other_scripts"](page, 200)


def test_words_in_the_same_letters_are_found_without_their_language(page: HtmlElement) -> None:
    known = beginnings([("tr", "Köprünün altına ışık. Akşamları orası çok karanlık."), ("en", "A bench")])
    assert unmarked(page, known) == []
    added("<p lang='tr'>Köprünün altına ışık</p>")(page)
    assert unmarked(page, known) == []
    added("<p>Köprünün altına ışık</p>")(page)
    added("<p><input value='Akşamları orası çok karanlık.'></p>")(page)
    assert len(unmarked(page, known)) == 2


def test_a_page_of_the_list_is_told_all_that_is_wrong_with_it(page: HtmlElement) -> None:
    assert untrue(page, 200) == []
    PLANTED["describes_its_images"](page)
    PLANTED["leaves_no_heading_out"](page)
    assert [each.partition(":")[0] for each in untrue(page, 200)] == ["leaves_no_heading_out", "describes_its_images"]
