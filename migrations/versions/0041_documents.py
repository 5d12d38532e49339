"""Documents of meetings move to a table of their own, which measures share, and say how well they can be read aloud."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
SEEN = ("tagged", "named", "open", "words")


def upgrade() -> None:
    """Nobody has looked through those of earlier times: their pages are unknown."""
    op.create_table(
        "document",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in SEEN),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("without", sa.Text(), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_document_record_id_record")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_document")),
        sa.UniqueConstraint("name", name=op.f("uq_document_name")),
    )
    op.execute(
        "INSERT INTO document (record_id, name, title, size, tagged, named, open, words, text, without, added)"
        " SELECT meeting.id, document, document_title, 0, false, false, false, false, '', '', created"
        " FROM meeting JOIN record ON record.id = meeting.id WHERE document <> ''"
    )
    for column in ("document", "document_title"):
        op.execute(f"ALTER TABLE meeting DROP COLUMN {column}")


def downgrade() -> None:
    """Those of meetings go back; measures have none any more."""
    op.add_column("meeting", sa.Column("document", sa.String(80), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("document_title", sa.String(160), nullable=False, server_default=""))
    op.execute(
        "UPDATE meeting SET document = COALESCE((SELECT name FROM document WHERE record_id = meeting.id), ''),"
        " document_title = COALESCE((SELECT title FROM document WHERE record_id = meeting.id), '')"
    )
    op.drop_table("document")
