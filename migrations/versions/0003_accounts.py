"""People, their sessions, ways in and offices."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("pseudonym", sa.String(length=40), nullable=False),
        sa.Column("skeleton", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("voter_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("imported_from", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("address", name=op.f("uq_person_address")),
        sa.UniqueConstraint("skeleton", name=op.f("uq_person_skeleton")),
        sa.UniqueConstraint("voter_id", name=op.f("uq_person_voter_id")),
    )
    op.create_index(op.f("ix_person_imported_from"), "person", ["imported_from"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_appointment_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "office", name=op.f("pk_appointment")),
    )
    op.create_table(
        "browser_session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_browser_session_person_id_person")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_browser_session")),
    )
    op.create_index(op.f("ix_browser_session_ends"), "browser_session", ["ends"], unique=False)
    op.create_index(op.f("ix_browser_session_person_id"), "browser_session", ["person_id"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("start_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.Column("next_path", sa.String(length=300), nullable=False),
        sa.Column("office", sa.String(40), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sign_in_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_sign_in_link_hash")),
    )
    op.create_index(op.f("ix_sign_in_address"), "sign_in", ["address"], unique=False)
    op.create_index(op.f("ix_sign_in_start_hash"), "sign_in", ["start_hash"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_sign_in_start_hash"), table_name="sign_in")
    op.drop_index(op.f("ix_sign_in_address"), table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_index(op.f("ix_browser_session_person_id"), table_name="browser_session")
    op.drop_index(op.f("ix_browser_session_ends"), table_name="browser_session")
    op.drop_table("browser_session")
    op.drop_table("appointment")
    op.drop_index(op.f("ix_person_imported_from"), table_name="person")
    op.drop_table("person")
