"""An index for what is said to a thing itself: PostgreSQL else looks through all that was ever said, newest first."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """Add it."""
    first = sa.text("parent_id IS NULL")
    op.create_index("ix_comment_first", "comment", ["thread_id", "id"], sqlite_where=first, postgresql_where=first)


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_comment_first", "comment")
