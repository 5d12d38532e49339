"""Changes of offices, what a second person said to them, and addresses that are to be invited."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "office_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_office_change_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_office_change_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_change")),
    )
    op.create_index(op.f("ix_office_change_person_id"), "office_change", ["person_id"])
    op.create_table(
        "office_ruling",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_office_ruling_by_id_person")),
        sa.ForeignKeyConstraint(
            ["change_id"], ["office_change.id"], name=op.f("fk_office_ruling_change_id_office_change")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_office_ruling")),
    )
    op.create_table(
        "office_invitee",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["office_change.id"], name=op.f("fk_office_invitee_change_id_office_change")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_office_invitee")),
    )
    op.create_index(op.f("ix_office_invitee_address"), "office_invitee", ["address"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("office_invitee")
    op.drop_table("office_ruling")
    op.drop_table("office_change")
