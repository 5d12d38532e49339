"""Changes of a measure's plan with their reasons, and milestones that are given up."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

SET_BEFORE = """
INSERT INTO measure_change (step_id, measure_id, milestone_id, old_title, reason)
SELECT happened.id, happened.record_id, known.id, '{}', ''
FROM (
    SELECT id, record_id, ROW_NUMBER() OVER (PARTITION BY record_id ORDER BY id) AS place
    FROM step WHERE word = 'town.milestone.set'
) AS happened
JOIN (
    SELECT id, measure_id, ROW_NUMBER() OVER (PARTITION BY measure_id ORDER BY id) AS place FROM milestone
) AS known ON known.measure_id = happened.record_id AND known.place = happened.place
"""
"""Every milestone was set in one step, so the n-th step of a measure is about its n-th milestone."""


def upgrade() -> None:
    """Make the table, and say of every milestone that was set in which step."""
    op.create_table(
        "measure_change",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("old_starts", sa.Date(), nullable=True),
        sa.Column("old_ends", sa.Date(), nullable=True),
        sa.Column("new_starts", sa.Date(), nullable=True),
        sa.Column("new_ends", sa.Date(), nullable=True),
        sa.Column("old_title", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_change_measure_id_measure")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_measure_change_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_measure_change_step_id_step")),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_measure_change")),
    )
    op.create_index(op.f("ix_measure_change_measure_id"), "measure_change", ["measure_id"], unique=False)
    op.add_column("milestone", sa.Column("given_up", sa.Date(), nullable=True))
    op.execute(SET_BEFORE)


def downgrade() -> None:
    """Take them away."""
    op.drop_column("milestone", "given_up")
    op.drop_index(op.f("ix_measure_change_measure_id"), table_name="measure_change")
    op.drop_table("measure_change")
