"""While a new version comes, the old one still serves the same database: so a migration adds, and takes nothing away.

What goes, goes one version later, when nobody reads or writes it any more: such a migration says so in a sentence of
its own, `CONTRACTS = "…"`, which names the version since when.
"""

from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from bmw.kernel.database import connect
from bmw.kernel.migrations import FOLDER, plan

BEFORE_ANYBODY_USED_IT = {"0041"}
"""These took something away when no town had the platform yet."""
Columns = dict[tuple[str, str], bool]
"""Table and column, and whether somebody who knows nothing of it can still add a row."""


def columns(engine: Engine) -> Columns:
    found = inspect(engine)
    return {
        (table, each["name"]): bool(each["nullable"] or each["default"] is not None)
        for table in found.get_table_names()
        if not table.startswith("lookup")
        for each in found.get_columns(table)
    }


def trouble(before: Columns, after: Columns) -> Iterator[str]:
    """What the old version would miss, or could not fill in."""
    known = {table for table, _column in before}
    yield from (f"{table}.{column} goes" for table, column in before.keys() - after.keys())
    for (table, column), can_be_left_out in after.items() - before.items():
        if table in known and not can_be_left_out:
            yield f"{table}.{column} cannot be left out"


def test_what_an_old_version_needs_stays(tmp_path: Path) -> None:
    engine, found = connect(f"sqlite:///{tmp_path / 'town.db'}"), {}
    before: Columns = {}
    for step in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions())):
        command.upgrade(plan(engine), step.revision)
        after = columns(engine)
        if not getattr(step.module, "CONTRACTS", ""):
            found[step.revision] = sorted(trouble(before, after))
        before = after
    engine.dispose()
    assert {revision for revision, what in found.items() if what} == BEFORE_ANYBODY_USED_IT, found


def test_what_goes_and_what_must_be_filled_in_is_noticed() -> None:
    before = {("person", "name"): False, ("person", "age"): True}
    after = {("person", "name"): False, ("person", "town"): False, ("new", "name"): False, ("person", "note"): True}
    assert sorted(trouble(before, after)) == ["person.age goes", "person.town cannot be left out"]
