"""The desk: one queue, one case, a decision in two steps at most."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office, Person
from bmw.cases.models import Case, Decision, Kind, Letter
from bmw.cases.queries import standing_decision
from bmw.comments.models import Comment
from bmw.comments.models import State as Said
from bmw.kernel.database import db, transaction
from bmw.moderation.service import fingerprint
from bmw.notifications.models import Message
from bmw.proposals.models import Proposal
from bmw.proposals.service import edit
from bmw.proposals.states import State
from bmw.record.models import Behind, Step
from bmw.record.words import Word
from tests.factories import NOW, field, person, process
from tests.factories_desk import FACTS, case, comment, held_back, proposal

NO = {"rule": "privacy", "facts": FACTS}


@pytest.fixture
def moderator(app: Flask) -> Person:
    with transaction():
        return person(Office.MODERATOR, name="Moderation")


@pytest.fixture
def desk(browser: Any, moderator: Person) -> Any:
    """The moderator's browser."""
    return browser(moderator)


def waiting(kind: Kind = Kind.SUBMITTED, about: Any = None, **more: Any) -> Case:
    with transaction():
        return case(kind, about, **more)


def read(made: Case) -> dict[str, str]:
    """What the form of a case carries: the mark of the text that the moderator read."""
    with transaction(writes=False):
        return {"seen": fingerprint(db.get_one(Case, made.id).record)}


def state_of(made: Case) -> State:
    with transaction(writes=False):
        return db.get_one(Proposal, made.record_id).state


def test_only_moderators_sit_at_the_desk(browser: Any) -> None:
    made = waiting()
    with transaction():
        editor = person(Office.EDITOR)
    for page in ("/de/moderation", f"/de/moderation/{made.id}", "/de/moderation/noch-ohne-antwort"):
        browser().see(page, 403)
        browser(editor).see(page, 403)
    browser(editor).send(f"/de/moderation/{made.id}/freigeben", 403)
    assert state_of(made) is State.SUBMITTED


def test_the_desk_shows_the_oldest_first_with_the_time_it_has_waited(desk: Any) -> None:
    with transaction():
        case(Kind.FEEDBACK, letter=Letter("Zu klein."), at=NOW - timedelta(days=3))
        case(Kind.REPORTED, proposal(title="Jünger"), at=NOW - timedelta(hours=2))
    page = desk.see("/en/moderation")
    titles = [each.text_content() for each in page.all("h3 a")]
    assert len(titles) == 2
    assert titles[1] == "Jünger"
    assert "3 days ago" in page.text


def test_the_desk_narrows_to_a_kind_a_field_and_a_language(desk: Any) -> None:
    with transaction():
        energy = process(field("energie", "Energie"))
        text = proposal(within=energy, title="Sonne", language="tr")
        case(Kind.REPORTED, comment(text))
        case(Kind.EDITED, text)
        case(Kind.EDITED, proposal(title="Woanders"))
    assert "Woanders" not in desk.see("/de/moderation?feld=energie").text
    assert len(desk.see("/de/moderation?feld=energie").all("h3 a")) == 2
    assert [each.text for each in desk.see("/de/moderation?art=edited&sprache=tr").all("h3 a")] == ["Sonne"]


@pytest.mark.parametrize("query", ["art=nothing", "feld=%1b", "ab=x", "sprache=" + "x" * 500, "entschieden=%3Cb%3E"])
def test_unknown_filters_show_the_whole_desk(desk: Any, query: str) -> None:
    waiting()
    assert len(desk.see(f"/de/moderation?{query}").all("h3 a")) == (0 if "sprache" in query else 1)


def test_accepting_is_one_click_and_leads_to_the_next_case(desk: Any) -> None:
    first, second = waiting(), waiting(at=NOW + timedelta(hours=1))
    sent = desk.send(f"/de/moderation/{first.id}/freigeben", **read(first))
    assert f"/moderation/{second.id}?entschieden=accepted" in sent.location
    assert desk.see(sent.location).one("main [role=status]").text_content().strip()
    assert state_of(first) is State.PUBLIC


def test_the_last_decision_leads_back_to_the_desk_and_keeps_the_filter(desk: Any) -> None:
    made = waiting(Kind.EDITED)
    waiting()
    sent = desk.send(f"/de/moderation/{made.id}/freigeben?art=edited", **read(made))
    assert sent.location.startswith("/de/moderation?")
    assert "art=edited" in sent.location
    desk.see(sent.location)


