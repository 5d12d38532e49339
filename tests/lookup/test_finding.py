"""Things are found by their words, and only what is public."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bmw.kernel.database import Base, db, transaction
from bmw.kernel.text import Localized
from bmw.lookup import models, queries, service
from bmw.record.models import Record
from tests.factories import process

pytestmark = pytest.mark.usefixtures("app")


def thing(title: str, text: str = "") -> Record:
    new = process(title=title)
    service.put(new, "de", title, text)
    return new


def found(words: str) -> list[str]:
    return [record.headline.text for record in queries.find(words)]


@pytest.mark.parametrize("typed", ["Radweg", "radwege", "RADWEGEN", "Radwegenetz", "sichere Radwege", "Rádwég"])
def test_a_thing_is_found_in_any_form_of_its_words(typed: str) -> None:
    with transaction():
        thing("Sichere Radwege", "Ein Radwegenetz für alle")
        assert found(typed) == ["Sichere Radwege"]


def test_all_words_are_better_than_some() -> None:
    with transaction():
        thing("Bänke am Markt")
        thing("Bänke im Park")
        assert found("Bänke Park") == ["Bänke im Park"]


def test_some_words_are_better_than_nothing() -> None:
    with transaction():
        thing("Bänke am Markt")
        assert found("Bänke Spielplatz") == ["Bänke am Markt"]


def test_a_word_in_the_title_weighs_more() -> None:
    with transaction():
        thing("Parken", "Wo der Brunnen steht, soll niemand parken, dort ist es eng")
        thing("Brunnen", "Trinkwasser für alle")
        assert found("Brunnen") == ["Brunnen", "Parken"]


def test_where_very_many_are_found_the_newest_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "NEWEST", 2)
    with transaction():
        for title in ("Bäume", "Markt", "Bäume am Markt"):
            thing(title, "Mehr Bäume für den Markt")
        assert found("Bäume") == ["Bäume am Markt", "Markt"]


def test_a_text_of_the_town_is_found_in_all_its_languages() -> None:
    with transaction():
        new = process(title="Radverkehr")
        service.put(new, "de", Localized(de="Radverkehr", ar="الدراجات"), Localized(en="Cycling"))
        assert found("cycling") == found("دراجات") == ["Radverkehr"]


def test_only_the_kinds_asked_for_are_found() -> None:
    with transaction():
        thing("Radwege")
        assert queries.find("Radwege", kinds=["proposal"]) == []


def test_what_was_taken_out_is_not_found() -> None:
    with transaction():
        new = thing("Radwege")
        service.remove(new)
        assert found("Radwege") == []


def test_putting_it_in_again_replaces_it() -> None:
    with transaction():
        new = thing("Radwege")
        service.put(new, "de", "Brunnen", "")
        assert (found("Radwege"), len(found("Brunnen"))) == ([], 1)


def test_what_speaks_of_the_same_is_near() -> None:
    with transaction():
        thing("Radweg nach Glesch", "Der Weg an der Landstraße ist für Kinder gefährlich.")
        thing("Mehr Bäume", "Schatten in der Innenstadt")
        near = queries.near("Zwischen Bergheim und Glesch fehlt ein sicherer Radweg für Kinder", "process")
        assert [each.headline.text for each in near] == ["Radweg nach Glesch"]


def test_nothing_is_near_to_nothing() -> None:
    with transaction():
        assert queries.near("", "process") == queries.near("und wir", "process") == []


@pytest.mark.parametrize(
    "typed", ['"', "' OR 1=1 --", "NEAR(a b)", "title:x", "*", "a AND", "\x00", "😀", "a!" * 25_000]
)
def test_whatever_is_typed_gives_an_answer(typed: str) -> None:
    with transaction():
        assert queries.find(typed) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_breaks_the_index(app: Flask, typed: str) -> None:
    with transaction():
        new = thing("Probe", typed)
        assert set(queries.find(typed)) <= {new}
        db.rollback()


def test_the_index_can_be_taken_away_and_made_again() -> None:
    with transaction():
        thing("Radwege")
        models.drop(db.connection())
        models.create(db.connection())
        assert found("Radwege") == []
        assert "lookup" not in Base.metadata.tables
