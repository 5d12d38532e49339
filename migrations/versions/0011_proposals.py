"""Proposals and their editions."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered", sa.DateTime(), nullable=True),
        sa.Column("published", sa.DateTime(), nullable=True),
        sa.Column("decided", sa.DateTime(), nullable=True),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("supporters", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("imported_from", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_proposal_author_id_person")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_proposal_ballot_id_ballot")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_proposal_district_id_district")),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_proposal_field_id_field")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_proposal_id_record")),
        sa.ForeignKeyConstraint(["into_id"], ["proposal.id"], name=op.f("fk_proposal_into_id_proposal")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_proposal_process_id_process")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_proposal_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("imported_from", name=op.f("uq_proposal_imported_from")),
    )
    op.create_index("ix_proposal_all_decided", "proposal", ["state", "decided", "id"], unique=False)
    op.create_index("ix_proposal_all_discussed", "proposal", ["state", "comments", "id"], unique=False)
    op.create_index("ix_proposal_all_new", "proposal", ["state", "published", "id"], unique=False)
    op.create_index("ix_proposal_all_supported", "proposal", ["state", "supporters", "id"], unique=False)
    op.create_index(op.f("ix_proposal_author_id"), "proposal", ["author_id"], unique=False)
    op.create_index("ix_proposal_ballot", "proposal", ["ballot_id"], unique=False)
    op.create_index("ix_proposal_decided", "proposal", ["field_id", "state", "decided", "id"], unique=False)
    op.create_index("ix_proposal_discussed", "proposal", ["field_id", "state", "comments", "id"], unique=False)
    op.create_index(op.f("ix_proposal_district_id"), "proposal", ["district_id"], unique=False)
    op.create_index(op.f("ix_proposal_into_id"), "proposal", ["into_id"], unique=False)
    op.create_index("ix_proposal_new", "proposal", ["field_id", "state", "published", "id"], unique=False)
    op.create_index("ix_proposal_process", "proposal", ["process_id", "state", "outcome"], unique=False)
    op.create_index("ix_proposal_supported", "proposal", ["field_id", "state", "supporters", "id"], unique=False)
    op.create_index("ix_proposal_thread", "proposal", ["thread_id"], unique=False)
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_edition_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("proposal_id", "number", name=op.f("uq_edition_proposal_id_number")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("edition")
    op.drop_index("ix_proposal_thread", table_name="proposal")
    op.drop_index("ix_proposal_supported", table_name="proposal")
    op.drop_index("ix_proposal_process", table_name="proposal")
    op.drop_index("ix_proposal_new", table_name="proposal")
    op.drop_index(op.f("ix_proposal_into_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_district_id"), table_name="proposal")
    op.drop_index("ix_proposal_discussed", table_name="proposal")
    op.drop_index("ix_proposal_decided", table_name="proposal")
    op.drop_index("ix_proposal_ballot", table_name="proposal")
    op.drop_index(op.f("ix_proposal_author_id"), table_name="proposal")
    op.drop_index("ix_proposal_all_supported", table_name="proposal")
    op.drop_index("ix_proposal_all_new", table_name="proposal")
    op.drop_index("ix_proposal_all_discussed", table_name="proposal")
    op.drop_index("ix_proposal_all_decided", table_name="proposal")
    op.drop_table("proposal")
