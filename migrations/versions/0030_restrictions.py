"""What is held back, hidden or merged names the decision it rests on; nothing can be so without one."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

RESTRICTED = {"proposal": ("refused", "hidden", "merged"), "comment": ("refused", "hidden")}
UNKNOWN = "Entschieden, bevor die Gründe an dieser Stelle festgehalten wurden."


def upgrade() -> None:
    """Add the reference, find the decision of each restriction, and insist on it from now on."""
    for table, states in RESTRICTED.items():
        _set_aside(table, states)
        _add_reference(table, states)
        _find_decisions(table)
        _put_back(table, states)


def _listed(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{each}'" for each in states)


def _set_aside(table: str, states: tuple[str, ...]) -> None:
    """SQLite asks a new condition about the rows at once, so the states wait under another name."""
    op.execute(f"UPDATE {table} SET state = 'was ' || state WHERE state IN ({_listed(states)})")  # noqa: S608  # our own words


def _add_reference(table: str, states: tuple[str, ...]) -> None:
    condition = f"state NOT IN ({_listed(states)}) OR restriction_id IS NOT NULL"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN restriction_id INTEGER "
        f'CONSTRAINT fk_{table}_restriction_id_case REFERENCES "case" (id) '
        f"CONSTRAINT ck_{table}_reasoned CHECK ({condition})"
    )


def _find_decisions(table: str) -> None:
    """Take the standing decision; where none was kept, as for merges until now, write down that it was made."""
    found = (
        'SELECT max(id) FROM "case" WHERE record_id = {table}.id AND lifted IS NULL '
        "AND decision IN ('held_back', 'hidden', 'merged') AND (about_id IS NULL OR kind = 'objection')"
    ).format(table=table)
    waits = f"UPDATE {table} SET restriction_id = ({found}) WHERE state LIKE 'was %' AND restriction_id IS NULL"
    op.execute(waits)
    decided = "decided" if table == "proposal" else "published"
    reason = "reason" if table == "proposal" else "''"
    rows = op.get_bind().execute(
        sa.text(
            f"SELECT {table}.id, {table}.state, {table}.{decided} AS decided, {reason} AS reason, record.created "  # noqa: S608  # same
            f"FROM {table} JOIN record ON record.id = {table}.id "
            f"WHERE {table}.state LIKE 'was %' AND restriction_id IS NULL"
        )
    )
    for row in rows.all():
        op.get_bind().execute(
            sa.text(
                'INSERT INTO "case" (kind, record_id, opened, contact, language, text, path, quote, code, weight, '
                "decided, decision, rule, facts, law) VALUES (:kind, :record, :at, '', '', '', '', '', '', 0, "
                ":at, :decision, :rule, :facts, '')"
            ),
            _written_down(row),
        )
    op.execute(waits)


def _written_down(row: sa.Row[tuple[int, str, str, str, str]]) -> dict[str, object]:
    merged = row.state == "was merged"
    decision = {"was merged": "merged", "was hidden": "hidden", "was refused": "held_back"}[row.state]
    return {
        "kind": "merged" if merged else "submitted",
        "record": row.id,
        "at": row.decided or row.created,
        "decision": decision,
        "rule": "similar" if merged else "imported",
        "facts": row.reason or UNKNOWN,
    }


def _put_back(table: str, states: tuple[str, ...]) -> None:
    for state in states:
        op.execute(f"UPDATE {table} SET state = '{state}' WHERE state = 'was {state}'")  # noqa: S608  # same


def downgrade() -> None:
    """Take the references away; the decisions stay, but for merges, which had none."""
    for table in RESTRICTED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN restriction_id")
    op.execute('DELETE FROM "case" WHERE about_id IN (SELECT id FROM "case" WHERE kind = \'merged\')')
    op.execute("DELETE FROM \"case\" WHERE kind = 'merged'")
