"""A concluded opinion is corrected by two people, in public, and what was said before stays readable."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Appointment, Office, Person
from bmw.board import queries, service
from bmw.board.models import Conclusion, Correction, Review
from bmw.board.states import Verdict
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from bmw.record.queries import journey
from bmw.record.words import Word
from bmw.ui.locale import in_language
from tests.factories import NOW, person
from tests.factories_proposals import proposal
from tests.factories_strategy import concluded, measure

WORDS = {
    "conclusion": "decline",
    "reasons": "Die Kosten waren falsch berechnet, es wird zu teuer.",
    "dissent": "Zwei Mitglieder halten es weiter für machbar.",
    "why": "In der Vorlage stand eine falsche Zahl zu den Kosten.",
}


class Board:
    """A concluded review, its chair, a member who reviewed it, and a measure planned from it."""

    def __init__(self) -> None:
        with transaction():
            self.source = proposal()
            self.chair = person(Office.CHAIR, name="Cem")
            self.member = person(Office.BOARD, name="Ada")
            self.review = concluded(self.source)
            self.measure = measure(on=self.review)
            self.late = person(Office.BOARD, name="Neu")
        self.path = f"/en/beirat/{self.review.reference}"

    def now(self) -> Review:
        db.expire_all()
        found = queries.by_reference(self.review.reference)
        assert found
        return found

    def waiting(self, word: str) -> str:
        with transaction(writes=False):
            newest = db.scalars(select(Correction).order_by(Correction.id.desc())).first()
        return f"/en/beirat/berichtigungen/{newest.id}/{word}" if newest else ""


@pytest.fixture
def board(app: Flask) -> Board:
    return Board()


def test_the_chair_proposes_and_a_member_confirms(board: Board, browser: Any, client: Any) -> None:
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    with transaction(writes=False):
        assert board.now().verdict is Verdict.RECOMMEND
    assert "wait" not in client.see(board.path).text.partition("Declined")[2]
    browser(board.member).send(board.waiting("bestaetigen"))
    text = client.see(board.path).text
    assert "The board says: Declined" in text
    assert WORDS["why"] in text
    assert "A second person confirmed it" in text


def test_what_was_said_before_stays_readable_with_its_dates(board: Board, browser: Any, client: Any) -> None:
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    browser(board.member).send(board.waiting("bestaetigen"))
    earlier = client.see(board.path).one("section[aria-labelledby=frueher]").text_content()
    assert "Recommended" in earlier
    assert "hilft vielen und ist gut machbar" in earlier


def test_a_correction_is_a_public_step(board: Board, browser: Any) -> None:
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    browser(board.member).send(board.waiting("bestaetigen"))
    with transaction(writes=False):
        assert [each.word for each in journey(board.now())][-1] is Word.REVIEW_CORRECTED


def test_an_administrator_can_be_the_second_person(board: Board, browser: Any) -> None:
    with transaction():
        admin = person(Office.ADMINISTRATOR)
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    assert "Confirm the correction" in browser(admin).see(board.path).text
    browser(admin).send(board.waiting("bestaetigen"))
    with transaction(writes=False):
        assert board.now().verdict is Verdict.DECLINE


def test_nobody_confirms_alone_or_without_having_reviewed(board: Board, browser: Any) -> None:
    with transaction():
        others = [person(), person(Office.MODERATOR), person(Office.EDITOR)]
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    for who in (board.chair, board.late, *others):
        browser(who).send(board.waiting("bestaetigen"), 403)
    with transaction(writes=False):
        assert (board.now().verdict, db.scalars(select(Conclusion)).all()) == (Verdict.RECOMMEND, [])


def test_who_stepped_aside_confirms_nothing(board: Board, browser: Any) -> None:
    with transaction():
        own = next(each for each in board.now().opinions if each.member_id == board.member.id)
        own.verdict, own.conflict = None, "Mir gehört dort ein Grundstück."
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    assert board.waiting("bestaetigen")
    browser(board.member).send(board.waiting("bestaetigen"), 403)


def test_without_the_second_factor_nobody_settles_a_correction(board: Board, browser: Any) -> None:
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    for who in (board.member, board.chair):
        for word in ("bestaetigen", "ablehnen"):
            browser().sign_in(who, confirmed=False).send(board.waiting(word), 403)
    assert board.now().verdict is not Verdict.DECLINE
    browser(board.member).send(board.waiting("bestaetigen"))
    assert board.now().verdict is Verdict.DECLINE


@pytest.mark.parametrize("office", [None, Office.BOARD, Office.ADMINISTRATOR, Office.EDITOR])
def test_only_the_chair_proposes(board: Board, browser: Any, office: Office | None) -> None:
    with transaction():
        somebody = person(*([office] if office else []))
    browser(somebody).send(f"{board.path}/berichtigung", 403, **WORDS)


@pytest.mark.parametrize("wrong", [{"why": ""}, {"reasons": ""}, {"conclusion": "maybe"}, {"dissent": ""}])
def test_a_wrong_correction_comes_back(board: Board, browser: Any, wrong: dict[str, str]) -> None:
    page = browser(board.chair).send(f"{board.path}/berichtigung", 422, **{**WORDS, **wrong})
    assert page.form("berichtigung")["why"].strip() == {**WORDS, **wrong}["why"]


def test_a_correction_is_declined_taken_back_or_ends_after_seven_days(board: Board, browser: Any, clock: Any) -> None:
    for who in (board.member, board.chair):
        browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
        browser(board.chair).send(f"{board.path}/berichtigung", 403, **WORDS)
        browser(who).send(board.waiting("ablehnen"))
        browser(board.member).send(board.waiting("bestaetigen"), 403)
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    clock.forward(days=7)
    browser(board.member).send(board.waiting("bestaetigen"), 403)
    with transaction(writes=False):
        assert board.now().verdict is Verdict.RECOMMEND


def test_pages_say_plainly_that_a_measure_was_planned_before(
    board: Board, browser: Any, client: Any, clock: Any
) -> None:
    clock.forward(days=1)
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    browser(board.member).send(board.waiting("bestaetigen"))
    assert "a measure was planned from the earlier conclusion" in client.see(board.path).text
    text = client.see(f"/en/massnahmen/{board.measure.reference}").text
    assert "corrected its opinion after this measure was planned. It now says: Declined" in text


def test_people_concerned_are_told(board: Board, browser: Any) -> None:
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    browser(board.member).send(board.waiting("bestaetigen"))
    with transaction(writes=False):
        told = select(Message.person_id).where(Message.dedupe.startswith("review-corrected"))
        assert {board.source.author_id, board.member.id, board.chair.id} <= set(db.scalars(told))


def test_without_a_second_person_it_is_at_once_and_everybody_reads_that(
    board: Board, browser: Any, client: Any
) -> None:
    with transaction():
        for each in db.scalars(select(Appointment).where(Appointment.person_id != board.chair.id)):
            db.delete(each)
    assert "corrected it alone" in browser(board.chair).see(f"{board.path}/berichtigung").text
    browser(board.chair).send(f"{board.path}/berichtigung", **WORDS)
    assert "So the chair corrected it alone" in client.see(board.path).text
    with transaction(writes=False), in_language("en"):
        [line] = queries.public_lines()
        assert board.review.reference in str(line.what)
        assert "Cem" not in str(line.what) + str(line.why)


def test_an_open_review_is_not_corrected_and_an_earlier_conclusion_never_changed(board: Board) -> None:
    with transaction():
        review, chair = board.now(), db.get_one(Person, board.chair.id)
        words = {name: WORDS[name] for name in ("reasons", "dissent", "why")}
        made = service.propose_correction(review, chair, NOW, verdict=Verdict.DECLINE, changes="", **words)
        service.confirm_correction(made, db.get_one(Person, board.member.id), NOW)
        with pytest.raises(NotPossible):
            service.confirm_correction(made, db.get_one(Person, board.member.id), NOW)
        db.flush()
        review.earlier[0].reasons = "Anders"
        with pytest.raises(RuntimeError):
            db.flush()
        db.rollback()
