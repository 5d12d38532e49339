"""Pictures belong to a text and carry a description, or somebody said that they are only decoration."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Make room for them."""
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(250), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.CheckConstraint("decorative OR alt <> ''", name=op.f("ck_picture_described")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_picture_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("name", name=op.f("uq_picture_name")),
    )
    op.create_index("ix_picture_record", "picture", ["record_id", "position"])


def downgrade() -> None:
    """Take them away; their files go with the next tidying."""
    op.drop_index("ix_picture_record", table_name="picture")
    op.drop_table("picture")
