"""What the tests of the overview pages share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from bmw.kernel.database import db


@pytest.fixture
def questions(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Counts what a page asks the database."""

    @contextmanager
    def counted() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith("BEGIN"):
                asked.append(statement)

        event.listen(db.get_bind(), "before_cursor_execute", note)
        yield asked
        event.remove(db.get_bind(), "before_cursor_execute", note)

    return counted
