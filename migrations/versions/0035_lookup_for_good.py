"""What is taken out of the word index leaves no trace in it (SQLite keeps words of deleted rows otherwise)."""

from alembic import op

from bmw.lookup.models import create

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Delete for good from now on."""
    create(op.get_bind())


def downgrade() -> None:
    """Deleting leaves traces again until the index is merged."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO lookup (lookup, rank) VALUES ('secure-delete', 0)")
