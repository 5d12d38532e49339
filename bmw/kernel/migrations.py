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


def migrate(engine: Engine) -> None:
    """Carry out every migration that this database has not seen."""
    command.upgrade(plan(engine), "head")


def is_current(engine: Engine) -> bool:
    """Whether the database has the plan that this code expects."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory(str(FOLDER)).get_current_head()
