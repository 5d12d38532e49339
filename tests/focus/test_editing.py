"""Editors change fields and districts; nobody else does."""

from typing import Any

import pytest
from flask import Flask

from bmw.accounts.models import Office, Person
from bmw.focus import queries
from bmw.kernel.database import db, transaction
from tests import factories as make

FIELD = {"name_de": "Gesundheit", "name_ar": "الصحة", "summary_de": "Gesund leben.", "icon": "health", "position": "5"}
NEW = "/de/redaktion/handlungsfelder/neu"
DISTRICTS = "/de/redaktion/stadtteile"


@pytest.fixture
def editor(app: Flask) -> Person:
    with transaction():
        return make.person(Office.EDITOR)


@pytest.fixture
def desk(browser: Any, editor: Person) -> Any:
    return browser(editor)


def test_citizens_and_guests_change_nothing(client: Any, browser: Any) -> None:
    with transaction():
        citizen = make.person()
    client.send(NEW, 403, **FIELD)
    browser(citizen).send(NEW, 403, **FIELD)
    assert not queries.fields()


def test_a_new_field_gets_an_address_from_its_german_name(desk: Any) -> None:
    answer = desk.send(NEW, **FIELD)
    assert answer.location.endswith("/handlungsfelder/gesundheit")
    assert queries.by_slug("gesundheit").name["ar"] == "الصحة"  # type: ignore[union-attr]


def test_two_fields_of_one_name_have_two_addresses(desk: Any) -> None:
    desk.send(NEW, **FIELD)
    desk.send(NEW, **FIELD)
    assert [field.slug for field in queries.fields()] == ["gesundheit", "gesundheit-2"]


def test_sent_twice_it_is_made_once(desk: Any) -> None:
    nonce = desk.see(NEW).form(NEW)["nonce"]
    for _time in range(2):
        desk.send(NEW, nonce=nonce, **FIELD)
    assert len(queries.fields()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_de": ""},
        {"name_de": "x" * 81},
        {"name_de": "\u202e\x00"},
        {"icon": "skull"},
        {"position": "first"},
        {"position": "0"},
        {"position": "9" * 5000},
        {"text_de": "a!" * 25_000},
        {"name_de": ["Gesundheit", "Bildung"]},
    ],
)
def test_bad_input_is_explained_and_kept(desk: Any, wrong: dict[str, Any]) -> None:
    page = desk.send(NEW, 422, **{**FIELD, **wrong})
    assert page.all(".error-summary")
    assert page.form(NEW)["summary_de"] == "Gesund leben."
    assert not queries.fields()


def test_an_editor_changes_a_field(desk: Any) -> None:
    with transaction():
        field = make.field("mobilitaet")
    path = f"/de/redaktion/handlungsfelder/{field.slug}"
    desk.send(path, **{**desk.see(path).form(path), "name_en": "Mobility"})
    db.expire_all()
    assert queries.by_slug("mobilitaet").name["en"] == "Mobility"  # type: ignore[union-attr]


def test_an_editor_who_was_overtaken_keeps_their_text(desk: Any) -> None:
    with transaction():
        field = make.field("mobilitaet")
    path = f"/de/redaktion/handlungsfelder/{field.slug}"
    seen = desk.see(path).form(path)
    desk.send(path, **{**seen, "name_en": "Mobility"})
    page = desk.send(path, 409, **{**seen, "name_en": "Traffic"})
    assert "Traffic" in page.html


def test_an_unknown_field_or_district_is_a_helpful_page(desk: Any) -> None:
    desk.see("/de/redaktion/handlungsfelder/nirgends", 404)
    desk.see("/de/redaktion/stadtteile/99999", 404)


def test_districts_stand_in_the_order_of_the_alphabet(desk: Any) -> None:
    for name in ("Thorr", "Ahe", "Büsdorf", "Bergheim"):
        desk.send(DISTRICTS, name=name)
    assert [each.name for each in queries.districts()] == ["Ahe", "Bergheim", "Büsdorf", "Thorr"]


def test_no_two_districts_are_called_the_same(desk: Any) -> None:
    desk.send(DISTRICTS, name="Ahe")
    page = desk.send(DISTRICTS, 422, name=" AHE ")
    assert page.form(DISTRICTS)["name"] == "AHE"


def test_a_district_is_renamed_and_keeps_its_address(desk: Any) -> None:
    with transaction():
        district = make.district("Glesh")
    desk.send(f"{DISTRICTS}/{district.id}", name="Glesch")
    db.expire_all()
    (now,) = queries.districts()
    assert (now.name, now.slug) == ("Glesch", district.slug)
