"""A town moves to PostgreSQL and back, and nothing of it changes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, update

from bmw.cli import commands, move
from bmw.cli.check import recount
from bmw.cli.transfer import contents, opened, reading
from bmw.kernel.database import bind, db, transaction
from bmw.lookup import queries as lookup
from bmw.proposals.models import Proposal
from bmw.record.models import Step
from bmw.votes.models import Ballot
from tests.databases import Postgres
from tests.factories_proposals import proposal

Moves = Callable[[str, str], Result]


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Moves:
    """The command."""
    monkeypatch.setenv("BMW_SECRET", "x" * 40)
    monkeypatch.setenv("BMW_DATABASE", f"sqlite:///{tmp_path / 'unused.db'}")
    return lambda source, target: CliRunner().invoke(commands.command_line(), ["move", source, target])


@pytest.fixture
def elsewhere(postgres: Postgres) -> Iterator[str]:
    """An empty database on PostgreSQL."""
    address = postgres.new()
    yield address
    postgres.drop(address)


@pytest.fixture
def here(planned: Engine, database: str) -> str:
    """The address of the town."""
    return database


def lies_in(address: str) -> Any:
    with opened(address) as engine, reading(engine) as connection:
        return contents(connection)


def test_there_and_back_every_row_is_the_same(here: str, elsewhere: str, moves: Moves, tmp_path: Path) -> None:
    before = lies_in(here)
    there = moves(here, elsewhere)
    assert there.exit_code == 0, there.output
    back = moves(elsewhere, f"sqlite:///{tmp_path / 'back.db'}")
    assert back.exit_code == 0, back.output
    assert lies_in(elsewhere) == lies_in(f"sqlite:///{tmp_path / 'back.db'}") == before
    assert before["vote"].rows == 8


def test_life_goes_on_in_the_new_place(app: Flask, busy: Proposal, here: str, elsewhere: str, moves: Moves) -> None:
    assert moves(here, elsewhere).exit_code == 0
    with opened(elsewhere) as engine:
        bind(engine)
        with transaction():
            kept = db.get_one(Proposal, busy.id)
            fresh = proposal(process=kept.process, field=kept.field, title="Nach dem Umzug geschrieben")
        with transaction(writes=False):
            assert fresh.id > busy.id
            assert fresh.id in [each.id for each in lookup.find("Umzug", kinds=["proposal"])]
        assert recount() == []


def test_what_came_over_differently_is_noticed_and_nothing_is_kept(
    here: str, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = move.copy

    def forgetful(source: Any, target: Any) -> None:
        whole(source, target)
        target.execute(update(Ballot).values(agree=Ballot.agree + 1))

    monkeypatch.setattr(move, "copy", forgetful)
    with opened(here) as old, opened(elsewhere) as new, pytest.raises(move.Different, match="ballot"):
        move.move(old, new)
    assert lies_in(elsewhere)["ballot"].rows == 0


def test_a_town_that_lives_already_is_not_overwritten(here: str, moves: Moves, tmp_path: Path) -> None:
    told = moves(here, here)
    assert told.exit_code == 1
    assert "not empty" in told.output
    assert "no town" in moves(f"sqlite:///{tmp_path / 'nothing.db'}", here).output


def test_a_step_more_or_less_is_a_difference(here: str) -> None:
    before = lies_in(here)
    with transaction():
        db.execute(update(Step.__table__).values(public=False).where(Step.__table__.c.id == 1))  # type: ignore[attr-defined]
    after = lies_in(here)
    assert {name for name in before if before[name] != after[name]} == {"step"}