def test_holding_back_needs_rule_and_facts_and_tells_the_author_in_their_language(desk: Any) -> None:
    with transaction():
        author = person(language="en")
    made = waiting(about=_submitted(author))
    desk.send(f"/de/moderation/{made.id}/entscheiden", **NO, **read(made))
    with transaction(writes=False):
        message = db.scalars(select(Message).where(Message.person_id == author.id)).one()
        assert (message.language, FACTS in message.body) == ("en", True)
    assert state_of(made) is State.REFUSED


def _submitted(author: Person) -> Proposal:
    with transaction():
        return proposal(author, state=State.SUBMITTED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rule", ""),
        ("rule", "imported"),
        ("facts", ""),
        ("facts", "kurz"),
        ("facts", "a!" * 25_000),
        ("facts", "\u202e"),
    ],
)
def test_a_refusal_with_a_fault_is_shown_again_and_nothing_happens(desk: Any, name: str, value: str) -> None:
    made = waiting()
    page = desk.send(f"/de/moderation/{made.id}/entscheiden", 422, **{**NO, name: value}, **read(made))
    assert page.all(".error-summary")
    assert name == "facts" or FACTS in page.one("textarea[name=facts]").text_content()
    assert state_of(made) is State.SUBMITTED


def test_a_doubled_rule_is_refused(desk: Any) -> None:
    made = waiting()
    desk.send(f"/de/moderation/{made.id}/entscheiden", 422, rule=["privacy", "insult"], facts=FACTS, **read(made))


def test_hiding_a_reported_comment_leaves_its_place_and_writes_the_step_with_its_doer(
    desk: Any, moderator: Person
) -> None:
    with transaction():
        said = comment(proposal())
        said.thread.comments = 1
        made = case(Kind.REPORTED, said)
    desk.send(f"/de/moderation/{made.id}/entscheiden", **NO, **read(made))
    with transaction(writes=False):
        assert db.get_one(Comment, said.id).state is Said.HIDDEN
        done = db.scalars(select(Step).where(Step.word == Word.COMMENT_HIDDEN)).one()
        assert db.get_one(Behind, done.id).person_id == moderator.id


def test_a_report_that_is_wrong_leaves_everything_as_it_is(desk: Any) -> None:
    made = waiting(Kind.REPORTED)
    desk.send(f"/de/moderation/{made.id}/freigeben", **read(made))
    assert state_of(made) is State.PUBLIC
    with transaction(writes=False):
        assert db.get_one(Case, made.id).decision is Decision.KEPT


def test_a_second_decision_about_the_same_case_meets_a_page_that_says_so(desk: Any, browser: Any) -> None:
    made = waiting()
    with transaction():
        other = person(Office.MODERATOR)
    desk.send(f"/de/moderation/{made.id}/freigeben", **read(made))
    page = browser(other).send(f"/de/moderation/{made.id}/entscheiden", 409, **NO, **read(made))
    assert FACTS in page.text
    assert state_of(made) is State.PUBLIC


def test_what_a_moderator_looks_after_says_so_on_the_desk(desk: Any) -> None:
    made = waiting()
    desk.send(f"/de/moderation/{made.id}/uebernehmen", take="yes")
    assert "Moderation" in desk.see("/de/moderation").one(".card-list").text_content()
    desk.send(f"/de/moderation/{made.id}/uebernehmen", take="no")
    with transaction(writes=False):
        assert db.get_one(Case, made.id).taken_id is None


def test_nobody_looks_after_what_another_moderator_has_to_decide(desk: Any, moderator: Person) -> None:
    made = waiting(about=_submitted(moderator))
    assert not desk.see(f"/de/moderation/{made.id}").all("form[action*=uebernehmen]")
    desk.send(f"/de/moderation/{made.id}/uebernehmen", 403, take="yes")
    with transaction(writes=False):
        assert db.get_one(Case, made.id).taken_id is None


def test_what_somebody_took_before_can_always_be_given_back(desk: Any, moderator: Person) -> None:
    made = waiting(about=_submitted(moderator))
    with transaction():
        db.get_one(Case, made.id).taken_id = moderator.id
    assert desk.see(f"/de/moderation/{made.id}").all("form[action*=uebernehmen]")
    desk.send(f"/de/moderation/{made.id}/uebernehmen", take="no")
    with transaction(writes=False):
        assert db.get_one(Case, made.id).taken_id is None


