"""The mail server has a bad day: people take part all the same, and every mail arrives."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from bmw.kernel.clock import now
from bmw.kernel.database import bind, db, transaction
from bmw.notifications.composer import number_of
from bmw.notifications.delivery import WAITS
from bmw.notifications.models import Delivery, Message
from tests.attacks.races.server import Window
from tests.faults.conftest import SEEDS, Town, founded, until
from tests.faults.post import PostOffice, post_office

BAD_DAYS = ("gone", "later", "hangs up", "silent")
LATER = timedelta(minutes=1)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """The town's mail server."""
    with post_office() as opened:
        yield opened


@pytest.fixture
def town(tmp_path: Path, office: PostOffice) -> Iterator[Town]:
    """A town that sends its mails there."""
    with founded(f"sqlite:///{tmp_path / 'town.db'}", tmp_path) as made:
        with made.app.app_context(), transaction():
            db.execute(delete(Message))  # those of its founding
        made.place.settings = replace(made.place.settings, mail=office.address)
        made.place.start()
        yield made


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("day", BAD_DAYS)
def test_whatever_the_mail_server_does_every_mail_arrives(town: Town, office: PostOffice, day: str, seed: int) -> None:
    have_a(day, office)
    actors = town.crowd(6, 10, seed)
    town.storm(f"the mail server is {day}" if day != "hangs up" else "the mail server hangs up", actors, seed=seed)
    until(lambda: any(each.tries for each in messages(town)))
    be_well(office)
    waited = send_all(town)
    assert set(office.taken) == numbers(town)
    assert endings(town) == {Delivery.SENT}
    assert day == "hangs up" or max(office.taken.values()) == 1
    assert waited <= sum(WAITS[:2], LATER)
    town.compare(actors)


def test_while_the_mail_server_says_nothing_pages_come_and_forms_are_kept(town: Town, office: PostOffice) -> None:
    have_a("silent", office)
    actors = town.crowd(4, 8, 1)
    town.storm("the mail server is silent", actors)
    until(lambda: office.asked)
    assert Window(town.place.port).see("/de/").status_code == 200
    assert not office.taken
    town.compare(actors)


def test_an_address_that_nobody_has_is_tried_once(town: Town, office: PostOffice) -> None:
    office.mood = "never"
    actors = town.crowd(4, 8, 2)
    town.storm("nobody has this address", actors)
    until(lambda: endings(town) == {Delivery.FAILED})
    assert office.asked == len(messages(town))
    town.compare(actors)


def test_whoever_runs_the_town_sees_that_mails_wait(town: Town, office: PostOffice) -> None:
    office.go()
    town.storm("the mail server is gone", town.crowd(4, 8, 2))
    town.place.set_clock(timedelta(hours=1))
    told = Window(town.place.port).see("/readyz")
    assert told.status_code == 200
    assert re.search(r"mails: NOT WELL, the oldest has waited 6\d minutes", told.text)
    assert f"{len(messages(town))} wait" in told.text
    until(lambda: "mail server: ConnectionRefusedError" in town.place.log)


def test_whoever_closes_the_town_leaves_no_mail_in_the_hands_of_a_postman_who_has_gone(
    town: Town, office: PostOffice
) -> None:
    close_while_mails_go_out(town, office, town.place.stop)
    town.place.start()
    until(lambda: endings(town) == {Delivery.SENT})
    assert set(office.taken.values()) == {1}


def close_while_mails_go_out(town: Town, office: PostOffice, close: Callable[[], None]) -> None:
    """The mail server takes its time; when all is closed some mails were not sent, and nobody has them in hands."""
    office.mood = "dawdles"
    town.storm("a postman goes while mails go out", town.crowd(4, 12, 3))
    until(lambda: office.asked)
    close()
    waiting = [each for each in messages(town) if each.delivery is Delivery.WAITING]
    assert waiting
    assert [each.id for each in waiting if each.due > now()] == []
    office.mood = "well"


def have_a(day: str, office: PostOffice) -> None:
    """The bad day begins."""
    if day == "gone":
        office.go()
    else:
        office.mood = day


def be_well(office: PostOffice) -> None:
    """It is over."""
    office.mood = "well"
    office.wakes.set()
    if office.open is None:
        office.come()


def send_all(town: Town) -> timedelta:
    """Let time pass until nothing waits any more; how much it took."""
    passed, (visitor,) = timedelta(), town.crowd(1, 0, 0)
    vote = f"/de/vorschlaege/{town.things[0].reference}/unterstuetzen"
    while [each for each in messages(town) if each.delivery is Delivery.WAITING]:
        town.place.set_clock(passed)
        assert visitor.window.send(vote, support="yes").status_code == 303
        until(partial(nothing_to_do, town, passed))
        passed += LATER
    return passed


def nothing_to_do(town: Town, passed: timedelta) -> bool:
    """Whether no mail is due and none is in a postman's hands, at this moment of the town's clock."""
    moment = now() + passed
    waiting = [each for each in messages(town) if each.delivery is Delivery.WAITING]
    return not [each for each in waiting if each.due <= moment or each.due > moment + WAITS[each.tries - 1]]


def messages(town: Town) -> Sequence[Message]:
    """Every message, and how far it came."""
    bind(town.engine)
    with town.app.app_context(), transaction(writes=False):
        return db.scalars(select(Message).order_by(Message.id)).all()


def numbers(town: Town) -> set[str]:
    """Their Message-IDs."""
    with town.app.app_context():
        return {number_of(each, town.place.settings) for each in messages(town)}


def endings(town: Town) -> set[Delivery]:
    """How they ended."""
    return {each.delivery for each in messages(town)}
