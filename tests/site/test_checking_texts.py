"""Staff look over their words before everybody reads them: hints with the repair, and nothing is held up."""

from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from bmw.accounts.models import Office, Person
from bmw.cases.models import Case
from bmw.cases.models import Kind as Letter
from bmw.cases.models import Letter as Told
from bmw.findings.models import Finding
from bmw.kernel.database import db, transaction
from bmw.kernel.hints import Kind, hints
from bmw.kernel.text import town_prose
from bmw.moderation.service import fingerprint
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.site.models import PageText
from bmw.site.shipped import shipped
from bmw.site.views.pages import PAGES
from bmw.surveys.models import Question
from tests.factories import person
from tests.factories_desk import case, proposal
from tests.factories_surveys import survey
from tests.page import Page

LOUD = "Das ist SEHR SEHR WICHTIG. [Hier](/de/hilfe)"
WORDS = {
    "version": "0",
    "title_de": "Hilfe",
    "title_en": "",
    "title_ar": "",
    "text_de": LOUD,
    "text_en": "",
    "text_ar": "",
}


@pytest.fixture
def editor(app: Flask, browser: Any) -> Any:
    with transaction():
        someone = person(Office.EDITOR)
    return browser(someone)


@pytest.fixture
def moderator(app: Flask, browser: Any) -> Any:
    with transaction():
        someone = person(Office.MODERATOR)
    return browser(someone)


def told(page: Page) -> str:
    return " ".join(page.one("section[aria-labelledby=hinweise]").text_content().split())


def test_hints_name_the_field_and_the_repair_and_save_nothing(editor: Any) -> None:
    page = editor.send("/en/redaktion/seiten/help", 200, **WORDS, pruefen="1")
    assert "SEHR SEHR WICHTIG" in told(page)
    assert "Say where it leads" in told(page)
    assert page.all("section[aria-labelledby=hinweise] a[href='#text_de']")
    assert page.one("#text_de").text.strip() == LOUD
    with transaction(writes=False):
        assert db.get(PageText, "help") is None


def test_hints_never_hold_anything_up(editor: Any) -> None:
    editor.send("/en/redaktion/seiten/help", **WORDS)
    with transaction(writes=False):
        assert db.get_one(PageText, "help").text.german == LOUD


def test_a_good_text_hears_that_it_is_good(editor: Any) -> None:
    page = editor.send("/en/redaktion/seiten/help", 200, **{**WORDS, "text_de": "Rufen Sie an."}, pruefen="1")
    assert "We found nothing." in told(page)


def test_a_form_that_is_not_finished_can_be_looked_over(editor: Any) -> None:
    page = editor.send("/en/redaktion/seiten/help", 200, **{**WORDS, "title_de": ""}, pruefen="1")
    assert not page.all(".error-summary")


@pytest.mark.parametrize(
    "path",
    [
        "/redaktion/seiten/help",
        "/redaktion/verfahren/neu",
        "/redaktion/handlungsfelder/neu",
        "/redaktion/umfragen/neu",
        "/beschluesse/neu",
        "/moderation/textbausteine/neu",
    ],
)
def test_editors_are_offered_the_look(editor: Any, path: str) -> None:
    assert editor.see(f"/de{path}").all("main form button[name=pruefen]")


def test_a_question_of_a_survey_is_looked_over_though_it_has_one_line(editor: Any) -> None:
    with transaction():
        asked = survey(public=False)
    typed = {"kind": "text", "text_de": LOUD, "hint_de": "", "options_de": "", "position": ""}
    page = editor.send(f"/en/redaktion/umfragen/{asked.reference}/fragen/neu", 200, **typed, pruefen="1")
    assert page.all("section[aria-labelledby=hinweise] a[href='#text_de']")
    with transaction(writes=False):
        assert not db.scalar(select(Question.id))


def test_a_reply_is_looked_over_in_the_language_of_the_letter(moderator: Any) -> None:
    with transaction():
        about = case(Letter.FEEDBACK, letter=Told("I cannot read it.", language="en"))
    sent = {"facts": "Please CLICK HERE NOW AND READ.", "seen": fingerprint(None), "pruefen": "1"}
    page = moderator.send(f"/de/moderation/{about.id}/entscheiden", 200, **sent)
    assert {each.get("lang") for each in page.all("section[aria-labelledby=hinweise] q")} == {"en"}
    with transaction(writes=False):
        assert db.get_one(Case, about.id).is_waiting


def test_an_official_answer_is_looked_over_in_its_language(moderator: Any) -> None:
    with transaction():
        about = proposal()
    typed = {"status": "", "unit": "Amt", "answer": LOUD, "language": "de"}
    page = moderator.send(f"/en/moderation/antwort/{about.reference}", 200, **typed, pruefen="1")
    assert "SEHR SEHR WICHTIG" in told(page)
    with transaction(writes=False):
        assert not db.scalar(select(Proposal.answer).where(Proposal.id == about.id))
        assert not db.scalar(select(Finding.id))


def test_a_citizen_gets_at_most_a_gentle_hint(app: Flask, browser: Any) -> None:
    with transaction():
        author: Person = person()
        loud = proposal(author, state=State.DRAFT, body=f"{LOUD} {'Wort ' * 40}")
        calm = proposal(author, state=State.DRAFT, within=loud.process)
    page = browser(author).see(f"/en/vorschlaege/{loud.reference}/vorschau")
    assert "SEHR SEHR WICHTIG" in page.text
    assert "A sentence has" not in page.text
    assert (
        "So that everybody can read it well"
        not in browser(author).see(f"/en/vorschlaege/{calm.reference}/vorschau").text
    )


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_begins_as_an_accessible_template_and_says_so(editor: Any, slug: str) -> None:
    assert "Accessible template" in editor.see(f"/en/redaktion/seiten/{slug}").text
    for lang, text in shipped(slug).text.items():
        assert {each.kind for each in hints(text, lang, headings=True)} <= {Kind.SENTENCE}, lang


def test_a_page_in_the_towns_own_words_is_no_template_any_more(editor: Any) -> None:
    editor.send("/en/redaktion/seiten/help", **WORDS)
    assert "Accessible template" not in editor.see("/en/redaktion/seiten/help").text


def test_headings_lists_and_emphasis_come_out_as_such_below_the_place_they_stand_in() -> None:
    root = html.fragment_fromstring(town_prose("# Eins\n\n## Zwei\n\n- a\n- b\n\n**wichtig**", 2), create_parent="div")
    assert [each.tag for each in root] == ["h3", "h4", "ul", "p"]
    assert root.xpath("//strong")