def test_no_moderator_decides_about_their_own_contribution(desk: Any, moderator: Person) -> None:
    made = waiting(about=_submitted(moderator))
    assert not desk.see(f"/de/moderation/{made.id}").all("form[action*=freigeben]")
    desk.send(f"/de/moderation/{made.id}/freigeben", 403)
    assert state_of(made) is State.SUBMITTED


@pytest.fixture
def objection(moderator: Person) -> Case:
    with transaction():
        text = proposal(state=State.SUBMITTED)
        decided = held_back(text, db.merge(moderator))
        made = case(Kind.OBJECTION, text, from_id=text.author_id)
        made.about = decided
        return made


def test_an_objection_is_decided_by_somebody_else(desk: Any, browser: Any, objection: Case) -> None:
    alone = desk.send(f"/en/moderation/{objection.id}/freigeben", 403)
    assert "only moderator" in alone.text
    with transaction():
        other = person(Office.MODERATOR)
    assert "only moderator" not in desk.send(f"/en/moderation/{objection.id}/freigeben", 403).text
    browser(other).send(f"/de/moderation/{objection.id}/freigeben", 409, **read(objection))
    ruling = {"ruling": "lifted", "facts": "Es ist der eigene Name der Verfasserin."}
    browser(other).send(f"/de/moderation/{objection.id}/entscheiden", **ruling, **read(objection))
    with transaction(writes=False):
        text = db.get_one(Proposal, objection.record_id)
        assert text.state is State.PUBLIC
        assert standing_decision(text) is None
        told = db.scalars(select(Message.body).where(Message.person_id == objection.from_id)).all()
        assert ruling["facts"] in told[-1]


def test_the_decision_an_objection_is_about_stands_there_once(desk: Any, objection: Case) -> None:
    links = [a.get("href") for a in desk.see(f"/en/moderation/{objection.id}").all("main a")]
    assert links.count(f"/en/moderation/{objection.about_id}") == 1


def test_keeping_a_decision_needs_words_for_the_author(browser: Any, objection: Case) -> None:
    with transaction():
        colleague = person(Office.MODERATOR)
    other = browser(colleague)
    other.send(f"/de/moderation/{objection.id}/entscheiden", 422, facts="", **read(objection))
    ruling = {"ruling": "stays", "facts": "Der Name ist der einer anderen Person."}
    other.send(f"/de/moderation/{objection.id}/entscheiden", **ruling, **read(objection))
    with transaction(writes=False):
        told = db.scalars(select(Message.body).where(Message.person_id == objection.from_id)).all()
        assert "Der Name ist der einer anderen Person." in told[-1]


def test_the_desk_shows_what_was_held_back(desk: Any, objection: Case) -> None:
    assert len(desk.see("/de/moderation?stand=zurueckgehalten").all("h3 a")) == 1


def test_a_contribution_keeps_its_language_and_its_authors_name_stands_apart(desk: Any) -> None:
    with transaction():
        made = case(Kind.SUBMITTED, proposal(state=State.SUBMITTED, title="حديقة", body="نريد حديقة", language="ar"))
    page = desk.see(f"/de/moderation/{made.id}")
    assert page.language_of("نريد حديقة") == "ar"
    assert page.all("main bdi")


@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "x"])
def test_a_case_that_does_not_exist_is_not_found(desk: Any, number: str) -> None:
    desk.see(f"/de/moderation/{number}", 404)
    desk.send(f"/de/moderation/{number}/freigeben", 404)


@pytest.mark.parametrize(("way", "words"), [("freigeben", {}), ("entscheiden", NO)])
def test_a_text_that_changed_while_it_was_read_is_shown_again_and_nothing_is_decided(
    desk: Any, way: str, words: dict[str, str]
) -> None:
    made = waiting()
    form = desk.see(f"/en/moderation/{made.id}").form(way)
    with transaction():
        edit(db.get_one(Proposal, made.record_id), NOW, title="Ganz anders", body="Ein neuer Text.", language="de")
    page = desk.send(f"/en/moderation/{made.id}/{way}", 409, **{**form, **words})
    assert "The author has changed the text" in page.one("[role=alert]").text_content()
    assert "Ein neuer Text." in page.text
    assert not words or FACTS in page.one("textarea[name=facts]").text_content()
    assert state_of(made) is State.SUBMITTED
    desk.send(f"/en/moderation/{made.id}/{way}", **{**page.form(way), **words})


def test_a_decision_about_a_text_nobody_opened_is_not_taken(desk: Any) -> None:
    made = waiting()
    desk.send(f"/de/moderation/{made.id}/freigeben", 409)
    assert state_of(made) is State.SUBMITTED
