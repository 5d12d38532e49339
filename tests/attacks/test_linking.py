"""Somebody who has everything but the secrets of the registers tries to find out who voted how, and cannot.

They hold the whole database twice (a backup from before and the present one) and every log line. Each way of linking is
tried first on a weak table, of the kind that others keep, where it finds everybody. Twelve people vote on one proposal
each, every one on another, so a blind guess finds about one of them; keys are fixed, so that the test never changes.

What this does not promise: whoever copies the database right before and right after a single vote sees who was there in
between; and in the live file of SQLite the places within a page follow the order of time until the file is rebuilt at
night. A copy by `VACUUM INTO` has no such order, and this is how a backup is to be made.
"""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from bmw.kernel import limits
from bmw.kernel.database import db, transaction
from bmw.kernel.rebuilding import rebuild
from bmw.votes.keys import voter_key
from bmw.votes.models import Register
from tests import factories, factories_proposals
from tests.attacks.bytes_kept import file_after_checkpoint
from tests.conftest import Clock

Row = dict[str, Any]
Guess = dict[int, int]
"""person → ballot"""
MANY = 12
BY_CHANCE = 4
COUNTED = ("votes", "supports", "answers", "follows", *getattr(limits, "What", ()))
"""Names under which tries of a person may be counted; whoever knows the number of a person knows the key."""
TURNS = [(place * 5 + 3) % MANY for place in range(MANY)]
"""Who votes when: the order of people, of proposals and of time have nothing to do with each other."""


@dataclass
class Loot:
    """What the attacker has, and the truth."""

    before: dict[str, list[Row]]
    after: dict[str, list[Row]]
    log: str
    truth: Guess
    references: dict[str, int]
    weak: list[Row] = field(default_factory=list)

    @property
    def votes(self) -> list[Row]:
        """The votes in the order in which they are stored."""
        return self.after["vote"]


