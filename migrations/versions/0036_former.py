"""People who left get the name that pages say in the reader's language; addresses of past years lose theirs."""

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """One name for everybody who left."""
    op.execute("UPDATE person SET pseudonym = 'Ehemaliges Mitglied' WHERE skeleton = '#' || id")


def downgrade() -> None:
    """The earlier one."""
    op.execute("UPDATE person SET pseudonym = 'Ehemals dabei' WHERE skeleton = '#' || id")
