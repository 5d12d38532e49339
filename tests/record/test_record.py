"""Numbers, journeys, and the chain in both directions."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select

from bmw.kernel.database import db, transaction
from bmw.record import queries, service
from bmw.record.models import Behind, Step
from bmw.record.words import Relation, Word
from tests import factories
from tests.conftest import NOW


def test_numbers_follow_each_other_within_kind_and_year(app: Flask) -> None:
    with transaction():
        assert [service.next_reference("proposal", NOW) for _ in range(2)] == ["2026-00001", "2026-00002"]
        assert service.next_reference("measure", NOW) == "2026-00001"
        assert service.next_reference("proposal", NOW.replace(year=2027)) == "2027-00001"


def test_the_first_numbers_of_a_year_are_given_once_each(app: Flask) -> None:
    def take(_number: int) -> str:
        with transaction():
            return service.next_reference("proposal", NOW)

    with ThreadPoolExecutor(8) as crowd:
        assert sorted(crowd.map(take, range(12))) == [f"2026-{n:05}" for n in range(1, 13)]


def test_a_block_of_numbers_is_taken_at_once(app: Flask) -> None:
    with transaction():
        assert service.next_reference("proposal", NOW, count=100) == "2026-00001"
        assert service.next_reference("proposal", NOW) == "2026-00101"


def test_the_year_of_a_number_is_the_towns_own(app: Flask) -> None:
    with transaction():
        new_year = NOW.replace(year=2026, month=12, day=31, hour=23, minute=30)
        assert service.next_reference("proposal", new_year) == "2027-00001"


def test_a_step_shows_word_and_time_and_hides_person_and_note(app: Flask) -> None:
    with transaction():
        thing = factories.process()
        service.step(thing, Word.PROCESS_STARTED, NOW, by=factories.person().id, note={"why": "geheim"})
        public = db.scalars(select(Step)).one()
        assert {c.name for c in Step.__table__.columns} == {
            "id",
            "record_id",
            "word",
            "at",
            "other_id",
            "public",
            "digest",
        }
        assert len(public.digest) == 32


def test_erasing_what_stands_behind_leaves_the_journey(app: Flask) -> None:
    with transaction():
        thing = factories.process()
        service.step(thing, Word.PROCESS_STARTED, NOW, by=factories.person().id)
        db.delete(db.scalars(select(Behind)).one())
        db.flush()
        assert [step.word for step in queries.journey(thing)] == [Word.PROCESS_STARTED]


def test_the_chain_is_walked_both_ways_and_circles_end(app: Flask) -> None:
    with transaction():
        a, b, c = (factories.process(title=t) for t in "abc")
        for earlier, later in ((a, b), (b, c), (c, a)):
            service.link(earlier, later, Relation.SOURCE, NOW)
            service.link(earlier, later, Relation.SOURCE, NOW)
        db.flush()
        assert {each.id for each in queries.sources(c)} == {a.id, b.id, c.id}
        assert [each.id for each in queries.consequences(a)] == [a.id, b.id, c.id]


def test_following_twice_is_following_once_and_can_end(app: Flask) -> None:
    with transaction():
        thing, who = factories.process(), factories.person()
        for wanted in (True, True):
            service.follow(who.id, thing, wanted=wanted)
            db.flush()
        assert queries.followers([thing]) == {who.id}
        service.follow(who.id, thing, wanted=False)
        assert not queries.is_following(who.id, thing)
