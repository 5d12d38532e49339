"""Pages of long lists, by the last thing seen and never by counting from the start."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, literal, true, tuple_

from bmw.kernel.database import db

T = TypeVar("T")
LARGEST = 2**62


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a long list, and the way to those before and after."""

    items: Sequence[T]
    newer: str | None = None
    older: str | None = None


def write_cursor(side: str, values: Sequence[Any]) -> str:
    """A place in a list as it stands in an address."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([side, *plain]).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, kinds: Sequence[type]) -> tuple[str, list[Any]] | None:
    """The place that a cursor means; none when it is missing or was tampered with."""
    if not cursor or len(cursor) > 300:
        return None
    try:
        side, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        typed = [_moment(v) if kind is datetime else kind(v) for kind, v in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError):
        return None
    safe = all(not isinstance(v, int) or abs(v) < LARGEST for v in typed)
    return (side, typed) if safe and side in ("older", "newer") else None


def _moment(written: str) -> datetime:
    """A moment of a cursor, at universal time; one without a zone, or outside of the calendar, is none."""
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC)


def keyset(statement: Select[T], keys: Sequence[Any], cursor: str | None, *, size: int = 20) -> Page[T]:
    """One page of a list sorted by these columns, highest first; the last key must be unique."""
    kinds = [key.type.python_type for key in keys]
    place = read_cursor(cursor, kinds)
    backwards = place is not None and place[0] == "newer"
    wanted: Select[Any] = statement
    is_first: ColumnElement[bool] = true()
    if place is not None:
        here = tuple_(*[_bound(key, value) for key, value in zip(keys, place[1], strict=True)])
        wanted = statement.where(tuple_(*keys) > here if backwards else tuple_(*keys) < here)
        is_first = ~_exists(statement.where(tuple_(*keys) >= here))
    order = [key.asc() if backwards else key.desc() for key in keys]
    rows = db.execute(wanted.add_columns(is_first).order_by(*order).limit(size + 1)).unique().all()
    found: list[T] = [row[0] for row in rows]
    if place is not None and not found:
        return keyset(statement, keys, None, size=size)
    more = len(found) > size
    items = found[:size][::-1] if backwards else found[:size]
    newer, older = (more, True) if backwards else (bool(rows) and not rows[0][1], more)

    def mark(side: str, item: Any) -> str:
        return write_cursor(side, [getattr(item, key.key) for key in keys])

    return Page(
        items,
        mark("newer", items[0]) if newer and items else None,
        mark("older", items[-1]) if older and items else None,
    )


def _exists(rows: Select[Any]) -> ColumnElement[bool]:
    return rows.with_only_columns(literal(1), maintain_column_froms=True).correlate(None).exists()


def _bound(key: Any, value: Any) -> Any:
    return literal(value, key.type)
