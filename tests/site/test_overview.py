"""The focus fields, and what people find on the page of one."""

import pytest
from flask.testing import FlaskClient

from bmw.kernel.database import transaction
from bmw.processes.models import Opens
from tests import factories, factories_proposals

EVERY = ["de", "en", "ar", "de-simple"]


@pytest.mark.parametrize("lang", EVERY)
@pytest.mark.parametrize("path", ["handlungsfelder", "handlungsfelder/mobilitaet", "verfahren"])
def test_an_overview_says_what_it_is_what_can_be_done_until_when_and_then(
    client: FlaskClient, lang: str, path: str
) -> None:
    with transaction():
        factories.process(factories.field("mobilitaet"))
    page = client.see(f"/{lang}/{path}")
    assert len(page.all("main .page-head .facts dt")) == 4


def test_a_field_shows_its_proposals_and_its_processes(client: FlaskClient) -> None:
    with transaction():
        field = factories.field("mobilitaet")
        process = factories.process(field)
        proposal = factories_proposals.proposal(process=process, title="Radweg nach Glesch")
    page = client.see("/de/handlungsfelder/mobilitaet")
    assert page.link("Radweg nach Glesch") == f"/de/vorschlaege/{proposal.reference}-radweg-nach-glesch"
    assert page.link("Ideen für Bergheim")


@pytest.mark.parametrize("sort", ["neu", "unterstuetzt", "diskutiert", "entschieden", "unsinn", ""])
def test_proposals_of_a_field_can_be_sorted(client: FlaskClient, sort: str) -> None:
    with transaction():
        factories_proposals.proposal(field=factories.field("mobilitaet"))
    page = client.see(f"/de/handlungsfelder/mobilitaet?sort={sort}")
    current = page.one(".sort a[aria-current]").get("href")
    assert current.endswith(sort if sort in ("neu", "unterstuetzt", "diskutiert", "entschieden") else "neu")


def test_the_most_supported_proposal_comes_first(client: FlaskClient) -> None:
    with transaction():
        process = factories.process(factories.field("mobilitaet"))
        factories_proposals.proposal(process=process, title="Viel unterstützt", supporters=9)
        factories_proposals.proposal(process=process, title="Wenig unterstützt", supporters=1)
    text = client.see("/de/handlungsfelder/mobilitaet?sort=unterstuetzt").text
    assert text.index("Viel unterstützt") < text.index("Wenig unterstützt")


def test_a_long_field_has_pages_that_keep_the_order(client: FlaskClient) -> None:
    with transaction():
        process, author = factories.process(factories.field("mobilitaet")), factories.person()
        for n in range(25):
            factories_proposals.proposal(author, process, title=f"Vorschlag Nummer {n}", supporters=n)
    first = client.see("/de/handlungsfelder/mobilitaet?sort=unterstuetzt")
    second = client.see(first.one("a[rel=next]").get("href"))
    assert "Vorschlag Nummer 24" in first.text
    assert "Vorschlag Nummer 0" in second.text
    assert "Vorschlag Nummer 24" not in second.text


def test_a_broken_place_in_a_list_shows_its_beginning(client: FlaskClient) -> None:
    with transaction():
        factories_proposals.proposal(field=factories.field("mobilitaet"), title="Radweg nach Glesch")
    assert "Radweg nach Glesch" in client.see("/de/handlungsfelder/mobilitaet?ab=%1bkaputt").text


def test_the_field_invites_to_propose_only_while_that_is_open(client: FlaskClient) -> None:
    with transaction():
        factories.process(factories.field("offen"))
        factories.process(factories.field("zu"), opens=(Opens.VOTE,))
    assert client.see("/en/handlungsfelder/offen").all('a[href*="/vorschlaege/neu?"]')
    assert not client.see("/en/handlungsfelder/zu").all('a[href*="/vorschlaege/neu?"]')


def test_the_page_of_a_field_asks_the_database_at_most_five_questions(client: FlaskClient, questions) -> None:
    with transaction():
        field = factories.field("mobilitaet")
        process = factories.process(field)
        for _each in range(3):
            factories_proposals.proposal(process=process)
    with questions() as asked:
        client.see("/de/handlungsfelder/mobilitaet")
    assert len(asked) <= 5, asked


def test_an_unknown_field_is_not_found(client: FlaskClient) -> None:
    assert client.see("/de/handlungsfelder/gibt-es-nicht", status=404).heading
