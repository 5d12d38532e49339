"""Lifecycles: which state may follow which."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

S = TypeVar("S", bound=StrEnum)


class NotPossible(Exception):
    """This step does not follow from where the thing stands now."""


def advance(current: S, wanted: S, following: Mapping[S, frozenset[S]]) -> S:
    """The wanted state, if the table of the lifecycle allows it after the current one."""
    if wanted not in following[current]:
        raise NotPossible(f"{current} → {wanted}")
    return wanted


class Word(TypeDecorator[S]):
    """An enum kept in the database by its value, a plain word."""

    impl = String(40)
    cache_ok = True

    def __init__(self, words: type[S]) -> None:
        super().__init__(40)
        self.words = words

    def process_bind_param(self, value: S | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.words(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> S | None:
        return None if value is None else self.words(value)
