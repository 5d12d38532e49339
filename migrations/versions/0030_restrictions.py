"""What is held back, hidden or merged names the decision it rests on; nothing can be so without one."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

RESTRICTED = {"proposal": ("refused", "hidden", "merged"), "comment": ("refused", "hidden")}
DECISIONS = {"was merged": "merged", "was hidden": "hidden", "was refused": "held_back"}
UNKNOWN = "Entschieden, bevor die Gründe an dieser Stelle festgehalten wurden."
CASE = sa.table(
    "case",
    *(sa.column(name, sa.Integer()) for name in ("id", "record_id", "about_id", "weight")),
    *(sa.column(name, sa.DateTime()) for name in ("opened", "decided", "lifted")),
    *(sa.column(name, sa.String()) for name in ("kind", "decision", "rule", "facts", "law")),
    *(sa.column(name, sa.String()) for name in ("contact", "language", "text", "path", "quote", "code")),
)
RECORD = sa.table("record", sa.column("id", sa.Integer()), sa.column("created", sa.DateTime()))


def upgrade() -> None:
    """Add the reference, find the decision of each restriction, and insist on it from now on."""
    for name, states in RESTRICTED.items():
        table = _table(name)
        # SQLite asks a new condition about the rows at once, so the states wait under another name.
        op.execute(table.update().where(table.c.state.in_(states)).values(state=sa.literal("was ") + table.c.state))
        _add_reference(name, states)
        _find_decisions(table)
        for state in states:
            op.execute(table.update().where(table.c.state == f"was {state}").values(state=state))


def _table(name: str) -> Any:
    return sa.table(
        name,
        sa.column("id", sa.Integer()),
        sa.column("restriction_id", sa.Integer()),
        sa.column("state", sa.String()),
        sa.column("reason", sa.String()),
        sa.column("decided", sa.DateTime()),
        sa.column("published", sa.DateTime()),
    )


def _add_reference(name: str, states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in states)
    op.execute(
        f"ALTER TABLE {name} ADD COLUMN restriction_id INTEGER "
        f'CONSTRAINT fk_{name}_restriction_id_case REFERENCES "case" (id) '
        f"CONSTRAINT ck_{name}_reasoned CHECK (state NOT IN ({listed}) OR restriction_id IS NOT NULL)"
    )


def _find_decisions(table: Any) -> None:
    """Take the standing decision; where none was kept, as for merges until now, write down that it was made."""
    own = CASE.c.about_id.is_(None) | (CASE.c.kind == "objection")
    stands = (CASE.c.record_id == table.c.id, CASE.c.lifted.is_(None), CASE.c.decision.in_(DECISIONS.values()), own)
    found = sa.select(sa.func.max(CASE.c.id)).where(*stands).scalar_subquery()
    lacking = table.c.state.like("was %") & table.c.restriction_id.is_(None)
    op.execute(table.update().where(lacking).values(restriction_id=found))
    merges = table.name == "proposal"
    told = (table.c.decided, table.c.reason) if merges else (table.c.published, sa.literal(""))
    wanted = sa.select(table.c.id, table.c.state, RECORD.c.created, *told).join(RECORD, RECORD.c.id == table.c.id)
    for record, state, created, decided, reason in op.get_bind().execute(wanted.where(lacking)).all():
        op.execute(CASE.insert().values(**_written_down(record, state, decided or created, reason)))
    op.execute(table.update().where(lacking).values(restriction_id=found))


def _written_down(record: int, state: str, at: Any, reason: str) -> dict[str, Any]:
    merged = state == "was merged"
    return {
        **dict.fromkeys(("contact", "language", "text", "path", "quote", "code", "law"), ""),
        "kind": "merged" if merged else "submitted",
        "record_id": record,
        "weight": 0,
        "opened": at,
        "decided": at,
        "decision": DECISIONS[state],
        "rule": "similar" if merged else "imported",
        "facts": reason or UNKNOWN,
    }


def downgrade() -> None:
    """Take the references away; the decisions stay, but for merges, which had none."""
    for name in RESTRICTED:
        op.execute(f"ALTER TABLE {name} DROP COLUMN restriction_id")
    merges = sa.select(CASE.c.id).where(CASE.c.kind == "merged")
    op.execute(CASE.delete().where(CASE.c.about_id.in_(merges)))
    op.execute(CASE.delete().where(CASE.c.kind == "merged"))
