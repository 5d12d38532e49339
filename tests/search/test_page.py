"""The search."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bmw.kernel.database import db, transaction
from bmw.lookup.service import put
from bmw.processes.models import Process
from bmw.proposals.models import Proposal
from tests import factories, factories_proposals
from tests.factories_desk import hidden

EVERY = ["de", "en", "ar", "de-simple"]


@pytest.fixture
def radweg(app) -> Proposal:
    with transaction():
        field = factories.field("mobilitaet")
        new = factories_proposals.proposal(field=field, title="Radweg nach Glesch")
        put(new, "de", new.title, new.body)
    return new


@pytest.mark.parametrize("lang", EVERY)
def test_an_empty_search_explains_itself(client: FlaskClient, lang: str) -> None:
    page = client.see(f"/{lang}/suche")
    assert len(page.all("main .filter input[name=q]")) == 1
    assert not page.all("main .card-list")


def test_a_proposal_is_found_by_its_words(client: FlaskClient, radweg: Proposal) -> None:
    page = client.see("/en/suche?q=radweg")
    assert page.link("Radweg nach Glesch").startswith(f"/en/vorschlaege/{radweg.reference}")
    assert page.language_of("Radweg nach Glesch") == "de"
    assert "1 result" in page.text


def test_a_process_is_found_too(client: FlaskClient) -> None:
    with transaction():
        process: Process = factories.process(factories.field(), title="Klimaplan Bergheim")
        put(process, "de", "Klimaplan Bergheim", "Wir sammeln Ideen.")
    assert client.see("/de/suche?q=klimaplan").link("Klimaplan Bergheim")


def test_the_field_narrows_the_search(client: FlaskClient, radweg: Proposal) -> None:
    with transaction():
        factories.field("bildung", name="Bildung")
    assert "Radweg nach Glesch" in client.see("/en/suche?q=radweg&feld=mobilitaet").text
    page = client.see("/en/suche?q=radweg&feld=bildung")
    assert "We found nothing with these words." in page.text
    assert page.one("select[name=feld] option[selected]").get("value") == "bildung"


def test_what_nobody_may_see_is_not_found(client: FlaskClient, radweg: Proposal) -> None:
    with transaction():
        hidden(db.merge(radweg))
    assert "Radweg nach Glesch" not in client.see("/en/suche?q=radweg").text


@pytest.mark.parametrize("query", ["q=", "q=%20", "q=%1b", "feld=unsinn", "q=rad&feld=%27", "x=1"])
def test_odd_questions_get_a_page(client: FlaskClient, query: str) -> None:
    assert client.see(f"/de/suche?{query}").heading


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "*",
        "a AND",
        "NEAR(",
        "-",
        "col:x",
        "(((",
        "a!" * 25_000,
        "\u202e\u0001",
        "%_",
        "OR OR",
        "^x",
        "{}",
        "rad*",
    ],
)
def test_any_words_are_only_words(client: FlaskClient, radweg: Proposal, words: str) -> None:
    assert client.see(f"/en/suche?q={quote(words)}").heading


@given(words=st.text(st.characters(exclude_characters="\0"), max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_break_the_search(client: FlaskClient, words: str) -> None:
    answer = client.get(f"/en/suche?q={quote(words, errors='replace')}")
    assert answer.status_code == 200
