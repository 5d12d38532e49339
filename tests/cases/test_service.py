"""Cases: opened once, decided once, told to everybody concerned in their language."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Person
from bmw.cases import queries, service
from bmw.cases.models import Decision, Kind, Letter, Reason
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from tests.factories import NOW, person
from tests.factories_desk import FACTS, case, comment, held_back, proposal

LATER = NOW + timedelta(hours=1)


def told(to: Person | None = None) -> list[str]:
    """What somebody was told, oldest first; guests if nobody is named."""
    mine = Message.person_id == (to.id if to else None)
    return list(db.scalars(select(Message.body).where(mine).order_by(Message.id)))


def test_a_contribution_waits_only_once_however_often_it_is_edited(app: Flask) -> None:
    with transaction():
        text = proposal()
        first = service.open_case(Kind.EDITED, text, NOW)
        assert service.open_case(Kind.EDITED, text, LATER) is first


def test_two_people_report_the_same_contribution_and_each_hears_the_outcome(app: Flask) -> None:
    with transaction():
        text, one, two, moderator = proposal(), person(), person(), person()
        first = service.report(text, one, Letter("So nicht.", Reason.INSULT), NOW)
        service.report(text, two, Letter("Ich auch.", Reason.INSULT), NOW)
        service.decide(first, Decision.HIDDEN, moderator, LATER, rule=Reason.INSULT, facts=FACTS)
        assert len(told(one)) == len(told(two)) == 2
        assert not queries.open_about(text)


def test_the_reporter_never_reads_the_facts_written_for_the_author(app: Flask) -> None:
    with transaction():
        reporter, moderator = person(), person()
        reported = service.report(proposal(), reporter, Letter("So nicht.", Reason.PRIVACY), NOW)
        service.decide(reported, Decision.HIDDEN, moderator, LATER, rule=Reason.PRIVACY, facts=FACTS)
        assert not [text for text in told(reporter) if FACTS in text]


def test_the_author_learns_rule_and_facts_and_how_to_object(app: Flask) -> None:
    with transaction():
        author = person()
        held_back(proposal(author), person())
        (said,) = told(author)
        assert FACTS in said
        assert "3" in said


def test_an_author_is_told_in_their_own_language(app: Flask) -> None:
    with transaction():
        author = person(language="en")
        held_back(proposal(author), person())
        message = db.scalars(select(Message).where(Message.person_id == author.id)).one()
        assert message.language == "en"
        assert "not published" in message.subject
        assert message.path.startswith("/en/einspruch/")


def test_a_guest_is_answered_in_the_language_of_the_page_and_the_address_is_forgotten(app: Flask) -> None:
    letter = Letter("Too small.", path="/en/", contact="guest@example.org", language="en")
    with transaction():
        wish = service.give_feedback(None, letter, NOW)
        service.decide(wish, Decision.ANSWERED, person(), LATER, facts="It is larger now.")
        receipt, answer = db.scalars(select(Message).where(Message.address == "guest@example.org").order_by(Message.id))
        assert "It is larger now." in answer.body
        assert {receipt.language, answer.language} == {"en"}
        assert wish.contact == ""


def test_nothing_is_held_back_without_rule_and_facts(app: Flask) -> None:
    with transaction():
        waiting = case()
        with pytest.raises(ValueError, match="rule"):
            service.decide(waiting, Decision.HELD_BACK, person(), NOW, rule=Reason.INSULT)


def test_a_case_is_decided_only_once(app: Flask) -> None:
    with transaction():
        waiting, moderator = case(), person()
        service.decide(waiting, Decision.ACCEPTED, moderator, NOW)
        with pytest.raises(NotPossible):
            service.decide(waiting, Decision.ACCEPTED, moderator, NOW)
        with pytest.raises(NotPossible):
            service.take(waiting, moderator, NOW)


def test_a_decision_stands_until_it_is_lifted(app: Flask) -> None:
    with transaction():
        text, moderator, other = proposal(), person(), person()
        decided = held_back(text, moderator)
        assert queries.standing_decision(text) is decided
        objection = service.object_to(decided, text.author, "Das ist mein eigener Name.", LATER)
        assert service.object_to(decided, text.author, "Noch einmal.", LATER) is objection
        service.decide(objection, Decision.RESTORED, other, LATER)
        assert queries.standing_decision(text) is None


def test_taking_a_case_is_a_wish_and_not_a_switch(app: Flask) -> None:
    with transaction():
        waiting, moderator, other = case(), person(), person()
        service.take(waiting, moderator, NOW)
        service.take(waiting, moderator, NOW)
        service.take(waiting, other, NOW, wanted=False)
        assert waiting.taken_by is moderator
        service.take(waiting, moderator, NOW, wanted=False)
        assert waiting.taken_by is None


def test_when_an_author_takes_a_text_back_nothing_about_it_waits_any_more(app: Flask) -> None:
    with transaction():
        text = proposal()
        case(Kind.EDITED, text)
        service.close_open(text, text.author, NOW)
        assert not queries.open_about(text)


def test_the_desk_reads_from_the_oldest_to_the_newest_over_many_pages(app: Flask) -> None:
    with transaction():
        text = proposal()
        made = [case(Kind.REPORTED, comment(text), at=NOW + timedelta(minutes=n)).id for n in range(45)]
    with transaction(writes=False):
        first = queries.waiting()
        second = queries.waiting(cursor=first.older)
        third = queries.waiting(cursor=second.older)
        assert [each.id for page in (first, second, third) for each in page.items] == made
        assert first.newer is None
        assert third.older is None
        assert [each.id for each in queries.waiting(cursor=third.newer).items] == made[20:40]


@pytest.mark.parametrize("cursor", ["", "x", "WyJvbGRlciJd", "a" * 400])
def test_a_broken_place_in_the_list_shows_its_beginning(app: Flask, cursor: str) -> None:
    with transaction():
        oldest = case().id
        case(at=LATER)
        assert queries.waiting(cursor=cursor).items[0].id == oldest


def test_the_desk_can_be_narrowed_to_a_kind_and_a_language(app: Flask) -> None:
    with transaction():
        arabic = case(Kind.REPORTED, proposal(language="ar"))
        case(Kind.REPORTED, proposal())
        case(Kind.EDITED, proposal(language="ar"))
        assert list(queries.waiting(Kind.REPORTED, language="ar").items) == [arabic]
        assert queries.counts() == {Kind.REPORTED: 2, Kind.EDITED: 1}


def test_a_number_too_large_for_any_case_finds_none(app: Flask) -> None:
    with transaction():
        assert queries.by_id(10**30) is None
