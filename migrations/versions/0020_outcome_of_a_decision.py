"""What came out of a decision of the council; until now every recorded one agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the outcome, and what happens after a refusal."""
    op.add_column("decision", sa.Column("outcome", sa.String(40), nullable=False, server_default="agreed"))
    op.add_column("decision", sa.Column("afterwards", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("decision", "afterwards")
    op.drop_column("decision", "outcome")
