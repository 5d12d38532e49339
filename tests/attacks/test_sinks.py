"""A payload in every text the town keeps: on no page does it become anything but words."""

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import String, Table, Text, select, true, update

from bmw.accounts.models import Person
from bmw.board.models import Review
from bmw.kernel.database import Base, db, transaction
from bmw.kernel.states import Word
from bmw.kernel.text import Localized, LocalizedText
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.surveys.models import Sheet
from bmw.votes.models import Choice
from bmw.votes.service import add_imported
from tests.attacks.conftest import gets
from tests.attacks.town import Town
from tests.conftest import NOW
from tests.factories_strategy import opinion

OURS = frozenset(
    {"slug", "icon", "kind", "reference", "language", "channel", "document", "dedupe", "next_path", "export.what"}
    | {"picture.name", "document.name"}
)
"""Texts that only the platform itself writes, from a closed set; none of them is typed."""
MUST_BE_SEEN = [
    "person.pseudonym",
    "proposal.title",
    "proposal.body",
    "proposal.answer",
    "comment.body",
    "edition.body",
    "meeting.minutes",
    "meeting.place",
    "document.title",
    "point.text",
    "option.text",
    "question.text",
    "free_text.text",
    "district.name",
    "field.name",
    "process.title",
    "phase.title",
    "survey.title",
    "milestone.title",
    "measure.title",
    "finding.title",
    "finding.minority",
    "review.reasons",
    "review.dissent",
    "opinion.text",
    "case.text",
    "case.facts",
    "case.law",
    "message.subject",
    "message.body",
    "decision.body",
    "decision.result",
    "imported_total.source",
]
"""Where people's words are certainly shown to somebody; if one is not seen, this test looks in the wrong places."""


def payload(name: str) -> str:
    """Markup, attributes, a script address and everything that templates and formats would put in place."""
    return (
        f'{name}<xss-tag onxss="1">"onxss=1 x="\'onxss=2 x=\'</title></textarea></script><xss-tag>'
        "[a](javascript:xss) <javascript:xss> ![b](http://evil.example/x.png) "
        "{{71717*83838}}${{71717*83838}}#{71717*83838} %(name)s%s {0.__class__}{town.__class__} &lt;xss-tag&gt;"
    )


def planted(table: Table) -> Iterator[tuple[str, Any]]:
    """Every column of a table that holds words, with what is put into it."""
    for column in table.columns:
        name = f"{table.name}.{column.name}"
        if {column.name, name} & OURS or isinstance(column.type, Word):
            continue
        if isinstance(column.type, LocalizedText):
            yield column.name, Localized(de=payload(name), ar=payload(name), en=payload(name))
        elif isinstance(column.type, String | Text):
            yield column.name, payload(name)


def plant(town: Town) -> None:
    """Put the payload everywhere; unique texts get their number in front."""
    with transaction():
        public = db.get_one(Proposal, town.one("proposal").id)
        proposals.edit(public, NOW, title="Neuer Titel", body="Neue Worte", language="de", district=None)
        add_imported(public.ballot, {Choice.AGREE: 3}, "anderswo")
        opinion(db.get_one(Review, town.one("review").id), db.get_one(Person, town.staff.id))
    with transaction():
        for table in Base.metadata.sorted_tables:
            for name, value in planted(table):
                column = table.columns[name]
                is_unique = column.unique and not column.primary_key
                here = update(table).where(column.is_not(None), column != "" if name == "conflict" else true())
                key = next(iter(table.primary_key.columns))
                db.execute(here.values({name: key.cast(String) + value if is_unique else value}))
        for sheet in db.scalars(select(Sheet)):
            texts = {key: payload("sheet.answers") for key, said in sheet.answers.items() if isinstance(said, str)}
            sheet.answers = {**sheet.answers, **texts}


def is_shown(answer: Any) -> bool:
    """Whether a browser draws it; a table is a file, and no browser may take it for a page."""
    if answer.mimetype == "text/csv":
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.mimetype.startswith("text/") and answer.mimetype != "text/csv"


def pages(app: Flask, town: Town, people: Any) -> Iterator[tuple[str, str]]:
    """Every page as everybody sees it, some of them in Arabic, and what is shown when something fails."""
    for who in ("guest", "author", "staff"):
        for turn, path in enumerate(gets(app, town, 3)):
            spoken = path.replace("/de/", "/ar/", 1) if turn % 3 == 2 else path
            with people[who].get(spoken, follow_redirects=True) as answer:
                yield f"{who} {spoken}", answer.text if is_shown(answer) else ""
    for wrong in ("unterstuetzen", "kommentare"):
        path = f"/de/vorschlaege/{town.one('proposal').reference}/{wrong}"
        form = {"body": payload("typed"), "support": payload("typed"), "language": "xx"}
        yield path, people["citizen"].post(path, data=form).text
        yield path, people["guest"].post(path, data=form).text
        yield path, people["citizen"].post(path, data=form, headers={"Sec-Fetch-Site": "none"}).text
    for asked in ("suche?q=", "vorschlaege?feld=", "vorschlaege?ab=", "vorschlaege?sort=", "anmelden?next="):
        yield asked, people["guest"].get(f"/de/{asked}%22%3E%3Cxss-tag%20onxss=1%3E", follow_redirects=True).text


def broken_out(html: str) -> list[str]:
    """What a browser would make of the payload besides words."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if "xss-tag" in str(element.tag):
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            leads = str(value).strip().lower()
            if "onxss" in str(name) or (
                name in ("href", "src", "action") and leads.startswith(("javascript", "data:t"))
            ):
                found.append(f"{element.tag} {name}={value[:60]}")
            if name in ("src", "srcset", "poster") and "evil.example" in str(value):
                found.append(f"{element.tag} {name}={value[:60]}")
    return found


@pytest.fixture
def seen(app: Flask, town: Town, people: Any) -> dict[str, str]:
    """All pages of the town after the payload was planted."""
    plant(town)
    return dict(pages(app, town, people))


def test_words_of_people_stay_words_on_every_page(seen: dict[str, str]) -> None:
    texts = "\n".join(seen.values())
    assert not [name for name in MUST_BE_SEEN if f"{name}&lt;" not in texts]
    for path, html in seen.items():
        if "xss" in html:
            assert not broken_out(html), path
        assert str(71717 * 83838) not in html, f"{path}: something calculated"
        assert "&lt;class" not in html, f"{path}: something was formatted"
        assert "We have noted the error" not in html, path
        assert "Wir haben den Fehler notiert" not in html, path
