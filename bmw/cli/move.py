"""Moving a town into another database, and back, without losing or changing a row."""

import click
from sqlalchemy import Engine, inspect

from bmw.cli.commands import town_app
from bmw.cli.transfer import contents, copy, filling, is_empty, opened, reading
from bmw.kernel.migrations import is_current, migrate


class Different(Exception):
    """What was copied is not what was there; nothing was kept."""


def move(source: Engine, target: Engine) -> int:
    """Copy everything into an empty database, and compare it there; the number of rows comes back.

    Raises `Different` and keeps nothing if a single row is not the same.
    """
    migrate(target)
    with reading(source) as there, filling(target) as here:
        if not is_empty(here):
            raise Different("The new database is not empty. Nothing was changed.")
        copy(there, here)
        before, after = contents(there), contents(here)
        if odd := [name for name, content in before.items() if after[name] != content]:
            raise Different(f"These tables are not the same after copying: {', '.join(odd)}. Nothing was kept.")
    return sum(content.rows for content in before.values())


@click.command(name="move")
@click.argument("source")
@click.argument("target")
def move_command(source: str, target: str) -> None:
    """Copy the town from the database SOURCE into the empty database TARGET (both as in BMW_DATABASE).

    Works between SQLite and PostgreSQL, both ways. Every row is compared after copying. Stop the platform first, so
    that nobody writes meanwhile; then set BMW_DATABASE to TARGET and start it.
    """
    town_app()
    with opened(source) as old, opened(target) as new:
        if not inspect(old).has_table("record") or not is_current(old):
            raise click.ClickException("The first database holds no town of this version. Type `bmw migrate` there.")
        try:
            rows = move(old, new)
        except Different as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"{rows} rows were copied and compared: all are the same. Now set BMW_DATABASE to the new address.")


COMMANDS = (move_command,)
