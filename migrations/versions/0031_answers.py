"""Official answers say a status, who answers and in which language; earlier ones stay readable."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def _columns() -> tuple["sa.Column[Any]", ...]:
    return (
        sa.Column("answer_status", sa.String(40), nullable=True),
        sa.Column("answer_unit", sa.String(120), nullable=False, server_default=""),
        sa.Column("answer_language", sa.String(12), nullable=False, server_default="de"),
    )


def upgrade() -> None:
    """Make room for them."""
    for column in _columns():
        op.add_column("proposal", column)
    op.create_table(
        "earlier_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(40), nullable=True),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_earlier_answer_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_answer")),
    )
    op.create_index(op.f("ix_earlier_answer_proposal_id"), "earlier_answer", ["proposal_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_earlier_answer_proposal_id"), table_name="earlier_answer")
    op.drop_table("earlier_answer")
    for column in reversed(_columns()):
        op.execute(f"ALTER TABLE proposal DROP COLUMN {column.name}")
