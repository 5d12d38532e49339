"""Cases of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("taken_id", sa.Integer(), nullable=True),
        sa.Column("decided", sa.DateTime(), nullable=True),
        sa.Column("decided_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(40), nullable=True),
        sa.Column("rule", sa.String(40), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["case.id"], name=op.f("fk_case_about_id_case")),
        sa.ForeignKeyConstraint(["decided_id"], ["person.id"], name=op.f("fk_case_decided_id_person")),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_case_from_id_person")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_case_record_id_record")),
        sa.ForeignKeyConstraint(["taken_id"], ["person.id"], name=op.f("fk_case_taken_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index("ix_case_desk", "case", ["decided", "opened"], unique=False)
    op.create_index("ix_case_record", "case", ["record_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_case_record", table_name="case")
    op.drop_index("ix_case_desk", table_name="case")
    op.drop_table("case")
