"""Bringing a database to the present plan of the house, and saying plainly when it is not there yet."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

FOLDER = Path(__file__).parents[2] / "migrations"


def plan(engine: Engine) -> Config:
    """Alembic's settings for one database."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = engine
    return config


class NewerDatabase(Exception):
    """A newer version has brought the database further than this one knows."""


def migrate(engine: Engine) -> None:
    """Carry out every migration that this database has not seen; raises NewerDatabase if it has seen too many."""
    if is_ahead(engine):
        raise NewerDatabase("A newer version has brought this database further than this one knows. Start that one.")
    command.upgrade(plan(engine), "head")


def is_current(engine: Engine) -> bool:
    """Whether the database has the plan that this code expects."""
    return _present(engine) == _known().get_current_head()


def is_ahead(engine: Engine) -> bool:
    """Whether a newer version has brought it further; migrations only add, so an older one can still serve it."""
    present = _present(engine)
    return present is not None and present not in {step.revision for step in _known().walk_revisions()}


def _present(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _known() -> ScriptDirectory:
    return ScriptDirectory(str(FOLDER))
