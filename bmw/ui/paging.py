"""Pages of long lists, by the last thing seen and never by counting from the start."""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Select, literal, tuple_

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
    wanted = statement
    if place is not None:
        here = tuple_(*[_bound(key, value) for key, value in zip(keys, place[1], strict=True)])
        wanted = statement.where(tuple_(*keys) > here if backwards else tuple_(*keys) < here)
    order = [key.asc() if backwards else key.desc() for key in keys]
    found: list[T] = list(cast(Iterable[T], db.scalars(wanted.order_by(*order).limit(size + 1)).unique()))
    if place is not None and not found:
        return keyset(statement, keys, None, size=size)
    more = len(found) > size
    items = found[:size][::-1] if backwards else found[:size]
    newer = more if backwards else place is not None and _goes_before(statement, keys, items[0])
    older = True if backwards else more

    def mark(side: str, item: Any) -> str:
        return write_cursor(side, [getattr(item, key.key) for key in keys])

    return Page(
        items,
        mark("newer", items[0]) if newer and items else None,
        mark("older", items[-1]) if older and items else None,
    )


def _goes_before(statement: Select[T], keys: Sequence[Any], first: T) -> bool:
    """Whether the list has something before this row."""
    here = tuple_(*[_bound(key, getattr(first, key.key)) for key in keys])
    before = statement.where(tuple_(*keys) > here).with_only_columns(literal(1), maintain_column_froms=True)
    return db.scalar(before.limit(1)) is not None


def _bound(key: Any, value: Any) -> Any:
    return literal(value, key.type)
