"""The word index: FTS5 on SQLite, tsvector on PostgreSQL."""

from alembic import op

from bmw.lookup.models import create, drop

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the index."""
    create(op.get_bind())


def downgrade() -> None:
    """Take it away; it can be filled again."""
    drop(op.get_bind())
