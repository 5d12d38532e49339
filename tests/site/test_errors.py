"""When something goes wrong: a helpful page, and nothing typed is lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bmw.accounts.models import Person
from bmw.comments.models import Comment
from bmw.kernel.database import db, transaction
from bmw.proposals.models import Proposal
from tests import factories, factories_proposals

EVERY = ["de", "en", "ar", "de-simple"]


@pytest.mark.parametrize("lang", EVERY)
def test_an_unknown_address_gets_a_helpful_page_in_its_language(client: FlaskClient, lang: str) -> None:
    page = client.see(f"/{lang}/gibt-es-nicht", status=404, headers={"Accept-Language": lang})
    assert page.root.get("lang") == lang
    assert page.all(f'main a[href="/{lang}/"]')
    assert page.all("main form[role=search]")


@pytest.mark.parametrize("path", ["/tr/", "/xx/hilfe", "/DE/", "/hilfe", "/de/hilfe/", "/%ff", "/de/verfahren/1"])
def test_an_unknown_language_or_address_gets_a_page_in_the_best_language(client: FlaskClient, path: str) -> None:
    assert client.see(path, status=404, headers={"Accept-Language": "ar"}).root.get("lang") in ("ar", "de")


@pytest.mark.parametrize("method", ["put", "delete", "patch", "post"])
def test_an_unknown_method_is_explained(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/en/hilfe")
    assert answer.status_code == 405
    assert "This page cannot do that" in answer.text


def test_an_error_page_is_never_kept(client: FlaskClient) -> None:
    answer = client.get("/de/gibt-es-nicht")
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'name="robots" content="noindex"' in answer.text


def test_what_was_typed_stands_on_the_page_and_can_be_sent_again(client: FlaskClient) -> None:
    words = "Ein Radweg\nnach <b>Glesch</b>"
    answer = client.post(
        "/en/rueckmeldung", data={"text": words, "nonce": "x" * 20}, headers={"Sec-Fetch-Site": "none"}
    )
    assert answer.status_code == 403
    page = client.see("/en/rueckmeldung")  # the platform still works
    assert page
    assert "nach &lt;b&gt;Glesch&lt;/b&gt;" in answer.text
    assert "readonly" in answer.text
    assert 'action="/en/rueckmeldung"' in answer.text
    assert "Send it again" in answer.text


def test_a_guest_comes_back_after_signing_in(client: FlaskClient) -> None:
    page = client.see("/ar/meine-seite?a=1", status=403)
    assert page.one("main .kern-btn--primary").get("href") == "/ar/anmelden?next=/ar/meine-seite?a%3D1"


@pytest.fixture
def said(app: Flask) -> tuple[Person, Proposal]:
    """Somebody whose session has run out, and the proposal that they write about."""
    with transaction():
        return factories.person(), factories_proposals.proposal()


def test_words_outlive_the_session_and_are_sent_again_after_signing_in(
    client: FlaskClient, browser, said: tuple[Person, Proposal]
) -> None:
    author, proposal = said
    path = f"/en/vorschlaege/{proposal.reference}"
    typed = {"body": "Das fehlt auch in Glesch.", "language": "de", "parent": "", "nonce": "n" * 20}
    page = client.send(f"{path}/kommentare", 403, **typed)
    assert page.one("main a[target=_blank]").get("href") == f"/en/anmelden?next={path}"
    assert page.one("label[for=getippt-1]").text == "Your comment"
    assert page.one("#getippt-1").text.strip() == typed["body"]
    browser(author).send(f"{path}/kommentare", **page.form("/kommentare"))
    with transaction(writes=False):
        assert db.scalars(select(Comment.body).where(Comment.author_id == author.id)).all() == [typed["body"]]


def test_a_guest_who_proposes_finds_the_words_under_the_names_of_their_fields(client: FlaskClient) -> None:
    typed = {"title": "Ein Bus am Abend", "body": "Er fährt zu selten.", "language": "de", "procedure": "1"}
    page = client.send("/en/vorschlaege/neu", 403, **typed)
    assert [each.get("for") for each in page.all("main label")] == ["getippt-1", "getippt-2"]
    assert not [each.text for each in page.all("main label") if each.text in ("Field title", "title", "body")]
    assert page.form("/vorschlaege/neu").items() >= typed.items()


def test_a_guest_who_has_typed_nothing_just_signs_in(client: FlaskClient, said: tuple[Person, Proposal]) -> None:
    path = f"/en/vorschlaege/{said[1].reference}"
    page = client.send(f"{path}/unterstuetzen", 403, support="yes")
    assert page.one("main .kern-btn--primary").get("href") == f"/en/anmelden?next={path}"
    assert "Send it again" not in page.text


def test_somebody_without_the_office_is_not_asked_to_sign_in_again(browser) -> None:
    with transaction():
        person = factories.person()
    page = browser(person).see("/en/redaktion", status=403)
    assert not page.all('main a[href*="anmelden"]')


def test_a_failure_of_ours_names_a_number(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bmw.site.views.welcome.fields", lambda: 1 / 0)
    page = client.see("/en/", status=500)
    assert "please name this number" in page.text
