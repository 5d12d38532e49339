"""Moderators can set a name aside: a case says whose, with rule and facts, and the person cannot choose it again."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"

NAMED = (
    "decision IS NULL OR decision <> 'renamed' OR "
    "(named_id IS NOT NULL AND rule IS NOT NULL AND length(trim(facts)) > 0 AND (rule <> 'illegal' OR length(law) > 0))"
)


def upgrade() -> None:
    """Until now no name was set aside."""
    op.add_column("person", sa.Column("barred", sa.String(80), nullable=False, server_default=""))
    op.execute(
        'ALTER TABLE "case" ADD COLUMN named_id INTEGER CONSTRAINT fk_case_named_id_person REFERENCES person (id) '
        f"CONSTRAINT ck_case_named CHECK ({NAMED})"
    )


def downgrade() -> None:
    """Names stay as they are; what is known about decisions goes."""
    op.execute('ALTER TABLE "case" DROP COLUMN named_id')
    op.execute("ALTER TABLE person DROP COLUMN barred")
