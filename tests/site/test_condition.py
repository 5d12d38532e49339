"""How the platform is: said to everybody in one word, and in full only to who looks after it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bmw.cli.backup import back_up
from bmw.kernel import limits
from bmw.kernel.database import db, transaction
from bmw.kernel.migrations import NewerDatabase, is_current, migrate
from bmw.notifications.models import Delivery, Message
from bmw.site import condition
from bmw.site.condition import conditions
from tests.conftest import NOW, Clock


@pytest.fixture(autouse=True)
def planned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of tests are made at once, not by migrations."""
    monkeypatch.setattr(condition, "is_current", lambda engine: True)


def waiting(**age: int) -> None:
    with transaction():
        words: dict[str, Any] = {"language": "de", "subject": "S", "body": "B", "address": "a@example.org"}
        db.add(Message(created=NOW, due=NOW, delivery=Delivery.WAITING, **words))


def test_a_platform_that_is_well_says_so(client: Any) -> None:
    answer = client.get("/readyz", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert (answer.status_code, answer.text) == (200, "ready\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_trying_to_write_leaves_nothing(client: Any) -> None:
    client.get("/readyz")
    with transaction(writes=False):
        assert not db.query(limits.Limit).count()


def test_an_old_plan_is_not_ready(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(condition, "is_current", lambda engine: False)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "bmw migrate" in answer.text
    assert answer.headers["Retry-After"]


def test_a_database_that_is_gone_is_not_ready_and_the_process_still_lives(app: Flask, client: Any) -> None:
    app.extensions["bmw_settings"] = replace(app.extensions["bmw_settings"])
    db.remove()
    engine = db.get_bind()
    with engine.begin() as connection:  # type: ignore[union-attr]  # an engine
        connection.exec_driver_sql("DROP TABLE limit_window")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    found = conditions(engine, app.extensions["bmw_settings"], NOW, NOW.date())  # type: ignore[arg-type]  # same
    assert [each.name for each in found if each.is_needed and not each.is_well] == ["database"]


def test_late_mails_are_told_and_close_nothing(client: Any, clock: Clock) -> None:
    waiting()
    clock.forward(hours=2)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert "NOT WELL, the oldest has waited 120 minutes" in answer.text


def test_a_backup_that_is_missing_or_old_is_told_and_closes_nothing(app: Flask, client: Any, clock: Clock) -> None:
    assert "backup: NOT WELL, none has been made yet" in client.get("/readyz").text
    back_up(db.get_bind(), app.extensions["bmw_settings"], Path(app.extensions["bmw_settings"].files, "b"), clock())  # type: ignore[arg-type]  # same
    clock.forward(hours=5)
    assert "backup: well, the last one was made 5 hours ago" in client.get("/readyz").text
    clock.forward(hours=20)
    answer = client.get("/readyz")
    assert (answer.status_code, "backup: NOT WELL" in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("address", "headers", "is_told"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("203.0.113.9", {}, False),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, False),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, False),
        ("203.0.113.9", {"X-Monitor-Token": "sesam-oeffne-dich"}, True),
        ("203.0.113.9", {"X-Monitor-Token": "sesam"}, False),
        ("203.0.113.9", {"X-Monitor-Token": ""}, False),
    ],
)
def test_details_are_for_who_looks_after_it(
    app: Flask, client: Any, address: str, headers: dict[str, str], is_told: bool
) -> None:
    app.extensions["bmw_settings"] = replace(app.extensions["bmw_settings"], monitor_token="sesam-oeffne-dich")
    answer = client.get("/readyz", environ_base={"REMOTE_ADDR": address}, headers=headers)
    assert ("MB free" in answer.text) is is_told


def test_a_town_without_the_word_has_no_such_word(client: Any) -> None:
    answer = client.get("/readyz", environ_base={"REMOTE_ADDR": "203.0.113.9"}, headers={"X-Monitor-Token": ""})
    assert "MB" not in answer.text


def test_weaknesses_are_told_where_the_town_says(client: Any) -> None:
    lines = dict(each.split(": ", 1) for each in client.get("/.well-known/security.txt").text.strip().splitlines())
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}
    assert lines["Contact"].startswith("mailto:")
    assert lines["Canonical"].endswith("/.well-known/security.txt")
    assert NOW.isoformat() < lines["Expires"]


def test_a_version_that_is_about_to_be_replaced_still_serves_the_newer_database(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(condition, "is_current", is_current)
    engine: Any = db.get_bind()
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version AS SELECT '9999' AS version_num")
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert "plan: well, is newer than this version" in answer.text
    with pytest.raises(NewerDatabase, match="Start that one"):
        migrate(engine)
