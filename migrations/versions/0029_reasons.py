"""Nothing is restricted without a rule and the facts: the database insists, and knows when a restriction was lifted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

REASONED = (
    "decision IS NULL OR decision NOT IN ('held_back', 'hidden', 'merged') OR "
    "(decided IS NOT NULL AND rule IS NOT NULL AND length(trim(facts)) > 0 AND (rule <> 'illegal' OR length(law) > 0))"
)


def _columns() -> tuple["sa.Column[Any]", ...]:
    return (
        sa.Column("part", sa.String(40), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False, server_default=""),
        sa.Column("code", sa.String(43), nullable=False, server_default=""),
        sa.Column("weight", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("taken", sa.DateTime(), nullable=True),
        sa.Column("lifted", sa.DateTime(), nullable=True),
    )


def upgrade() -> None:
    """Add what a statement of reasons, a receipt and the desk need."""
    for column in _columns():
        op.add_column("case", column)
    op.create_index("ix_case_about", "case", ["about_id"])
    op.create_index("ix_case_code", "case", ["code"])
    op.execute(
        'UPDATE "case" SET lifted = (SELECT min(later.decided) FROM "case" AS later WHERE later.record_id = '
        "\"case\".record_id AND later.decision IN ('accepted', 'restored') AND later.decided >= \"case\".decided "
        "AND later.id > \"case\".id) WHERE decision IN ('held_back', 'hidden')"
    )
    op.execute('UPDATE "case" SET taken = opened WHERE taken_id IS NOT NULL AND decided IS NULL')
    _add_law()


def _add_law() -> None:
    """The law of decisions that rest on one; earlier ones named it in their facts."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    # SQLite takes a condition only together with a new column, and asks it about the rows at once.
    condition = f" CONSTRAINT ck_case_reasoned CHECK ({REASONED})" if sqlite else ""
    if sqlite:
        op.execute("UPDATE \"case\" SET rule = 'was illegal' WHERE rule = 'illegal'")
    op.execute(f"ALTER TABLE \"case\" ADD COLUMN law VARCHAR(200) DEFAULT '' NOT NULL{condition}")
    op.execute("UPDATE \"case\" SET law = '-' WHERE rule IN ('illegal', 'was illegal')")
    op.execute("UPDATE \"case\" SET rule = 'illegal' WHERE rule = 'was illegal'")
    if not sqlite:
        op.create_check_constraint(op.f("ck_case_reasoned"), "case", REASONED)


def downgrade() -> None:
    """Take it away."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_case_reasoned"), "case", type_="check")
    op.execute('ALTER TABLE "case" DROP COLUMN law')
    op.drop_index("ix_case_code", table_name="case")
    op.drop_index("ix_case_about", table_name="case")
    for column in reversed(_columns()):
        op.execute(f'ALTER TABLE "case" DROP COLUMN {column.name}')
