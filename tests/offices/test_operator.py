"""The operator's way to offices: on the command line, and once there are administrators, in public."""

from typing import Any

from click.testing import CliRunner
from flask import Flask

from bmw.accounts.models import Office, Person
from bmw.cli.towns import dismiss, invite
from bmw.kernel.database import db, transaction
from bmw.offices import queries
from tests.factories import person


def run(app: Flask, command: Any, *words: str) -> str:
    """A command in the town of this test."""
    environ = {"BMW_DATABASE": str(app.extensions["bmw_settings"].database), "BMW_SECRET": "x" * 40}
    return CliRunner().invoke(command, list(words), env=environ).output


def lines() -> int:
    with transaction(writes=False):
        return len(queries.public_lines())


def test_the_first_invitation_is_silent_and_the_next_one_public(app: Flask) -> None:
    assert "/einladung/" in run(app, invite, "erste@example.org", "--role", "administrator")
    assert lines() == 0
    with transaction():
        person(Office.ADMINISTRATOR)
    assert "/einladung/" in run(app, invite, "zweite@example.org", "--role", "export")
    assert lines() == 1


def test_an_office_is_ended_where_no_administrator_can(app: Flask) -> None:
    with transaction():
        one = person(Office.ADMINISTRATOR)
    assert "has ended" in run(app, dismiss, str(one.address), "--role", "administrator")
    assert lines() == 1
    with transaction(writes=False):
        assert not db.get_one(Person, one.id).offices


def test_an_office_that_nobody_holds_is_not_ended(app: Flask) -> None:
    assert "Nothing was changed" in run(app, dismiss, "niemand@example.org", "--role", "editor")
    assert lines() == 0


def test_the_operator_brings_nothing_together_that_stays_apart(app: Flask) -> None:
    with transaction():
        one = person(Office.MODERATOR)
    assert "Nobody both moderates" in run(app, invite, str(one.address), "--role", "identities")
