"""My page, and leaving."""

import pytest
from flask.testing import FlaskClient

from bmw.accounts.models import Office, Person
from bmw.comments import service as comments
from bmw.kernel.database import db, transaction
from bmw.proposals import service as proposals
from bmw.proposals.states import State
from bmw.record import service as record
from bmw.votes.models import Choice
from tests import factories, factories_proposals, factories_strategy
from tests.conftest import NOW

EVERY = ["de", "en", "ar", "de-simple"]


@pytest.fixture
def author(app) -> Person:
    with transaction():
        return factories.person()


@pytest.mark.parametrize("lang", EVERY)
def test_my_page_says_what_it_is_what_can_be_done_until_when_and_then(browser, author: Person, lang: str) -> None:
    page = browser(author).see(f"/{lang}/meine-seite")
    assert len(page.all("main .page-head .facts dt")) == 4
    assert author.pseudonym in page.text


def test_my_page_is_for_me_only(client: FlaskClient) -> None:
    page = client.see("/en/meine-seite", status=403)
    assert page.one("main .kern-btn--primary").get("href") == "/en/anmelden?next=/en/meine-seite"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DRAFT, "Drafts to continue"),
        (State.SUBMITTED, "A moderator is going to read it soon."),
        (State.PUBLIC, "Everybody can see it."),
        (State.REFUSED, "It was held back."),
        (State.WITHDRAWN, "You withdrew it."),
    ],
)
def test_my_page_says_how_each_proposal_stands(browser, author: Person, state: State, words: str) -> None:
    with transaction():
        factories_proposals.proposal(db.merge(author), state=state, title="Radweg nach Glesch")
    text = browser(author).see("/en/meine-seite").text
    assert words in text
    assert "Radweg nach Glesch" in text


def test_my_page_links_what_a_proposal_was_merged_into(browser, author: Person) -> None:
    with transaction():
        mine = factories_proposals.proposal(db.merge(author), title="Radweg nach Glesch")
        other = factories_proposals.proposal(process=mine.process, title="Ein Weg an der Erft")
        proposals.merge(mine, other, factories.person(Office.MODERATOR), NOW, reason="Dasselbe.")
    page = browser(author).see("/en/meine-seite")
    assert other.reference in page.link("Ein Weg an der Erft")
    assert "Merged with a similar one" in page.text


def test_my_page_shows_the_whole_chain_up_to_what_the_council_decided(browser, author: Person) -> None:
    with transaction():
        mine = factories_proposals.proposal(db.merge(author), title="Radweg nach Glesch")
        measure = factories_strategy.measure(mine)
        decision = factories_strategy.decision(measure)
    page = browser(author).see("/en/meine-seite")
    links = {a.get("href") for a in page.all("main .chain a")}
    for thing, where in ((measure.review.finding, "ergebnisse"), (measure.review, "beirat"), (measure, "massnahmen")):
        assert any(f"/{where}/{thing.reference}" in link for link in links)
    assert any(f"/beschluesse/{decision.reference}" in link for link in links)
    assert "Agreed" in page.one("main .chain").text_content()


def test_the_badge_says_how_far_it_has_come(browser, author: Person) -> None:
    with transaction():
        mine = factories_proposals.proposal(db.merge(author), title="Radweg nach Glesch")
        review = factories_strategy.concluded(mine)
    me = browser(author)
    assert "Reviewed by the advisory board" in me.see("/en/meine-seite").text
    with transaction():
        factories_strategy.measure(on=db.merge(review))
    for address in ("/en/meine-seite", f"/en/vorschlaege/{mine.reference}-radweg-nach-glesch"):
        assert "Became a measure" in me.see(address).text


def test_my_page_shows_what_i_wrote_follow_and_support(browser, author: Person) -> None:
    with transaction():
        me = db.merge(author)
        one = factories_proposals.proposal(title="Radweg nach Glesch")
        comments.write(one.thread, me, "Das wünsche ich mir auch.", "de", NOW)
        record.follow(me.id, one)
        proposals.support(one, me, Choice.AGREE)
    text = browser(author).see("/en/meine-seite").text
    assert "Das wünsche ich mir auch." in text
    assert text.count("Radweg nach Glesch") == 2


def test_nobody_else_sees_what_i_support(browser, author: Person) -> None:
    with transaction():
        one = factories_proposals.proposal(title="Radweg nach Glesch")
        proposals.support(one, db.merge(author), Choice.AGREE)
        somebody = factories.person()
    assert "Radweg nach Glesch" not in browser(somebody).see("/en/meine-seite").text


def test_the_last_administrator_cannot_leave(browser) -> None:
    with transaction():
        last = factories.person(Office.ADMINISTRATOR)
    assert "last administrator" in browser(last).see("/en/meine-seite/konto-loeschen", status=403).text
