"""The head of every page: the way to oneself, and to one's desk."""

from typing import Any

import pytest
from flask import Flask

from bmw.accounts.models import Office, Person
from bmw.kernel.database import transaction
from bmw.notifications.service import tell
from tests import factories
from tests.conftest import NOW

PAGES = ["/en/", "/en/vorschlaege", "/en/profil", "/en/hilfe"]


@pytest.fixture
def reader(app: Flask) -> Person:
    with transaction():
        return factories.person(name="Lerche")


@pytest.mark.parametrize("path", PAGES)
def test_somebody_who_has_signed_in_finds_themselves_on_every_page(browser: Any, reader: Person, path: str) -> None:
    page = browser(reader).see(path)
    assert "Lerche" in page.one(".account summary").text_content()
    links = {each.get("href") for each in page.all(".account a")}
    assert links == {"/en/meine-seite", "/en/nachrichten", "/en/profil"}
    assert page.one(".account form").get("action") == "/en/abmelden"


def test_a_page_that_does_not_exist_still_knows_who_is_there(browser: Any, reader: Person) -> None:
    assert "Lerche" in browser(reader).see("/en/gibt-es-nicht", 404).one(".account summary").text_content()


def test_new_messages_are_counted_where_everybody_looks(browser: Any, reader: Person) -> None:
    with transaction():
        for number in (1, 2):
            tell(reader, f"Nachricht {number}", "Text", NOW)
    counts = browser(reader).see("/en/").all(".account .count")
    assert [each.text_content().split() for each in counts] == [["2", "unread", "messages"], ["2", "unread"]]


def test_nobody_else_sees_an_account(client: Any) -> None:
    page = client.see("/en/")
    assert not page.all(".account")
    assert page.link("Sign in") == "/en/anmelden"


@pytest.mark.parametrize(
    ("office", "way"),
    [
        (Office.MODERATOR, "/en/moderation"),
        (Office.BOARD, "/en/beirat"),
        (Office.CHAIR, "/en/beirat"),
        (Office.EDITOR, "/en/redaktion"),
        (Office.ADMINISTRATOR, "/en/redaktion"),
    ],
)
def test_whoever_holds_an_office_finds_their_desk(browser: Any, office: Office, way: str) -> None:
    with transaction():
        holder = factories.person(office)
    assert [each.get("href") for each in browser(holder).see("/en/").all(".desk-bar a")] == [way]


@pytest.mark.parametrize("lang", ["de", "en", "ar", "de-simple"])
def test_leichte_sprache_is_called_by_its_name(client: Any, lang: str) -> None:
    assert client.see(f"/{lang}/").all(".topbar a[href='/de-simple/leichte-sprache']")
