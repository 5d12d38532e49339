"""Reading proposals: anybody may, in any language, and a page costs few questions to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from bmw.findings.service import bundle
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.proposals import service
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.votes import service as votes
from bmw.votes.models import Choice, Kind
from tests import factories
from tests.factories import NOW, Office, person
from tests.factories_desk import hidden
from tests.factories_proposals import comment, proposal

TITLE = Localized(de="Sichere Radwege")


@contextmanager
def questions() -> Iterator[list[str]]:
    """Every question to the database, apart from beginnings."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")) and "browser_session" not in statement:
            asked.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def path(new: Proposal, more: str = "", lang: str = "de") -> str:
    return f"/{lang}/vorschlaege/{new.reference}{more}"


def test_a_visitor_reads_a_proposal_in_its_own_language(client: Any) -> None:
    with transaction():
        new = proposal(title="Bisiklet yolu", body="Çocuklar için güvenli yol", language="tr")
    page = client.see(path(new))
    assert page.heading == "Bisiklet yolu"
    assert page.one("h1 [lang]").get("lang") == page.language_of("Çocuklar için güvenli yol") == "tr"


def test_an_arabic_text_runs_from_right_to_left_on_a_german_page(client: Any) -> None:
    with transaction():
        new = proposal(title="طريق للدراجات", body="نحتاج طريقاً آمناً", language="ar")
    assert client.see(path(new)).one("h1 [lang]").get("dir") == "rtl"


def test_a_text_in_an_unknown_language_says_that_nobody_knows(client: Any) -> None:
    with transaction():
        new = proposal(title="Saluton al vi", language="")
    assert client.see(path(new)).one("h1 [lang]").get("lang") == ""


def test_a_name_is_kept_apart_from_the_sentence_around_it(client: Any) -> None:
    with transaction():
        new = proposal(author=person(name="ליאור"))
    assert "ליאור" in [each.text_content() for each in client.see(path(new)).all("bdi")]


def test_typed_html_stays_text(client: Any) -> None:
    with transaction():
        new = proposal(title="<b>fett</b>", body="<script>alert(1)</script> und <img src=x onerror=y>")
    assert not client.see(path(new)).all("main script, main img, h1 b")


def test_a_page_shows_where_it_stands_and_what_became_of_it(client: Any) -> None:
    with transaction():
        new = proposal()
        service.answer(new, service.Reply("Wir planen den Weg **2027**."), person(), NOW)
        service.not_taken_up(new, person(), NOW, "Der Kreis ist zuständig.")
    page = client.see(path(new))
    assert "Der Kreis ist zuständig." in page.text
    assert [each.text_content() for each in page.all("main strong") if each.text_content() == "2027"]


def test_imported_sums_name_their_source(client: Any) -> None:
    with transaction():
        new = proposal()
        votes.add_imported(new.ballot, {Choice.AGREE: 41}, "Klimarat 2022")
    page = client.see(path(new))
    assert "Klimarat 2022" in page.text
    assert "41" in page.text


def test_opinions_are_drawn_as_a_table(client: Any) -> None:
    with transaction():
        field = factories.field()
        new = proposal(process=factories.process(field, ballot_kind=Kind.OPINION))
        for choice in (Choice.AGREE, Choice.AGREE, Choice.PASS):
            service.support(new, person(), choice)
    assert len(client.see(path(new)).all("table.bars tbody tr")) == 3


@pytest.mark.parametrize("state", [State.SUBMITTED, State.REFUSED, State.DRAFT])
def test_what_is_not_public_is_shown_to_nobody_else(client: Any, state: State) -> None:
    with transaction():
        new = proposal(state=state, body="Geheimes Wort")
    assert "Geheimes Wort" not in client.see(path(new), 403).text


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_was_public_leaves_a_sentence_in_its_place(client: Any, state: State) -> None:
    with transaction():
        new = proposal(state=state, title="Geheimer Titel", body="Geheimes Wort")
    page = client.see(path(new))
    assert "Geheim" not in page.html
    assert new.reference in page.heading


@pytest.mark.parametrize("state", [State.SUBMITTED, State.REFUSED, State.HIDDEN])
def test_the_author_and_moderators_read_what_is_not_public(browser: Any, state: State) -> None:
    with transaction():
        new, moderator = proposal(state=state, body="Mein Wort"), person(Office.MODERATOR)
        author = new.author
    for reader in (author, moderator):
        assert "Mein Wort" in browser(reader).see(path(new)).text


