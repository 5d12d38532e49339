"""Finding: by words, and what is near to a text."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, desc, func, literal_column, select

from bmw.kernel.database import db, is_shared
from bmw.lookup.models import lookup
from bmw.lookup.words import in_fts5, in_tsquery, likeness, wanted
from bmw.record.models import Record
from bmw.record.queries import things

NEWEST = 1000
"""So many of the newest with the wanted words are compared."""
CANDIDATES = 40
NEAR = 0.34
"""Which share of its telling words a text must have in common with another to be near it."""


def find(words: str, kinds: Sequence[str] | None = None, limit: int = 20) -> list[Record]:
    """Public records with all of these words, the best first; with some of them where none has all."""
    stems = wanted(words)
    if not stems:
        return []
    rows = _rows(stems, "AND", kinds, limit) or _rows(stems, "OR", kinds, limit)
    return _records([row.rowid for row in rows])


def near(text: str, kind: str, limit: int = 5) -> list[Record]:
    """Public records of one kind that speak of the same as a text, the nearest first."""
    stems = [stem for stem in wanted(text) if len(stem) > 3]
    if not stems:
        return []
    rows = _rows(stems, "OR", [kind], CANDIDATES)
    rated = [(likeness(stems, f"{row.title} {row.body}"), row.rowid) for row in rows]
    best = sorted((each for each in rated if each[0] >= NEAR), key=lambda each: -each[0])
    return _records([rowid for _, rowid in best[:limit]])


def _rows(stems: list[str], joined: str, kinds: Sequence[str] | None, limit: int) -> Sequence[Any]:
    """The best of the newest that have these words, so that a search in a large town takes no longer."""
    matches, rank = _in_sqlite(stems, joined) if not is_shared() else _in_postgresql(stems, joined)
    new = select(lookup.c.rowid, rank.label("rank")).where(matches)
    if kinds is not None:
        new = new.where(lookup.c.kind.in_(kinds))
    newest = new.order_by(desc(lookup.c.rowid)).limit(NEWEST).subquery("newest")
    found = select(lookup.c.rowid, lookup.c.title, lookup.c.body).join(newest, newest.c.rowid == lookup.c.rowid)
    return db.execute(found.order_by(newest.c.rank, desc(newest.c.rowid)).limit(limit)).all()


def _in_sqlite(stems: list[str], joined: str) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    """Words in the title weigh five times as much as words in the text; the smallest number is the best."""
    question = literal_column("lookup").op("MATCH", is_comparison=True)(in_fts5(stems, joined))
    return question, func.bm25(literal_column("lookup"), 0.0, 5.0, 1.0)


def _in_postgresql(stems: list[str], joined: str) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    words: ColumnElement[Any] = literal_column("lookup.words")
    question = func.to_tsquery("simple", in_tsquery(stems, joined))
    return words.op("@@", is_comparison=True)(question), -func.ts_rank(words, question)


def _records(ids: Sequence[int]) -> list[Record]:
    """The records with these ids, in this order, as far as everybody may see them."""
    found = things(ids)
    return [found[each] for each in ids if each in found and found[each].is_public]
