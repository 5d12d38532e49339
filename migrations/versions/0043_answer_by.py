"""Whoever writes about the platform is promised an answer by a day; a message in between moves it once."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
PROMISED = ("answer_by", "latest", "noticed")


def upgrade() -> None:
    """The days of a promise."""
    for name in PROMISED:
        op.add_column("case", sa.Column(name, sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Without promises."""
    for name in PROMISED:
        op.drop_column("case", name)
