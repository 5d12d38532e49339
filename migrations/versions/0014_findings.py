"""Findings and their sources."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("minority", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("handed_over", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_finding_field_id_field")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_finding_id_record")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_finding_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_field_id"), "finding", ["field_id"], unique=False)
    op.create_index(op.f("ix_finding_process_id"), "finding", ["process_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("frozen", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_evidence_finding_id_finding")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_evidence_record_id_record")),
        sa.PrimaryKeyConstraint("finding_id", "record_id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_record_id"), "evidence", ["record_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_evidence_record_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_finding_process_id"), table_name="finding")
    op.drop_index(op.f("ix_finding_field_id"), table_name="finding")
    op.drop_table("finding")
