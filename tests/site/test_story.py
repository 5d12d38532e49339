"""What became of it, on the overview pages."""

import pytest
from flask.testing import FlaskClient

from bmw.accounts.models import Person
from bmw.kernel.database import db, transaction
from bmw.proposals.models import Proposal
from bmw.proposals.service import merge
from bmw.strategy.models import Measure
from tests import factories, factories_proposals, factories_strategy, factories_surveys


@pytest.fixture
def author(app) -> Person:
    with transaction():
        return factories.person()


@pytest.fixture
def story(author: Person) -> tuple[Measure, Proposal]:
    """Three proposals that became a measure."""
    with transaction():
        process = factories.process(factories.field("mobilitaet"))
        said = [
            factories_proposals.proposal(db.merge(author), process, title=f"Radweg Nummer {n}", supporters=n)
            for n in (5, 90, 7)
        ]
        return factories_strategy.measure(*said), said[1]


def test_the_start_page_tells_which_proposal_a_measure_began_with(client: FlaskClient, story) -> None:
    measure, proposal = story
    page = client.see("/en/")
    became = page.one("#geworden").getparent()
    links = {a.get("href") for a in became.cssselect("a")}
    assert any(measure.reference in link and "/massnahmen/" in link for link in links)
    assert any(f"/vorschlaege/{proposal.reference}" in link for link in links)
    assert "2 more proposals stand behind it." in page.text


def test_the_start_page_counts_merged_proposals_as_the_measure_does(client: FlaskClient, story) -> None:
    _measure, kept = story
    with transaction():
        kept = db.merge(kept)
        again = factories_proposals.proposal(kept.author, kept.process, kept.field, title="Noch ein Radweg")
        merge(again, kept, factories.person(), factories.NOW, reason="Dasselbe.")
    assert "3 more proposals stand behind it." in client.see("/en/").text


def test_the_start_page_still_asks_at_most_five_questions(client: FlaskClient, story, questions) -> None:
    with questions() as asked:
        client.see("/de/")
    assert len(asked) <= 5, asked


def test_a_field_shows_its_findings_and_measures(client: FlaskClient, story, questions) -> None:
    measure, _proposal = story
    with questions() as asked:
        page = client.see("/de/handlungsfelder/mobilitaet")
    assert len(asked) <= 5, asked
    assert page.all(f'#massnahmen ~ ul a[href*="{measure.reference}"]')
    assert page.all("#ergebnisse ~ ul a")


def test_a_process_shows_its_findings_and_that_nothing_waits(client: FlaskClient, story, questions) -> None:
    _measure, proposal = story
    with questions() as asked:
        page = client.see(f"/en/verfahren/{proposal.process.reference}")
    assert len(asked) <= 5, asked
    assert page.all("#ergebnisse ~ ul a")
    assert "Every proposal has its outcome." in page.text


def test_my_page_leads_from_my_sentence_to_the_measure(browser, author: Person, story) -> None:
    measure, _proposal = story
    page = browser(author).see("/en/meine-seite")
    assert "It became part of a finding of the participation." in page.text
    assert page.all(f'main a[href*="/massnahmen/{measure.reference}"]')


def test_an_open_survey_stands_on_the_start_page_and_with_its_process(client: FlaskClient) -> None:
    with transaction():
        survey = factories_surveys.survey()
        path = f"/de/verfahren/{survey.process.reference}"
    for page in (client.see("/de/"), client.see(path)):
        assert page.all(f'main a[href*="/umfragen/{survey.reference}"]')
