"""Whatever people write stands in an element of its own language on every page that shows it, whoever reads it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from lxml.html import HtmlElement

from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holders
from bmw.kernel.database import db, transaction
from bmw.kernel.text import direction_of
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.surveys.models import Kind
from bmw.surveys.service import answer, publish_text
from tests import factories, factories_strategy
from tests.factories_proposals import comment, proposal
from tests.factories_surveys import survey
from tests.page import Page

WRITTEN = {
    "tr": ("Köprünün altına ışık", "Akşamları orası çok karanlık."),
    "ar": ("مقاعد في الظل", "لا يوجد مكان للجلوس بجانب النهر."),
    "uk": ("Безпечна велодоріжка", "Діти їдуть до школи поруч із машинами."),
    "": ("Bangku di taman", "Tidak ada tempat duduk di sana."),
}
NAME = "مواطن من بيرغهايم"
PUBLIC = ["/{lang}/vorschlaege", "/{lang}/suche?q={title}", "/{lang}/verfahren/{process}", "/{lang}/{page}"]
PUBLIC += ["/{lang}/handlungsfelder/{field}", "/{lang}/melden/proposal/{reference}"]
OWN = ["/{lang}/meine-seite", "/{lang}/meine-seite/daten", "/{lang}/vorschlaege/{draft}/bearbeiten"]
DESK = ["/{lang}/moderation", "/{lang}/moderation/noch-ohne-antwort", "/{lang}/moderation/antwort/{reference}"]
DESK += ["/{lang}/moderation/ergebnisse?verfahren={process}", "/{lang}/moderation/zusammenfuehren/{reference}"]
PATHS = [
    pytest.param(who, path, id=f"{who} {path}")
    for who, paths in {"guest": PUBLIC, "author": OWN, "moderator": DESK}.items()
    for path in paths
]

LATER = {
    "guest": ["/{lang}/ergebnisse/{finding}", "/{lang}/massnahmen/{measure}", "/{lang}/beirat/{review}"],
    "author": ["/{lang}/nachrichten", "/{lang}/umfragen/{survey}/ergebnisse"],
    "moderator": ["/{lang}/ergebnisse/{finding}", "/{lang}/umfragen/{survey}/freitexte/{question}"],
    "chair": ["/{lang}/beirat/{review}"],
}
"""Where the words of citizens stand once something has become of them."""
QUOTING = ("/{lang}/nachrichten", "/{lang}/beirat/")
"""Pages that show such words in quotation marks or not at all, until somebody quotes them."""


class World:
    """One text in each language, commented in the same, by somebody with a name that runs from right to left."""

    def __init__(self) -> None:
        self.author: Person = factories.person(name=NAME)
        self.moderator = factories.person(Office.MODERATOR)
        self.texts = {tag: self._written(tag, *words) for tag, words in WRITTEN.items()}
        for tag, text in self.texts.items():
            comment(text, self.author, WRITTEN[tag][1], language=tag)

    def _written(self, tag: str, title: str, body: str) -> Proposal:
        first: Proposal | None = next(iter(getattr(self, "texts", {}).values()), None)
        process = first.process if first else None
        self.draft = proposal(self.author, process, title=title, body=body, language=tag, state=State.DRAFT)
        proposal(self.author, process, title=title, body=body, language=tag, state=State.SUBMITTED)
        return proposal(self.author, process, title=title, body=body, language=tag)

    def places(self, tag: str) -> dict[str, str]:
        text = self.texts[tag]
        return {
            "title": text.title.split()[0],
            "reference": text.reference,
            "process": text.process.reference,
            "field": text.field.slug,
            "draft": self.draft.reference,
            "page": f"vorschlaege/{text.reference}",
        }

    def go_on(self) -> dict[str, str]:
        """All texts become a finding, a conclusion and a measure; one stands in a survey as well."""
        bundle = factories_strategy.finding(*self.texts.values())
        planned = factories_strategy.measure(on=factories_strategy.concluded(on=bundle))
        self.chair = holders(Office.CHAIR)[0]
        waiting = factories_strategy.review(factories_strategy.finding(*self.texts.values()))
        asked = survey(Kind.TEXT, Kind.TEXT, process=self.texts["tr"].process)
        for question in asked.questions:
            answer(asked, factories.person(), {question.id: WRITTEN[""][1]})
        publish_text(asked.questions[0], WRITTEN[""][1], factories.NOW)
        asked.closes = factories.NOW
        places = {"finding": bundle, "review": waiting, "measure": planned, "survey": asked}
        return {**{name: each.reference for name, each in places.items()}, "question": str(asked.questions[1].id)}


@pytest.fixture
def world(app: Flask) -> World:
    with transaction():
        return World()


def around(element: HtmlElement, name: str) -> str | None:
    return next((e.get(name) for e in (element, *element.iterancestors()) if e.get(name) is not None), None)


def saying(page: Page, words: str) -> Iterator[HtmlElement]:
    """Every element that holds these words itself, in its text, its value or a name; sentences may quote them."""
    for element in page.root.cssselect("body *"):
        if isinstance(element.tag, str):
            own = [element.text, *(child.tail for child in element), element.get("value"), element.get("aria-label")]
            held = [each for each in own if each and words in each and not re.search(f"[„«“]\\W?{words}", each)]
            if held and element.get("type") != "hidden":
                yield element


@pytest.mark.parametrize("lang", ["de", "ar"])
@pytest.mark.parametrize(("who", "path"), PATHS)
def test_words_stand_in_their_own_language(who: str, path: str, lang: str, world: World, browser: Any) -> None:
    window = browser(None if who == "guest" else getattr(world, who))
    for tag, words in WRITTEN.items():
        page = window.see(path.format(lang=lang, **world.places(tag)), follow_redirects=True)
        marked(page)
        is_shown = who != "guest" or "melden" in path or "verfahren" in path
        assert is_shown or list(saying(page, words[0])), "the words are shown at all"


def marked(page: Page) -> int:
    """How often such words are on a page, each in its language and direction."""
    found = [(tag, each) for tag, said in WRITTEN.items() for text in said for each in saying(page, text)]
    for tag, element in found:
        assert around(element, "lang") == tag, element.text_content()
        assert around(element, "dir") in (direction_of(tag), "auto"), element.text_content()
    return len(found)


@pytest.mark.parametrize("lang", ["de", "ar"])
@pytest.mark.parametrize("who", LATER)
def test_words_keep_their_language_in_what_becomes_of_them(who: str, lang: str, world: World, browser: Any) -> None:
    with transaction():
        places = db.merge(world.author) and world.go_on()
    window = browser(None if who == "guest" else getattr(world, who))
    shown = {path: marked(window.see(path.format(lang=lang, **places), follow_redirects=True)) for path in LATER[who]}
    assert [path for path, times in shown.items() if not times and not path.startswith(QUOTING)] == []


@pytest.mark.parametrize("path", ["/de/vorschlaege", "/de/{page}", "/ar/{page}", "/de/moderation"])
def test_names_are_kept_apart_from_the_sentence_around_them(path: str, world: World, browser: Any) -> None:
    page = browser(world.moderator).see(path.format(**world.places("tr")), follow_redirects=True)
    for element in saying(page, NAME):
        assert any(e.tag == "bdi" or e.get("dir") == "auto" for e in (element, *element.iterancestors()))
