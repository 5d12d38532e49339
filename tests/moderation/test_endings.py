"""What is hidden for a time comes back by itself, and the statement of reasons says when."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office, Person
from bmw.cases import service as cases
from bmw.cases.models import Case, Decision, Kind, Letter, Reason
from bmw.cases.service import Grounds
from bmw.comments.models import Comment
from bmw.comments.models import State as Said
from bmw.kernel.database import db, transaction
from bmw.moderation import service
from bmw.moderation.service import fingerprint
from bmw.moderation.views.door import end_what_is_over
from bmw.notifications.models import Message
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests.conftest import Clock
from tests.factories import NOW, person
from tests.factories_desk import FACTS, case, comment, proposal

WEEK = timedelta(days=7)
NO = {"rule": "privacy", "facts": FACTS, "ends": "2026-05-19T12:00"}
"""Seven days after now, on the town's clock."""


@pytest.fixture
def moderator(app: Flask) -> Person:
    with transaction():
        return person(Office.MODERATOR)


@pytest.fixture
def reported(app: Flask) -> Case:
    with transaction():
        return cases.report(proposal(), None, Letter("So nicht.", Reason.PRIVACY), NOW)


def a_minute_later(app: Flask) -> None:
    """What the postman does each minute."""
    with app.app_context():
        end_what_is_over()


def send(browser: Any, about: Case, status: int = 303, /, **words: str) -> Any:
    with transaction(writes=False):
        seen = fingerprint(db.get_one(Case, about.id).record)
    return browser.send(f"/de/moderation/{about.id}/entscheiden", status, seen=seen, **words)


def text_of(about: Case) -> Proposal:
    return db.get_one(Proposal, about.record_id, populate_existing=True)


def test_the_statement_says_until_when_and_then_everybody_reads_it_again(
    app: Flask, browser: Any, client: Any, moderator: Person, reported: Case, clock: Clock
) -> None:
    send(browser(moderator), reported, **NO)
    with transaction(writes=False):
        author = text_of(reported).author
        [told] = db.scalars(select(Message.body).where(Message.person_id == author.id))
    for words in (told, browser(author).see(f"/de/einspruch/{reported.id}").text):
        assert "19. Mai 2026, 12:00" in words
    clock.forward(days=7, seconds=-1)
    a_minute_later(app)
    address = f"/de/vorschlaege/{text_of(reported).reference}"
    assert text_of(reported).body not in client.see(address).text
    clock.forward(seconds=1)
    a_minute_later(app)
    a_minute_later(app)
    assert text_of(reported).body in client.see(address).text


def test_the_author_is_told_once_when_it_comes_back(
    app: Flask, reported: Case, moderator: Person, clock: Clock
) -> None:
    with transaction():
        service.restrict(
            db.merge(reported), db.merge(moderator), NOW, rule=Reason.PRIVACY, facts=FACTS, ends=NOW + WEEK
        )
    clock.forward(days=8)
    a_minute_later(app)
    a_minute_later(app)
    with transaction(writes=False):
        told = db.scalars(select(Message.subject).where(Message.person_id == text_of(reported).author_id)).all()
        assert len(told) == 2
        assert db.get_one(Case, reported.id).lifted == NOW + timedelta(days=8)


@pytest.mark.parametrize("ends", ["2026-05-12T11:59", "gestern", "1999-01-01T10:00"])
def test_an_end_that_is_past_or_cannot_be_read_is_shown_again(
    browser: Any, moderator: Person, reported: Case, ends: str
) -> None:
    page = send(browser(moderator), reported, 422, **{**NO, "ends": ends})
    assert FACTS in page.html
    with transaction(writes=False):
        assert text_of(reported).state is State.PUBLIC


def test_what_nobody_has_read_yet_never_comes_out_by_itself(browser: Any, moderator: Person) -> None:
    with transaction():
        waits = case(Kind.SUBMITTED)
    assert not browser(moderator).see(f"/de/moderation/{waits.id}").all("[name=ends]")
    send(browser(moderator), waits, **NO)
    with transaction(writes=False):
        assert (text_of(waits).state, db.get_one(Case, waits.id).ends) == (State.REFUSED, None)
    with pytest.raises(ValueError, match="hidden"):
        Grounds(Reason.INSULT, FACTS, ends=NOW + WEEK).check(Decision.HELD_BACK)


def test_an_objection_can_still_be_ruled_on_after_the_end(
    app: Flask, reported: Case, moderator: Person, clock: Clock
) -> None:
    with transaction():
        told = db.merge(reported)
        service.restrict(told, db.merge(moderator), NOW, rule=Reason.PRIVACY, facts=FACTS, ends=NOW + WEEK)
        objection = cases.object_to(told, text_of(told).author, "Das bin ich.", NOW)
    clock.forward(days=8)
    a_minute_later(app)
    with transaction():
        service.lift(db.merge(objection), person(Office.MODERATOR), clock.now, facts="Es ist der eigene Name.")
        assert text_of(reported).state is State.PUBLIC


def test_a_comment_comes_back_and_words_that_are_gone_do_not(app: Flask, moderator: Person, clock: Clock) -> None:
    with transaction():
        kept, gone = (comment(proposal()) for _n in range(2))
        for each in (kept, gone):
            report = cases.report(each, None, Letter("So nicht.", Reason.PRIVACY), NOW)
            service.restrict(report, db.merge(moderator), NOW, rule=Reason.PRIVACY, facts=FACTS, ends=NOW + WEEK)
        gone.body = ""
    clock.forward(days=8)
    a_minute_later(app)
    with transaction(writes=False):
        states = [db.get_one(Comment, each.id).state for each in (kept, gone)]
        assert states == [Said.PUBLIC, Said.HIDDEN]