def copy() -> dict[str, list[Row]]:
    """Every table, the word index too; the secrets of registers are not in the attacker's hands."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    with transaction(writes=False):
        found = {
            name: [dict(row) for row in db.execute(text(f'SELECT * FROM "{name}"')).mappings()]
            for (name,) in db.execute(text(names)).all()
        }
    return {**found, "register": [{**row, "secret": None} for row in found["register"]]}


@pytest.fixture
def loot(app: Flask, browser: Any, clock: Clock, caplog: Any) -> Loot:
    """Twelve people vote, some of them again and again; every time is different."""
    caplog.set_level(logging.DEBUG)
    with transaction():
        process = factories.process(factories.field())
        db.get_one(Register, process.register_id).secret = sha256(b"register").digest()
        author = factories.person()
        papers = [factories_proposals.proposal(author, process, title=f"Bank Nummer {n}") for n in range(MANY)]
        people = [factories.person() for _n in range(MANY)]
        for n, each in enumerate(people):
            each.voter_id = sha256(f"voter {n}".encode()).digest()[:16]
    browsers, before, weak = {each.id: browser(each) for each in people}, copy(), []
    for place, turn in enumerate(TURNS):
        me, paper = people[turn], papers[(turn * 7 + 5) % MANY]
        clock.forward(minutes=7)
        for _press in range(1 + turn):
            browsers[me.id].send(f"/de/vorschlaege/{paper.reference}/unterstuetzen", support="yes")
        weak.append(
            {"ballot_id": paper.ballot_id, "voter_key": sha256(me.voter_id).digest(), "at": str(clock.now)[:19]}
        )
        weak[-1] |= {"place": place, "version": 1 + turn, "whose": me.id}
    truth = {people[turn].id: papers[(turn * 7 + 5) % MANY].ballot_id for turn in range(MANY)}
    return Loot(before, copy(), caplog.text, truth, {each.reference: each.ballot_id for each in papers}, weak)


def about(loot: Loot) -> dict[int, list[tuple[str, Row]]]:
    """Every row that names a person, by person."""
    named: dict[int, list[tuple[str, Row]]] = {person: [] for person in loot.truth}
    for table, rows in loot.after.items():
        for row in rows:
            for column, value in row.items():
                if (column == "person_id" or column.endswith("_id") or table == "person") and value in named:
                    named[value].append((table, row))
    tries = {row["key"]: row for row in loot.after["limit_window"]}
    for person in named:
        keys = [blake2b(f"{what}\0{person}".encode(), digest_size=16).digest() for what in COUNTED]
        named[person] += [("limit_window", tries[key]) for key in keys if key in tries]
    return named


def by_digest(votes: list[Row], loot: Loot) -> Guess:
    """The key of a vote is a value that stands beside a person, or one made from it, with any value as a secret."""
    secrets = {value for rows in loot.after.values() for row in rows for value in row.values() if _is_bytes(value)}
    made: dict[bytes, int] = {}
    for person, rows in about(loot).items():
        for value in {_bytes(value) for _table, row in rows for value in row.values() if value is not None}:
            made |= dict.fromkeys((value, sha256(value).digest(), blake2b(value, digest_size=32).digest()), person)
            made |= {hmac.digest(secret, value, "sha256"): person for secret in secrets if len(secret) >= 16}
    return {made[row["voter_key"]]: row["ballot_id"] for row in votes if row["voter_key"] in made}


def _is_bytes(value: Any) -> bool:
    return isinstance(value, bytes) and bool(value)


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def in_turn(loot: Loot) -> list[int]:
    """The people in the order in which they were last seen."""
    seen = {row["person_id"]: row["seen"] for row in loot.after["browser_session"] if row["person_id"] in loot.truth}
    return sorted(seen, key=lambda person: str(seen[person]))


def by_order(votes: list[Row], loot: Loot) -> Guess:
    """The first row belongs to whoever came first."""
    return {person: row["ballot_id"] for person, row in zip(in_turn(loot), votes, strict=False)}


def by_time(votes: list[Row], loot: Loot) -> Guess:
    """A time in the row is the time when somebody was seen."""
    seen = {str(row["seen"])[:19]: row["person_id"] for row in loot.after["browser_session"]}
    found: Guess = {}
    for row in votes:
        for value in row.values():
            if isinstance(value, str | datetime) and str(value)[:19] in seen:
                found[seen[str(value)[:19]]] = row["ballot_id"]
    return found


def by_version(votes: list[Row], loot: Loot) -> Guess:
    """A number in the row is a number that stands beside one person only: how often they tried, a place in a list."""
    beside: dict[int, set[int]] = {}
    for person, rows in about(loot).items():
        for value in (v for table, row in rows for name, v in row.items() if table != "person" or name != "id"):
            if isinstance(value, int):
                beside.setdefault(value, set()).add(person)
    numbers = [(row["ballot_id"], row.get("whose", row["version"])) for row in votes]
    return {next(iter(beside[n])): ballot for ballot, n in numbers if len(beside.get(n, ())) == 1}


def by_difference(votes: list[Row], loot: Loot) -> Guess:
    """Rows that are new since the backup, in their order, belong to the people whose rows changed, in theirs."""
    new = [row for row in votes if row not in loot.before["vote"]]
    changed = [row for row in loot.after["browser_session"] if row not in loot.before["browser_session"]]
    people = [row["person_id"] for row in sorted(changed, key=lambda row: str(row["seen"]))]
    return {person: row["ballot_id"] for person, row in zip(people, new, strict=False)}


def by_log(lines: str, loot: Loot) -> Guess:
    """A line names somebody and a proposal."""
    names = {str(row[name]): row["id"] for row in loot.after["person"] for name in ("address", "pseudonym")}
    found: Guess = {}
    for line in lines.splitlines():
        people = [person for name, person in names.items() if name in line]
        found |= {person: ballot for person in people for number, ballot in loot.references.items() if number in line}
    return found


def hits(guessed: Guess, loot: Loot) -> int:
    """How many people were found out."""
    return sum(loot.truth.get(person) == ballot for person, ballot in guessed.items())


WAYS: tuple[Callable[[list[Row], Loot], Guess], ...] = (by_digest, by_order, by_time, by_version, by_difference)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_way_that_works_on_a_weak_table_finds_nobody_here(loot: Loot, way: Any) -> None:
    assert hits(way(loot.weak, loot), loot) == MANY
    assert len(loot.votes) == MANY
    assert hits(way(loot.votes, loot), loot) <= BY_CHANCE


def test_no_log_line_names_somebody_and_what_they_voted_on(loot: Loot) -> None:
    names = {row["id"]: row["pseudonym"] for row in loot.after["person"]}
    numbers = {ballot: number for number, ballot in loot.references.items()}
    weak = "\n".join(f"{names[person]} supports {numbers[ballot]}" for person, ballot in loot.truth.items())
    assert hits(by_log(weak, loot), loot) == MANY
    assert hits(by_log(loot.log, loot), loot) == 0


def test_no_other_table_names_what_somebody_voted_on(loot: Loot) -> None:
    ballots = {ballot: number for number, ballot in loot.references.items()}
    for person, rows in about(loot).items():
        said = [(table, row) for table, row in rows if table not in ("proposal", "person")]
        assert not [each for each in said if ballots[loot.truth[person]] in str(each)], person


def test_with_the_secret_of_the_register_everybody_is_found_and_without_it_nobody(loot: Loot) -> None:
    with transaction(writes=False):
        register = db.scalars(select(Register).where(Register.secret == sha256(b"register").digest())).one()
        keys = {voter_key(register, row["voter_id"]): row["id"] for row in loot.after["person"]}
    assert hits({keys[row["voter_key"]]: row["ballot_id"] for row in loot.votes}, loot) == MANY
    register = Register(secret=sha256(b"a guess").digest())
    keys = {voter_key(register, row["voter_id"]): row["id"] for row in loot.after["person"]}
    assert not [row for row in loot.votes if row["voter_key"] in keys]


def by_place(kept: bytes, loot: Loot) -> Guess:
    """Within a page SQLite writes from the end: whoever stands last came first."""
    places = sorted(loot.votes, key=lambda row: -kept.find(row["voter_key"]))
    return {person: row["ballot_id"] for person, row in zip(in_turn(loot), places, strict=False)}


def test_places_in_the_file_tell_no_order_after_the_night_and_in_a_backup(loot: Loot, tmp_path: Path) -> None:
    assert hits(by_place(file_after_checkpoint(tmp_path / "town.db"), loot), loot) == MANY
    with db.get_bind().connect() as connection:  # type: ignore[union-attr]  # an engine
        connection.connection.driver_connection.execute(f"VACUUM INTO '{tmp_path / 'backup.db'}'")
    assert hits(by_place((tmp_path / "backup.db").read_bytes(), loot), loot) <= BY_CHANCE
    rebuild()
    assert hits(by_place(file_after_checkpoint(tmp_path / "town.db"), loot), loot) <= BY_CHANCE
