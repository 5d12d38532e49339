"""Who guards the guards: a fault that is planted into the running server must be noticed."""

import re
from collections.abc import Generator, Iterator
from itertools import count, islice
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.faults.conftest import SEEDS, Town, founded, until
from tests.faults.report import leave

FAULTS = {
    "answered_too_early": ("an answer before the commit", "vote|answer|comment"),
    "counted_apart": ("votes that nobody counts", "shows"),
    "counted_afterwards": ("a count outside of the vote's transaction", "shows"),
    "counted_twice": ("no unique key on votes", "votes on ballot"),
    "unsynced": ("SQLite with synchronous=OFF", "kept like this: sqlite 0"),
    "sent_too_early": ("mails sent before the commit", "a mail"),
}
"""Which fault, in words, and what it must be recognised by."""


STORMS = 3
"""What one crowd takes away it may give back by chance, or nobody votes twice; so many crowds never all do."""


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[Iterator[Town]]:
    """Towns whose doors nobody has opened yet, one after the other."""

    def found() -> Generator[Town, None, None]:
        for number in count(1):
            place = tmp_path / str(number)
            place.mkdir()
            with founded(f"sqlite:///{place / 'town.db'}", place) as made:
                yield made

    made = found()
    yield made
    made.close()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: str, seed: int, towns: Iterator[Town]) -> None:
    what, known_by = FAULTS[fault]
    storms = (found_with(town, fault, seed + 1000 * n) for n, town in enumerate(islice(towns, STORMS)))
    noticed = any(re.search(known_by, each) for found in storms for each in found)
    leave(what=what, noticed=noticed)
    assert noticed


@pytest.mark.parametrize("seed", SEEDS)
def test_without_a_fault_nothing_is_noticed(seed: int, towns: Iterator[Town]) -> None:
    assert found_with(next(towns), "", seed) == []


def found_with(town: Town, fault: str, seed: int) -> list[str]:
    """What the comparison says after a few people took part in a town with this fault."""
    if fault == "counted_twice":
        without_a_key(town.engine)
    town.place.more = {"BMW_TEST_FAULT": fault}
    town.place.start()
    actors = town.crowd(4, 12, seed)

    def bad_luck() -> None:
        if fault == "counted_afterwards":
            until((town.place.home / "waiting").exists)
            town.place.kill_and_start()

    town.storm(f"planted: {fault}", actors, bad_luck, seed)
    return town.look(actors).all


def without_a_key(engine: Engine) -> None:
    """The table of votes as somebody might make it who forgets its key."""
    columns = "ballot_id INTEGER, voter_key BLOB, choice SMALLINT, channel VARCHAR(12), version INTEGER DEFAULT 1"
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE vote"))
        connection.execute(text(f"CREATE TABLE vote ({columns})"))
