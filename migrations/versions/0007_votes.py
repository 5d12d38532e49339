"""Registers, ballots, votes and imported totals."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("disagree", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["into_id"], ["ballot.id"], name=op.f("fk_ballot_into_id_ballot")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_ballot_register_id_register")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    op.create_index(op.f("ix_ballot_into_id"), "ballot", ["into_id"], unique=False)
    op.create_index(op.f("ix_ballot_register_id"), "ballot", ["register_id"], unique=False)
    op.create_table(
        "imported_total",
        sa.Column("ballot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("choice", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_imported_total_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("ballot_id", "choice", name=op.f("pk_imported_total")),
    )
    op.create_table(
        "vote",
        sa.Column("ballot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("choice", sa.SmallInteger(), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("choice in (-1, 0, 1)", name=op.f("ck_vote_choice")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_vote_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("ballot_id", "voter_key", name=op.f("pk_vote")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("vote")
    op.drop_table("imported_total")
    op.drop_index(op.f("ix_ballot_register_id"), table_name="ballot")
    op.drop_index(op.f("ix_ballot_into_id"), table_name="ballot")
    op.drop_table("ballot")
    op.drop_table("register")
