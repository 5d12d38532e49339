"""Two web processes and one postman: Redis or the postman goes in the middle, and every mail comes, once."""

import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bmw.kernel.database import bind, db, transaction
from bmw.notifications.delivery import LEASE
from bmw.notifications.models import Delivery, Message
from tests.faults.bells import Bell, bell
from tests.faults.conftest import LONG, SEEDS, Town, founded, until
from tests.faults.post import post_office
from tests.faults.storm import Told
from tests.faults.test_mail import close_while_mails_go_out

FATES = {
    "go": "Redis is killed",
    "dawdle": "Redis says nothing",
    "forget": "Redis forgets everything",
    "postman": "the postman is killed",
}


@pytest.fixture
def rung(tmp_path: Path) -> Iterator[Bell]:
    """The Redis of this town."""
    with bell(tmp_path / "redis") as opened:
        yield opened


@pytest.fixture
def town(address: str, tmp_path: Path, rung: Bell) -> Iterator[Town]:
    """A town with two web processes and a postman beside them."""
    with founded(address, tmp_path) as made:
        made.place.settings = replace(made.place.settings, queue=rung.address)
        made.place.start()
        made.place.hire()
        yield made


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("address", ["sqlite", "postgresql"] if LONG else ["postgresql"], indirect=True)
def test_whoever_goes_every_mail_comes_and_nobody_is_turned_away(town: Town, rung: Bell, fate: str, seed: int) -> None:
    def strike() -> None:
        if fate == "postman":
            town.place.dismiss(signal.SIGKILL)
            town.in_doubt = 1
        else:
            getattr(rung, fate)()

    actors = town.crowd(6, 10, seed)
    told = town.storm(FATES[fate], actors, strike, seed).told
    assert told[Told.UNKNOWN] == 0
    rung.go()
    rung.come()
    town.place.dismiss()
    town.place.set_clock(2 * LEASE)
    town.place.hire()
    until(lambda: set(endings(town)) == {Delivery.SENT})
    town.compare(actors)


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_postman_who_is_dismissed_gives_back_what_he_has_not_sent(town: Town) -> None:
    until(lambda: set(endings(town)) == {Delivery.SENT})
    with post_office() as office:
        town.place.dismiss()
        town.place.settings = replace(town.place.settings, mail=office.address)
        town.place.hire()
        close_while_mails_go_out(town, office, town.place.dismiss)
        town.place.hire()
        until(lambda: set(endings(town)) == {Delivery.SENT})
    assert set(office.taken.values()) == {1}


def endings(town: Town) -> Counter[Delivery]:
    """How many mails ended how; what a killed postman held is due again when his lease is over."""
    bind(town.engine)
    with town.app.app_context(), transaction(writes=False):
        found = db.execute(select(Message.delivery, func.count()).group_by(Message.delivery)).all()
        return Counter({row[0]: row[1] for row in found})
