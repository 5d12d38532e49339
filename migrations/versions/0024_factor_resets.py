"""Requests of people who have lost every second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "factor_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("approved_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.DateTime(), nullable=True),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["approved_id"], ["person.id"], name=op.f("fk_factor_reset_approved_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_factor_reset_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_reset")),
    )
    op.create_index(op.f("ix_factor_reset_ended"), "factor_reset", ["ended"], unique=False)
    op.create_index(op.f("ix_factor_reset_person_id"), "factor_reset", ["person_id"], unique=False)


def downgrade() -> None:
    """Take it away."""
    op.drop_index(op.f("ix_factor_reset_person_id"), table_name="factor_reset")
    op.drop_index(op.f("ix_factor_reset_ended"), table_name="factor_reset")
    op.drop_table("factor_reset")
