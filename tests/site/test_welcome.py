"""The way in and the start page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bmw.kernel.database import transaction
from tests import factories, factories_proposals

WISHES = [
    ("de-DE,de;q=0.9", "de"),
    ("en-GB,en;q=0.8", "en"),
    ("ar-EG", "ar"),
    ("zh-TW,de;q=0.5", "de"),
    ("ku,ar;q=0.7", "ar"),
    ("ckb", "de"),
    ("de-simple", "de-simple"),
    ("*", "de"),
    ("", "de"),
    (";;;q=x,\u00ff", "de"),
]
EVERY = ["de", "en", "ar", "de-simple"]


@pytest.mark.parametrize(("wish", "gets"), WISHES)
def test_the_bare_address_leads_to_the_best_language(client: FlaskClient, wish: str, gets: str) -> None:
    answer = client.get("/", headers={"Accept-Language": wish})
    assert answer.status_code == 302
    assert answer.location == f"/{gets}/"
    assert answer.headers["Vary"] == "Accept-Language"


def test_a_signed_in_reader_gets_the_language_of_their_profile(browser) -> None:
    with transaction():
        person = factories.person(language="ar")
    assert browser(person).get("/", headers={"Accept-Language": "en"}).location == "/ar/"


def test_no_other_address_ever_negotiates(client: FlaskClient) -> None:
    answer = client.get("/ar/", headers={"Accept-Language": "de"})
    assert answer.status_code == 200
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("lang", EVERY)
def test_the_start_page_says_what_can_be_done_until_when_and_what_happens_then(client: FlaskClient, lang: str) -> None:
    with transaction():
        factories.process(factories.field("mobilitaet"))
    page = client.see(f"/{lang}/")
    assert page.root.get("lang") == lang
    assert len(page.all("main dl.facts dt")) == 4
    assert page.one("main input[name=q]").get("type") == "search"


def test_the_start_page_shows_what_is_open_and_the_focus_fields(client: FlaskClient) -> None:
    with transaction():
        process = factories.process(factories.field("mobilitaet"), title="Ideen für Bergheim")
    page = client.see("/de/")
    assert page.link("Ideen für Bergheim") == f"/de/verfahren/{process.reference}-ideen-fuer-bergheim"
    assert page.link("Mobilität") == "/de/handlungsfelder/mobilitaet"


def test_an_empty_town_has_a_kind_start_page(client: FlaskClient) -> None:
    page = client.see("/en/")
    assert "Nothing is open at the moment." in page.text
    assert "Yours could be the first." in page.text


def test_a_proposal_on_the_start_page_keeps_its_own_language(client: FlaskClient) -> None:
    with transaction():
        factories_proposals.proposal(title="مسار دراجات B55", language="ar")
    assert client.see("/de/").language_of("مسار دراجات") == "ar"


def test_the_start_page_asks_the_database_at_most_five_questions(client: FlaskClient, questions) -> None:
    with transaction():
        field = factories.field("mobilitaet")
        factories_proposals.proposal(field=field, process=factories.process(field))
    with questions() as asked:
        client.see("/de/")
    assert len(asked) <= 5, asked


def test_readers_of_leichte_sprache_get_their_own_welcome(client: FlaskClient) -> None:
    page = client.see("/de-simple/")
    assert page.heading == "Machen Sie mit in Bergheim"
    assert page.language_of("Fach-Leuten") == "de-simple"


@pytest.mark.parametrize("lang", EVERY)
def test_leichte_sprache_has_its_overview_in_every_language(client: FlaskClient, lang: str) -> None:
    page = client.see(f"/{lang}/leichte-sprache")
    assert page.language_of("Was ist diese Internet-Seite?") == "de-simple"
    assert len(page.all("main h2")) >= 4


def test_the_start_page_links_leichte_sprache_and_sign_language(client: FlaskClient) -> None:
    page = client.see("/ar/")
    assert page.all('main a[href="/ar/leichte-sprache"]')
    assert page.all("#gebaerdensprache")


def test_a_reader_gets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/de/").headers


@pytest.mark.parametrize("lang", EVERY)
def test_every_language_names_all_others(client: FlaskClient, app: Flask, lang: str) -> None:
    links = client.see(f"/{lang}/hilfe").all("link[rel=alternate][hreflang]")
    assert {link.get("hreflang") for link in links} == {*EVERY, "x-default"}
    assert all(link.get("href").startswith("http") for link in links)
