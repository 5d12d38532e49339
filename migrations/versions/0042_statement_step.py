"""The town notes when it looked over its accessibility statement, and when it told the monitoring body of it."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """A table for these notes."""
    op.create_table(
        "statement_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("done", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_statement_step_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_step")),
    )
    op.create_index("ix_statement_step_done", "statement_step", ["done", "at"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_statement_step_done", table_name="statement_step")
    op.drop_table("statement_step")
