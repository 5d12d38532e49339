"""What people ask for does not cost more as the town grows: no question reads a whole table that grows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from bmw.accounts.models import Office
from bmw.kernel.clock import now
from bmw.kernel.database import Base, db, transaction
from tests import factories as make
from tests.bench.deeds import Crowd, Deed
from tests.bench.pages import Reader, addresses
from tests.bench.town import Town
from tests.conftest import session_of

SHORT = {
    *("field", "district", "process", "phase", "register", "survey", "meeting", "case", "finding", "review", "score"),
    *("correction", "measure", "appointment", "office_change", "restoration", "seal"),
}
"""Tables of the town's own work: one person could read them, however many citizens take part."""
READ = re.compile(r"SCAN (\w+)(?! USING (?:COVERING )?INDEX)")
DESK = ["?art=submitted", "?stand=zurueckgehalten", "?wer=ueberfaellig", "/noch-ohne-antwort", "/ergebnisse"]
OWN = ["/de/profil", "/de/meine-seite", "/de/profil/daten", "/de/nachrichten"]
DEEDS = ("vote", "comment", "answer", "draft")


@contextmanager
def asked() -> Iterator[dict[str, Any]]:
    """Every question that is put to the database meanwhile, with its values."""
    found: dict[str, Any] = {}
    engine: Any = db.get_bind()

    def note(_line: Any, _cursor: Any, question: str, values: Any, _context: Any, _many: bool) -> None:
        found.setdefault(question, values)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def read_whole(engine: Engine, questions: dict[str, Any]) -> list[str]:
    """Which questions read a growing table from its first row to its last."""
    long = set(Base.metadata.tables) - SHORT
    with engine.connect() as line:
        plans = [(question, _plan(line, question, values)) for question, values in questions.items()]
    return [
        f"{read[1]}: {question}"
        for question, plan in plans
        for each in plan
        if (read := READ.match(each)) and read[1] in long
    ]


def _plan(line: Connection, question: str, values: Any) -> list[str]:
    if question.lstrip().upper().startswith("PRAGMA"):
        return []
    given = values[0] if isinstance(values, list) else values
    return [row[3] for row in line.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", given)]


def opened(reader: Reader, pages: list[str]) -> set[int]:
    """How the town answered."""
    return {reader.do(Deed(path)).status_code for path in pages}


def staff(town: Town) -> str:
    """What the browser of somebody knows who holds every office."""
    with town.app.app_context():
        with transaction():
            someone = make.person(*Office)
        return session_of(someone, now())


def test_neither_readers_nor_citizens_nor_the_desk_have_a_growing_table_read_whole(town: Town) -> None:
    pages, crowd, office = [paths[0] for paths in addresses(town).values()], Crowd(town), Reader(town, staff(town))
    with asked() as questions:
        assert opened(Reader(town), pages) == {200}
        assert opened(Reader(town, town.tokens[0]), pages + OWN) == {200}
        assert opened(office, [f"/de/moderation{more}" for more in DESK]) == {200}
        for each in [getattr(crowd, kind)() for kind in DEEDS]:
            assert Reader(town, each.token).do(each).status_code == 303
    assert read_whole(db.get_bind(), questions) == []
