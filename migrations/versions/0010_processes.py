"""Processes, phases and changes of the schedule."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("moderation", sa.String(40), nullable=False),
        sa.Column("ballot_kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("imported_from", sa.String(length=200), nullable=True),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_process_id_record")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_process_register_id_register")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
        sa.UniqueConstraint("imported_from", name=op.f("uq_process_imported_from")),
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("opens", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_phase_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
    )
    op.create_index(op.f("ix_phase_process_id"), "phase", ["process_id"], unique=False)
    op.create_table(
        "process_field",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_process_field_field_id_field")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_process_field_process_id_process")),
        sa.PrimaryKeyConstraint("process_id", "field_id", name=op.f("pk_process_field")),
    )
    op.create_index(op.f("ix_process_field_field_id"), "process_field", ["field_id"], unique=False)
    op.create_table(
        "schedule_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("old_starts", sa.DateTime(), nullable=True),
        sa.Column("old_ends", sa.DateTime(), nullable=True),
        sa.Column("new_starts", sa.DateTime(), nullable=False),
        sa.Column("new_ends", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["phase_id"], ["phase.id"], name=op.f("fk_schedule_change_phase_id_phase")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_change")),
    )
    op.create_index(op.f("ix_schedule_change_phase_id"), "schedule_change", ["phase_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_schedule_change_phase_id"), table_name="schedule_change")
    op.drop_table("schedule_change")
    op.drop_index(op.f("ix_process_field_field_id"), table_name="process_field")
    op.drop_table("process_field")
    op.drop_index(op.f("ix_phase_process_id"), table_name="phase")
    op.drop_table("phase")
    op.drop_table("process")
