"""`bmw import polis`: what the operator reads."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from bmw.cli.polis.command import polis
from bmw.kernel.database import db, transaction
from bmw.processes.models import Process
from tests import factories
from tests.cli.polis_folders import comment, export

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The command, in a town with one field."""
    engine = db.get_bind()
    with transaction():
        factories.field(slug="energie-umwelt")
    monkeypatch.setenv("BMW_DATABASE", f"sqlite:///{tmp_path / 'town.db'}")
    monkeypatch.setenv("BMW_SECRET", "x" * 40)

    def call(folder: Path, *options: str) -> Result:
        given = options or ("--field", "energie-umwelt", "--lang", "de")
        answer = CliRunner().invoke(polis, [str(folder), *given])
        db.get_bind().dispose()  # type: ignore[union-attr]  # an engine
        return answer

    yield call
    db.remove()
    db.configure(bind=engine)


def test_the_summary_says_what_was_read_skipped_and_published(run: Run, tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0), comment(1, moderated=-1), comment(2, body=" ")])
    said = run(tmp_path).output
    assert "2 statements by 1 authors, 1 let through, 1 held back" in said
    assert "Skipped: statement 2, because it has no text." in said
    assert "Published as “Polis: Energie”." in said


def test_the_second_time_nothing_is_changed_and_it_says_so(run: Run, tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0)])
    run(tmp_path)
    assert "It was taken over before. Nothing was changed." in run(tmp_path).output


def test_sums_that_differ_are_told_with_examples(run: Run, tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0, agrees=9)], matrix=[["7", "", "", 1, 1, 1, 0, "1"]])
    said = run(tmp_path).output
    assert "The sums of 1 statements differ" in said
    assert "comments.csv has 9 agrees and 0 disagrees, participants-votes.csv has 1 and 0." in said


def test_a_damaged_folder_leaves_the_town_as_it_was(run: Run, tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0)])
    (tmp_path / "comments.csv").unlink()
    answer = run(tmp_path)
    assert answer.exit_code == 1
    assert "comments.csv: the folder" in answer.output
    assert "Nothing was written." in answer.output
    assert db.scalars(select(Process)).all() == []


def test_an_unknown_field_is_answered_with_those_there_are(run: Run, tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0)])
    answer = run(tmp_path, "--field", "verkehr", "--lang", "de")
    assert "There is no field “verkehr”. The fields of this town are: energie-umwelt." in answer.output


@pytest.mark.parametrize("tag", ["deutsch", "d", "de_", ""])
def test_a_language_must_be_a_tag(run: Run, tmp_path: Path, tag: str) -> None:
    export(tmp_path, comments=[comment(0)])
    assert "is not a language tag" in run(tmp_path, "--field", "energie-umwelt", "--lang", tag).output


def test_the_study_can_be_named(run: Run, tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0)])
    said = run(tmp_path, "--field", "energie-umwelt", "--lang", "de", "--name", "Bürgerrat").output
    assert "Published as “Bürgerrat: Energie”." in said


def test_a_database_without_tables_is_answered_with_what_to_do(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path, comments=[comment(0)])
    monkeypatch.setenv("BMW_DATABASE", f"sqlite:///{tmp_path / 'new.db'}")
    assert "Run first: bmw migrate" in run(tmp_path).output
