"""Who follows, and what stands behind a step."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "follow",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_person_id_person")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_follow_record_id_record")),
        sa.PrimaryKeyConstraint("person_id", "record_id", name=op.f("pk_follow")),
    )
    op.create_index(op.f("ix_follow_record_id"), "follow", ["record_id"], unique=False)
    op.create_table(
        "step_behind",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_step_behind_person_id_person")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_step_behind_step_id_step")),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_step_behind")),
    )
    op.create_index(op.f("ix_step_behind_person_id"), "step_behind", ["person_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_step_behind_person_id"), table_name="step_behind")
    op.drop_table("step_behind")
    op.drop_index(op.f("ix_follow_record_id"), table_name="follow")
    op.drop_table("follow")
