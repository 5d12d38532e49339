"""Before the doors open: one list in plain words, and no start where it would be unsafe."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from email.errors import MessageError
from pathlib import Path

import click
import pytest
from flask import Flask

from bmw.cli import ready
from bmw.kernel.database import db
from bmw.kernel.migrations import migrate
from bmw.kernel.settings import Settings
from bmw.notifications import composer
from bmw.notifications.composer import holds
from bmw.ui import current
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
GOOD = Settings(secret="0123456789abcdef" * 3, public_url="https://mitmachen.example", mail="folder:mail")


def told(settings: Settings) -> str:
    return " ".join(f"{'!' if each.is_unsafe else '?'}{each.sentence}" for each in ready.unmet(settings))


@pytest.fixture
def here(app: Flask, tmp_path: Path) -> Settings:
    """Settings of a town whose folders are its own."""
    return replace(GOOD, files=str(tmp_path / "files"), mail=f"folder:{tmp_path}")


def test_mails_here_cannot_be_broken_open(app: Flask) -> None:
    assert holds(GOOD, current.town(), NOW)


def test_a_composer_that_lets_words_through_is_found_out(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composer, "header", lambda text: text.replace("\r\n", " "))
    with suppress(MessageError):  # a newer Python finds it out by itself
        assert not holds(GOOD, current.town(), NOW)


def test_what_is_only_odd_is_told_and_lets_the_town_open(here: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.ClickException):
        ready.insist(here)  # the town of the tests has tables, but was not brought there by migrations
    assert "reach nobody" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"secret": "ab" * 30}, "!BMW_SECRET"),
        ({"monitor_token": "kurz"}, "!BMW_MONITOR_TOKEN"),
        ({"public_url": "http://127.0.0.1:8000"}, "?People reach"),
        ({"mail": "pigeon:post"}, "!BMW_MAIL"),
        ({"mail": "smtp://127.0.0.1:1"}, "?The mail server"),
        ({"mail": "smtp://127.0.0.1:1"}, "?BMW_MAIL_FROM is still the example"),
        ({"backup_key": "age1wrong"}, "?BMW_BACKUP_KEY"),
    ],
)
def test_everything_unmet_is_named(here: Settings, change: dict[str, str], sentence: str) -> None:
    assert sentence not in told(here)
    assert sentence in told(replace(here, **change))  # type: ignore[arg-type]  # each by its own name


def test_a_version_with_a_known_weakness_is_named(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "too old" not in told(here)
    monkeypatch.setitem(ready.FLOORS, "flask", (99,))
    assert "!flask" in told(here)


def test_an_old_plan_is_named_until_it_is_new(here: Settings, tmp_path: Path, app: Flask) -> None:
    assert "!plan" in told(here)
    from bmw.kernel.database import bind, connect

    bind(connect(f"sqlite:///{tmp_path / 'new.db'}"))
    migrate(db.get_bind())  # type: ignore[arg-type]  # an engine
    assert "!" not in told(here)


def test_secrets_never_stand_where_settings_are_shown() -> None:
    secret = replace(GOOD, secret="geheim" * 9, monitor_token="geheim" * 3, database="postgresql://u:geheim@h/d")
    assert "geheim" not in repr(replace(secret, mail="smtps://u:geheim@h"))


def test_a_database_that_does_not_answer_is_one_sentence_without_its_password() -> None:
    address = "postgresql+psycopg://somebody:geheim@127.0.0.1:1/town"
    environ = {**os.environ, "BMW_SECRET": GOOD.secret, "BMW_DATABASE": address, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "bmw", "ready"]
    told = subprocess.run(call, env=environ, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "database" in told.stderr
    assert "geheim" not in told.stderr + told.stdout
    assert "Traceback" not in told.stderr
