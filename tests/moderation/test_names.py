"""A reported name is set aside: with reasons, for a neutral one, and with an objection that somebody else decides."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bmw.accounts.models import Office, Person
from bmw.cases import service as cases
from bmw.cases.models import Case, Decision, Kind, Letter, Part, Reason
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.moderation import service
from bmw.moderation.service import fingerprint
from bmw.notifications.models import Message
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests.factories import NOW, person
from tests.factories_desk import case, proposal

BAD = "Grobe Beleidigung"
FACTS = "Der Name beleidigt eine andere Person."
NO = {"rule": "insult", "facts": FACTS, "what": "name"}


@pytest.fixture
def moderator(app: Flask) -> Person:
    with transaction():
        return person(Office.MODERATOR)


@pytest.fixture
def reported(app: Flask) -> Case:
    """A report about the name of an author."""
    with transaction():
        letter = Letter("So kann niemand heißen.", Reason.INSULT, part=Part.NAME)
        return cases.report(proposal(person(name=BAD)), person(), letter, NOW)


def author_of(about: Case) -> Person:
    return db.get_one(Proposal, about.record_id).author


def decide(browser: Any, about: Case, status: int = 303, /, **words: str) -> Any:
    with transaction(writes=False):
        seen = fingerprint(db.get_one(Case, about.id).record)
    return browser.send(f"/de/moderation/{about.id}/entscheiden", status, seen=seen, **words)


def set_aside(about: Case, by: Person) -> Person:
    with transaction():
        told = db.merge(about)
        service.set_name_aside(told, db.merge(by), NOW, town="Bergheim", rule=Reason.INSULT, facts=FACTS)
        return author_of(told)


def test_a_reported_name_is_replaced_and_its_owner_learns_everything(
    browser: Any, client: Any, moderator: Person, reported: Case
) -> None:
    desk = browser(moderator)
    assert desk.see(f"/de/moderation/{reported.id}").one("[name=what][checked]").get("value") == "name"
    decide(desk, reported, **NO)
    with transaction(writes=False):
        author, state = author_of(reported), db.get_one(Proposal, reported.record_id).state
        [told] = db.scalars(select(Message.body).where(Message.person_id == author.id))
    assert (state, author.pseudonym.startswith("Bergheim-")) == (State.PUBLIC, True)
    assert all(words in told for words in (FACTS, "Netiquette", "Einspruch", "neutraler Name"))
    assert BAD not in client.see(f"/de/vorschlaege/{db.get_one(Proposal, reported.record_id).reference}").html
    assert "Name beiseitegelegt" in client.see("/de/transparenz/protokoll").text


def test_whoever_reported_it_hears_the_outcome(browser: Any, client: Any, moderator: Person, reported: Case) -> None:
    decide(browser(moderator), reported, **NO)
    with transaction(writes=False):
        told = db.scalars(select(Message.body).where(Message.person_id == reported.from_id)).all()
    assert "nicht mehr gezeigt" in told[-1]
    assert "nicht mehr gezeigt" in client.see(f"/de/melden/beleg/{reported.code}").text


def test_the_same_name_cannot_be_chosen_again_and_another_one_can(
    browser: Any, moderator: Person, reported: Case
) -> None:
    mine = browser(set_aside(reported, moderator))
    for name in (BAD, "Grobe  Beleidigung", "GROBE BELEIDIGUNG"):
        mine.send("/de/willkommen", 422, pseudonym=name)
    mine.send("/de/willkommen", pseudonym="Freundlicher Gruß")


def test_an_objection_that_succeeds_allows_the_name_again(browser: Any, moderator: Person, reported: Case) -> None:
    author = set_aside(reported, moderator)
    browser(author).send(f"/de/einspruch/{reported.id}", text="So heiße ich wirklich.")
    with transaction():
        objection = db.scalars(select(Case).where(Case.kind == Kind.OBJECTION)).one()
        with pytest.raises(NotPossible):
            service.lift(objection, db.merge(moderator), NOW, facts="Doch nicht.")
        service.lift(objection, person(Office.MODERATOR), NOW, facts="Es ist der richtige Name.")
    assert "wieder wählen" in browser(author).see(f"/de/einspruch/{reported.id}").text
    browser(author).send("/de/willkommen", pseudonym=BAD)


def test_reports_about_the_text_still_wait_and_others_about_the_name_do_not(reported: Case, moderator: Person) -> None:
    with transaction():
        record = db.merge(reported).record
        assert record is not None
        about_text = cases.report(record, None, Letter("Auch der Text.", Reason.INSULT, part=Part.TEXT), NOW)
        about_name = cases.report(record, None, Letter("Ja, der Name.", Reason.INSULT, part=Part.NAME), NOW)
    set_aside(reported, moderator)
    with transaction(writes=False):
        decided = [db.get_one(Case, each.id, populate_existing=True).decision for each in (about_text, about_name)]
    assert decided == [None, Decision.RENAMED]


@pytest.mark.parametrize("wrong", [{"facts": ""}, {"rule": ""}, {"ends": "2026-06-01T10:00"}])
def test_without_reasons_no_name_goes(browser: Any, moderator: Person, reported: Case, wrong: dict[str, str]) -> None:
    decide(browser(moderator), reported, 422, **{**NO, **wrong})
    with transaction(writes=False):
        assert author_of(reported).pseudonym == BAD


def test_the_database_insists_on_owner_rule_and_facts(reported: Case) -> None:
    with transaction(), pytest.raises(IntegrityError):
        db.execute(text("""UPDATE "case" SET decision = 'renamed', decided = opened"""))


def test_what_waits_for_its_first_look_is_not_settled_by_its_name(browser: Any, moderator: Person) -> None:
    with transaction():
        waits = case(Kind.SUBMITTED)
    assert not browser(moderator).see(f"/de/moderation/{waits.id}").all("[name=what]")
    with transaction(), pytest.raises(NotPossible):
        service.set_name_aside(
            db.merge(waits), db.merge(moderator), NOW, town="Bergheim", rule=Reason.INSULT, facts=FACTS
        )
