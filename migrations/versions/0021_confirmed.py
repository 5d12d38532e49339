"""Sessions know when and with what the second factor was passed."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add what sessions did not know; nobody has confirmed yet."""
    with op.batch_alter_table("browser_session") as table:
        table.add_column(sa.Column("confirmed", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("confirmed_by", sa.String(length=12), nullable=False, server_default=""))
        table.add_column(sa.Column("strong_until", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("browser_session") as table:
        for name in ("strong_until", "confirmed_by", "confirmed"):
            table.drop_column(name)
