"""The town's own pages, and how editors write them."""

import re
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bmw.accounts.models import Office
from bmw.cases.models import REASONS
from bmw.kernel.database import transaction
from bmw.kernel.text import town_prose
from bmw.site.shipped import FOLDER, NAME, shipped
from bmw.site.views.pages import PAGES, made_parts, town_names
from tests import factories

EVERY = ["de", "en", "ar", "de-simple"]
ADDRESSES = {
    "help": "hilfe",
    "rules": "teilnahmeregeln",
    "netiquette": "netiquette",
    "privacy": "datenschutz",
    "imprint": "impressum",
    "accessibility": "barrierefreiheit",
}
OLD_WORDS = {"version": "0", "title_de": "Hilfe", "title_en": "", "title_ar": "", "text_en": "", "text_ar": ""}


@pytest.fixture
def editor(browser) -> FlaskClient:
    with transaction():
        person = factories.person(Office.EDITOR)
    return browser(person)


@pytest.mark.parametrize("lang", EVERY)
@pytest.mark.parametrize("slug", PAGES)
def test_every_page_of_the_town_is_there_in_every_language(client: FlaskClient, slug: str, lang: str) -> None:
    page = client.see(f"/{lang}/{ADDRESSES[slug]}")
    assert page.one("main h1 [lang]").get("lang") == lang.removesuffix("-simple")
    assert len(page.all("main .prose h2")) >= 3
    assert "{" not in page.text


@pytest.mark.parametrize("slug", PAGES)
def test_examples_say_that_they_are_examples(client: FlaskClient, slug: str) -> None:
    assert "This text is an example." in client.see(f"/en/{ADDRESSES[slug]}").text


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_texts_use_only_known_names(app: Flask, path) -> None:
    with app.test_request_context("/de/"):
        known = {*town_names(), *(name for name, _heading, _words in made_parts(path.stem))}
    texts = [text for each in (shipped(path.stem).title, shipped(path.stem).text) for text in each.values()]
    assert {name for text in texts for name in NAME.findall(text)} <= known


@pytest.mark.parametrize("lang", ["de", "en", "ar"])
def test_the_netiquette_has_exactly_the_rules_that_moderators_name(client: FlaskClient, lang: str) -> None:
    rules = client.see(f"/{lang}/netiquette").all("main .prose ol > li")
    named = {int(found[1]) for words in REASONS.values() if (found := re.search(r"rule (\d)", words._args[0]))}
    assert set(range(1, len(rules) + 1)) == named == set(range(1, 9))


@pytest.mark.parametrize("lang", ["de", "en", "ar"])
def test_the_accessibility_statement_has_its_seven_blocks_and_the_ombuds_office(client: FlaskClient, lang: str) -> None:
    page = client.see(f"/{lang}/barrierefreiheit")
    assert len(page.all("main .prose h2")) == 7
    assert page.all('main a[href^="https://www.lbbp.nrw.de"]')
    assert page.all(f'main a[href="/{lang}/rueckmeldung"]')


@pytest.mark.parametrize("lang", EVERY)
def test_the_foot_of_every_page_leads_to_help_and_law(client: FlaskClient, lang: str) -> None:
    found = {a.get("href") for a in client.see(f"/{lang}/").all("body > footer a[href]")}
    assert {f"/{lang}/{address}" for address in (*ADDRESSES.values(), "rueckmeldung")} <= found


def test_editors_find_all_their_pages_in_one_place(editor: FlaskClient) -> None:
    with transaction():
        factories.process(factories.field("mobilitaet"))
    page = editor.see("/en/redaktion")
    assert {a.get("href") for a in page.all("main a")} >= {f"/en/redaktion/seiten/{slug}" for slug in PAGES}


def test_the_editors_place_is_for_editors(client: FlaskClient, browser) -> None:
    with transaction():
        citizen = factories.person()
    client.see("/de/redaktion", status=403)
    browser(citizen).see("/de/redaktion/seiten/help", status=403)


def test_an_editor_puts_the_towns_own_words_in_place(editor: FlaskClient, client: FlaskClient) -> None:
    editor.send("/de/redaktion/seiten/help", **OLD_WORDS, text_de="## Neu\n\nRufen Sie {phone} an.")
    page = client.see("/de/hilfe")
    assert "Rufen Sie +49 2271 00000 an." in page.text
    assert not page.all("main .kern-alert")


def test_an_untranslated_page_says_so_and_keeps_its_language(editor: FlaskClient, client: FlaskClient) -> None:
    editor.send("/de/redaktion/seiten/help", **OLD_WORDS, text_de="Rufen Sie an.")
    page = client.see("/ar/hilfe")
    assert page.language_of("Rufen Sie an.") == "de"


def test_a_page_without_german_words_is_shown_again_with_everything_typed(editor: FlaskClient) -> None:
    page = editor.send("/en/redaktion/seiten/help", 422, **(OLD_WORDS | {"text_en": "My words"}), text_de=" ")
    assert page.one("#text_en").text.strip() == "My words"
    assert "Please enter a text in German." in page.one(".error-summary").text_content()


@pytest.mark.parametrize("slug", ["unsinn", "../privacy", "simple"])
def test_other_pages_cannot_be_edited(editor: FlaskClient, slug: str) -> None:
    editor.see(f"/de/redaktion/seiten/{slug}", status=404)


def test_a_page_never_carries_code(editor: FlaskClient, client: FlaskClient) -> None:
    editor.send("/de/redaktion/seiten/help", **OLD_WORDS, text_de="<script>alert(1)</script> [x](javascript:alert(1))")
    assert not client.see("/de/hilfe").all("main script, main a[href^=javascript]")


@pytest.mark.parametrize(
    ("written", "levels"),
    [("# A\n\n### B", ["h2", "h3"]), ("### A\n\n# B", ["h2", "h2"]), ("## A\n\n##### B\n\n## C", ["h2", "h3", "h2"])],
)
def test_headings_fit_below_the_main_heading(written: str, levels: list[str]) -> None:
    found = re.findall(r"<(h\d)>", town_prose(written))
    assert found[0] == "h2"
    assert len(found) == len(levels)
    assert all(int(after[1]) <= int(before[1]) + 1 for before, after in pairwise(found))
