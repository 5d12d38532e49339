"""Who is about to delete their account, and the code that confirms it."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "leaving",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("texts", sa.Boolean(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leaving_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_leaving")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("leaving")
