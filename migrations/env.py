"""How Alembic reaches the town's database: with the engine it is given, or the one in BMW_DATABASE."""

import os
from importlib import import_module
from pkgutil import iter_modules

from alembic import context

import bmw
from bmw.kernel.database import WRITES, Base, connect
from bmw.kernel.settings import Settings

INDEX_TABLES = ("lookup",)


def know_every_table() -> None:
    """Load the nouns of every room."""
    for room in iter_modules(bmw.__path__):
        if room.ispkg and any(module.name == "models" for module in iter_modules([f"{bmw.__path__[0]}/{room.name}"])):
            import_module(f"bmw.{room.name}.models")
    import_module("bmw.accounts.factors.models")
    import_module("bmw.kernel.limits")
    import_module("bmw.ui.once")


def include(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Leave the tables of the word index to the room that owns them."""
    return not (kind == "table" and (name or "").startswith(INDEX_TABLES))


know_every_table()
engine = context.config.attributes.get("engine") or connect(Settings.read(os.environ).database)
with engine.connect().execution_options(**{WRITES: True}) as connection:  # an older version may be writing
    if connection.dialect.name == "postgresql":  # a new index on a large table may take its time
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        include_object=include,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
