"""A published answer that was hidden stays in its place and names the decision it rests on."""

from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Add the reference."""
    op.execute(
        "ALTER TABLE free_text ADD COLUMN restriction_id INTEGER "
        'CONSTRAINT fk_free_text_restriction_id_case REFERENCES "case" (id)'
    )


def downgrade() -> None:
    """Take it away; what was hidden is no longer there, as it was before."""
    op.execute("DELETE FROM free_text WHERE restriction_id IS NOT NULL")
    op.execute("ALTER TABLE free_text DROP COLUMN restriction_id")
