"""Nobody finds out from what is kept who voted how: not by ids, order or times, nor in the outbox or the log."""

import logging
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from bmw.kernel.database import Base, db, transaction
from bmw.processes import service as processes
from bmw.processes.models import Process
from bmw.surveys.models import Sheet
from bmw.votes.models import Register, Vote
from tests import factories as make
from tests.attacks.town import Town
from tests.conftest import NOW

BOXES = {"vote": Vote, "sheet": Sheet}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept, table by table, in the order in which it is stored."""
    with transaction(writes=False):
        connection = db.connection()
        return {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in Base.metadata.tables.items()
        }


@pytest.fixture
def voted(app: Flask, town: Town, browser: Any, caplog: pytest.LogCaptureFixture) -> list[Any]:
    """Twelve people support a proposal, one after the other."""
    caplog.set_level(logging.DEBUG)
    with transaction():
        people = [make.person() for _n in range(12)]
    path = f"/de/vorschlaege/{town.one('proposal').reference}/unterstuetzen"
    for each in people:
        browser(each).send(path, support="yes")
    return people


def test_a_vote_has_no_column_for_a_person_or_a_time(voted: list[Any]) -> None:
    assert len(rows()["vote"]) >= len(voted)
    for kind in BOXES.values():
        columns = inspect(kind).local_table.columns
        assert not [
            each for each in columns if {"person", "record", "step"} & {f.column.table.name for f in each.foreign_keys}
        ]
        assert not {str(each.type) for each in columns} & {"DATETIME", "TIMESTAMP"}


def test_votes_lie_in_the_order_of_their_keys_and_not_of_their_coming(voted: list[Any]) -> None:
    keys = [row["voter_key"] for row in rows()["vote"]]
    assert keys == sorted(keys)
    assert inspect(Vote).local_table.dialect_options["sqlite"]["with_rowid"] is False


def test_a_voters_key_stands_nowhere_else(voted: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    kept = rows()
    keys = {row["voter_key"] for row in kept["vote"]}
    elsewhere = {
        value
        for name, found in kept.items()
        if name not in BOXES
        for row in found
        for value in row.values()
        if isinstance(value, bytes)
    }
    assert not keys & elsewhere
    assert not [key for key in keys if key.hex() in caplog.text]


def test_voting_leaves_no_other_trace(app: Flask, town: Town, browser: Any) -> None:
    with transaction():
        someone = make.person()
    window, before = browser(someone), rows()
    for supported in (town.one("proposal"), town.things["proposal"][7]):
        window.send(f"/de/vorschlaege/{supported.reference}/unterstuetzen", support="yes")
    after = rows()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"vote", "ballot", "proposal", "limit_window"}
    [counted] = [row for row in after["limit_window"] if row not in before["limit_window"]]
    assert counted["spent"] == 2, "how often somebody tried is counted, and never on what"


def test_once_a_process_is_archived_no_secret_leads_back(voted: list[Any], town: Town) -> None:
    with transaction():
        process = db.get_one(Process, town.one("process").id)
        register_id, secret = process.register_id, bytes(process.register.secret or b"")
        processes.archive(process, town.staff.id, NOW)
    assert secret
    with transaction(writes=False):
        assert db.get_one(Register, register_id).secret is None
    assert not [row for found in rows().values() for row in found if secret in row.values()]