def test_a_merged_proposal_says_where_it_went(client: Any) -> None:
    with transaction():
        kept = proposal(title="Der ganze Radweg")
        same = proposal(process=kept.process, title="Ein Stück Radweg")
        service.merge(same, kept, person(), NOW, "Dasselbe Anliegen.")
    assert kept.reference in client.see(path(same)).link("Der ganze Radweg")
    assert same.reference in client.see(path(kept)).link("Ein Stück Radweg")


def test_an_unknown_number_leads_to_a_helpful_page(client: Any) -> None:
    assert client.see("/de/vorschlaege/2026-99999", 404).heading


def test_a_draft_leads_its_author_to_the_preview(browser: Any) -> None:
    with transaction():
        new = proposal(state=State.DRAFT)
        author = new.author
    assert browser(author).get(path(new)).location.endswith("/vorschau")


def test_a_detail_page_asks_the_database_six_times_at_most(client: Any) -> None:
    with transaction():
        new = proposal()
        first = comment(new)
        for _each in range(4):
            comment(new, parent=first)
            comment(new)
        votes.add_imported(new.ballot, {Choice.AGREE: 4}, "Klimarat 2022")
        bundle(new.process, new.field, sources=[new], by=person(), at=NOW, title=TITLE, summary=TITLE)
    with questions() as asked:
        client.see(path(new))
    assert len(asked) <= 6, "\n\n".join(asked)


def test_a_list_asks_the_database_five_times_at_most(client: Any) -> None:
    with transaction():
        kept = proposal()
        for _each in range(25):
            proposal(process=kept.process)
    with questions() as asked:
        client.see("/de/vorschlaege")
    assert len(asked) <= 5, "\n\n".join(asked)


def test_the_place_of_a_comment_has_an_address(client: Any, app: Flask) -> None:
    with transaction():
        new = proposal()
        old = comment(new, body="Das allererste Wort")
        for _each in range(14):
            comment(new)
    way = client.get(f"/de/vorschlaege/kommentar/{old.reference}").location
    page = client.see(way.split("#")[0])
    assert "Das allererste Wort" in page.text
    assert page.one(f"#{way.split('#')[1]}") is not None


def test_a_hidden_comment_keeps_its_place_and_loses_its_words(client: Any) -> None:
    with transaction():
        new = proposal()
        said = comment(new, body="Geheimes Wort")
        comment(new, parent=said, body="Eine Antwort")
        hidden(said)
    page = client.see(path(new))
    assert "Geheimes Wort" not in page.html
    assert "Eine Antwort" in page.text


def test_a_list_is_narrowed_down_by_subject_and_place(client: Any) -> None:
    with transaction():
        here, there = factories.field("mobilitaet"), factories.field("bildung")
        place = factories.district()
        proposal(process=factories.process(here), title="Radweg am Bahnhof", district=place)
        proposal(process=factories.process(there), title="Mehr Schulbücher")
    page = client.see(f"/de/vorschlaege?feld=mobilitaet&stadtteil={place.slug}")
    assert "Radweg am Bahnhof" in page.text
    assert "Mehr Schulbücher" not in page.text


@pytest.mark.parametrize("sort", ["neu", "unterstuetzt", "diskutiert", "entschieden", "quatsch"])
def test_a_list_can_be_sorted_and_paged(client: Any, sort: str) -> None:
    with transaction():
        process = factories.process(factories.field())
        for each in range(22):
            service.not_taken_up(proposal(process=process, title=f"Vorschlag {each}"), person(), NOW, "Darum.")
    page = client.see(f"/de/vorschlaege?sort={sort}")
    second = client.see(page.one("a[rel=next]").get("href"))
    assert len(page.all("article")) + len(second.all("article")) == 22


@pytest.mark.parametrize("query", ["ab=quatsch", "feld=%1b", "ab=" + "A" * 400, "sort[]=x"])
def test_a_strange_address_gives_a_list_all_the_same(client: Any, query: str) -> None:
    client.see(f"/de/vorschlaege?{query}")


def test_an_address_that_says_two_things_at_once_is_not_guessed(client: Any) -> None:
    assert client.see("/de/vorschlaege?verfahren=1&verfahren=2", 400).all("main a")
