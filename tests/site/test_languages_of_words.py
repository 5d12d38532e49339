"""Whatever people write stands in an element of its own language on every page that shows it, whoever reads it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from lxml.html import HtmlElement

from bmw.accounts.models import Office, Person
from bmw.kernel.database import transaction
from bmw.kernel.text import direction_of
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests import factories
from tests.factories_proposals import comment, proposal
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
        for other, said in WRITTEN.items():
            for element in (each for text in said for each in saying(page, text)):
                assert around(element, "lang") == other, element.text_content()
                assert around(element, "dir") in (direction_of(other), "auto"), element.text_content()
        is_shown = who != "guest" or "melden" in path or "verfahren" in path
        assert is_shown or list(saying(page, words[0])), "the words are shown at all"


@pytest.mark.parametrize("path", ["/de/vorschlaege", "/de/{page}", "/ar/{page}", "/de/moderation"])
def test_names_are_kept_apart_from_the_sentence_around_them(path: str, world: World, browser: Any) -> None:
    page = browser(world.moderator).see(path.format(**world.places("tr")), follow_redirects=True)
    for element in saying(page, NAME):
        assert any(e.tag == "bdi" or e.get("dir") == "auto" for e in (element, *element.iterancestors()))
