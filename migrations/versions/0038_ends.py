"""A restriction can be for a time: it says when it ends by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Until now none had an end."""
    op.add_column("case", sa.Column("ends", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_case_ends"), "case", ["ends"])


def downgrade() -> None:
    """Without it."""
    op.drop_index(op.f("ix_case_ends"), table_name="case")
    op.execute('ALTER TABLE "case" DROP COLUMN ends')
