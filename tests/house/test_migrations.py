"""Migrations: from nothing to the present plan, back, and forward again, with rows in the tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, inspect, select

from bmw.app import create_app
from bmw.cases.models import Case
from bmw.kernel.database import Base, connect, db, transaction
from bmw.kernel.database import bind as bind_database
from bmw.kernel.migrations import FOLDER, is_current, migrate, plan
from bmw.kernel.settings import Settings
from bmw.proposals.models import Proposal
from bmw.proposals.service import merge
from bmw.proposals.states import State
from tests import factories
from tests.attacks.town import build
from tests.factories_desk import FACTS
from tests.factories_proposals import proposal


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    address = server.new() if server else f"sqlite:///{tmp_path / 'town.db'}"
    app = create_app(Settings(database=address, files=str(tmp_path / "files"), secret="x" * 40))
    engine = db.get_bind()
    assert isinstance(engine, Engine)
    with app.app_context():
        yield engine
        db.remove()
    engine.dispose()
    if server:
        server.drop(address)


def test_a_new_database_gets_the_plan_of_the_models(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        options = {"include_object": lambda _o, name, kind, _r, _c: not (kind == "table" and name.startswith("lookup"))}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []
    assert is_current(engine)


def test_every_migration_goes_up_down_and_up_with_rows_in_the_tables(engine: Engine) -> None:
    migrate(engine)
    build()
    db.remove()
    for step in list(ScriptDirectory(str(FOLDER)).walk_revisions()):
        command.downgrade(plan(engine), step.down_revision or "base")  # type: ignore[arg-type]
        command.upgrade(plan(engine), step.revision)
    migrate(engine)
    assert is_current(engine)


def test_what_was_restricted_before_names_a_decision_afterwards(app: Flask, tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'older.db'}")
    bind_database(engine)
    migrate(engine)
    with transaction():
        kept = proposal()
        states = [proposal(process=kept.process, state=each).state for each in (State.HIDDEN, State.REFUSED)]
        merge(proposal(process=kept.process), kept, factories.person(), factories.NOW, "Beide wollen dasselbe.")
    steps = ScriptDirectory(str(FOLDER)).walk_revisions()
    step = next(each for each in steps if hasattr(each.module, "RESTRICTED"))
    command.downgrade(plan(engine), step.down_revision)  # type: ignore[arg-type]  # one line, so one revision
    migrate(engine)
    with transaction(writes=False):
        restricted = db.scalars(select(Proposal).where(Proposal.restriction_id.is_not(None)).order_by(Proposal.id))
        assert [each.state for each in restricted] == [*states, State.MERGED]
        facts = select(Case.facts).join(Proposal, Proposal.restriction_id == Case.id).order_by(Proposal.id)
        assert list(db.scalars(facts)) == [FACTS, FACTS, "Beide wollen dasselbe."]


def test_going_back_to_nothing_leaves_nothing(engine: Engine) -> None:
    migrate(engine)
    command.downgrade(plan(engine), "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_migrations_are_numbered_words_in_one_line() -> None:
    names = sorted(path.stem for path in (FOLDER / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    assert len(ScriptDirectory(str(FOLDER)).get_heads()) == 1


def test_migrations_know_no_models() -> None:
    for path in (FOLDER / "versions").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not [
            line
            for line in source.splitlines()
            if "import bmw" in line or ("from bmw" in line and "lookup" not in line and "kernel" not in line)
        ], path.name
