"""`make bench`: prints one table; ratios come from one run on one machine.

`anew` is a page made from the database, `kept` one from the shelf (`bmw/ui/pagecache.py`), each beside a bare page.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, select

from bmw.kernel.database import db
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests.bench.bare import bare_client
from tests.bench.town import imported_town

ROUNDS, REPEATS = 5, 10
HERE = "http://127.0.0.1:8000"


@contextmanager
def counted(statements: list[str]) -> Iterator[None]:
    """Collect the SQL of a while, begin and end left out."""

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            statements.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)


def processor_ms(client: FlaskClient, path: str) -> float:
    """Processor time of one page in milliseconds, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        for _ in range(REPEATS):
            client.get(path, base_url=HERE)
        best = min(best, (time.process_time() - before) / REPEATS * 1000)
    return best


def pages() -> dict[str, str]:
    """What is measured: lists, a proposal, a field, home."""
    popular = select(Proposal.reference).where(Proposal.state == State.PUBLIC).order_by(Proposal.supporters.desc())
    reference = db.scalar(popular.limit(1))
    db.remove()
    return {
        "home": "/de/",
        "list, newest": "/de/vorschlaege",
        "list, most supported": "/de/vorschlaege?sortierung=unterstuetzt",
        "field": "/de/handlungsfelder/mobilitaet",
        "proposal": f"/de/vorschlaege/{reference}",
        "roadmap": "/de/agenda",
    }


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        app = imported_town(Path(folder))
        with app.app_context():
            paths = pages()
        reader, client = app.test_client(), app.test_client()
        client.set_cookie("measured", "anew", domain="127.0.0.1")  # a page for somebody with a cookie is never kept
        print(f"{'page':<22}{'SQL':>5}{'kB':>7}{'ms anew':>9}{'ms kept':>9}{'bare ms':>9}{'anew':>7}{'kept':>7}")
        for name, path in paths.items():
            first = client.get(path, base_url=HERE)
            assert first.status_code == 200, (path, first.status_code)
            statements: list[str] = []
            with counted(statements):
                client.get(path, base_url=HERE)
            size = len(first.get_data())
            anew, kept = processor_ms(client, path), processor_ms(reader, path)
            bare = processor_ms(bare_client(size), "/")
            measured = f"{anew:>9.2f}{kept:>9.2f}{bare:>9.2f}{anew / bare:>7.1f}{kept / bare:>7.1f}"
            print(f"{name:<22}{len(statements):>5}{size / 1000:>7.1f}{measured}")


if __name__ == "__main__":
    main()
