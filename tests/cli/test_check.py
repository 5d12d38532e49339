"""Counting again: the operator learns of every number that is not what lies behind it."""

from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from bmw.cli import commands
from bmw.cli.check import recount, watch
from bmw.comments.models import Thread
from bmw.kernel.database import bind, db, transaction
from bmw.proposals.models import Proposal
from bmw.surveys.models import Option, Survey
from bmw.votes.models import Ballot


def test_a_town_that_counts_right_has_nothing_to_say(busy: Proposal) -> None:
    assert recount() == []


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (Ballot, {"agree": 7}, "agree shows 7, counted 6"),
        (Ballot, {"merged": 0}, "merged shows 0, counted 1"),
        (Survey, {"sheets": 9}, "sheets shows 9, counted 3"),
        (Option, {"count": 5}, "shows 5, counted 2"),
        (Thread, {"comments": 0}, "comments shows 0, counted 1"),
        (Proposal, {"supporters": 6}, "supporters shows 6, counted 36"),
    ],
    ids=str,
)
def test_every_number_that_differs_is_named(busy: Proposal, kind: Any, values: dict[str, int], said: str) -> None:
    table = kind.__table__
    with transaction():
        first = table.select().with_only_columns(table.c.id).order_by(table.c.id).limit(1).scalar_subquery()
        db.execute(update(table).where(table.c.id == first).values(**values))
    assert any(said in sentence for sentence in recount()), recount()


def test_a_difference_names_what_people_see(busy: Proposal) -> None:
    with transaction():
        db.get_one(Ballot, busy.ballot_id).agree += 1
    assert f"(proposal {busy.reference})" in recount()[0]


@pytest.fixture
def check(app: Flask, monkeypatch: Any) -> Any:
    """The command as an operator types it; gives what it says and how it ends."""
    monkeypatch.setenv("BMW_DATABASE", app.extensions["bmw_settings"].database)
    monkeypatch.setenv("BMW_SECRET", "x" * 40)
    town: Any = db.get_bind()

    def run() -> tuple[str, int]:
        db.remove()
        ended = CliRunner().invoke(commands.command_line(), ["check"])
        db.get_bind().dispose()  # type: ignore[union-attr]  # an engine
        bind(town)
        return ended.output, ended.exit_code

    return run


def test_the_command_ends_with_one_when_something_differs(busy: Proposal, check: Any) -> None:
    assert check() == ("Every number is what counting again gives, and every seal is whole.\n", 0)
    with transaction():
        db.get_one(Ballot, busy.ballot_id).agree += 1
    output, code = check()
    assert (code, "counted 6" in output) == (1, True), output


def test_a_running_town_writes_differences_into_its_log(busy: Proposal, caplog: pytest.LogCaptureFixture) -> None:
    watch()
    assert not caplog.records
    with transaction():
        db.get_one(Ballot, busy.ballot_id).agree += 1
    watch()
    assert "counted 6" in caplog.text


def test_the_command_is_explained(app: Flask) -> None:
    said = CliRunner().invoke(commands.command_line(), ["check", "--help"]).output
    assert "Count every ballot" in said
