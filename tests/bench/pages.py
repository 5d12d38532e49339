"""Every page made from the database: processor time beside a bare page of the same size, queries, bytes, slowest."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from bmw.kernel.database import db, transaction
from bmw.proposals.queries import public_page
from tests.bench import bare
from tests.bench.deeds import Crowd, Deed
from tests.bench.town import Town

HERE = "http://127.0.0.1:8000"
SENT = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip"}
ROUNDS, SOME = 5, 20
SEEN_AGAIN = 3
WORDS = ("radweg", "spielplatz", "busfeld", "schulgarten", "parkbach", "marktweg", "hausrad", "feldbus", "gartenpark")


@dataclass(frozen=True)
class Measured:
    """One page, or one deed."""

    queries: int
    kilobytes: float
    """As sent, before packing."""
    cpu: float
    """Milliseconds of processor time, the mean over all its addresses in the best of a few rounds."""
    bare: float
    """The same of a bare page as large."""
    p95: float
    """Milliseconds on the clock for the slowest but five in a hundred, each address in the best of a few tries."""

    @property
    def ratio(self) -> float:
        """How many bare pages it costs."""
        return self.cpu / self.bare


@contextmanager
def counted(statements: list[str]) -> Iterator[None]:
    """Collect the SQL of a while, begin and end left out."""

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SET")):
            statements.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)


def addresses(town: Town) -> dict[str, list[str]]:
    """What is looked at: each page of interest at several addresses, where it has several."""
    far = _far_down(town)
    return {
        "home": ["/de/"],
        "field": [f"/de/handlungsfelder/{slug}" for slug in town.fields],
        "list, newest": ["/de/vorschlaege", *(f"/de/vorschlaege?feld={slug}" for slug in town.fields)],
        "list, most supported": [
            f"/de/vorschlaege?sort=unterstuetzt{more}" for more in ["", *(f"&feld={slug}" for slug in town.fields)]
        ],
        "list, page 100": [far],
        "search": [f"/de/suche?q={words}" for words in (*WORDS, *("+".join(two) for two in pairwise(WORDS)))],
        "proposal": [f"/de/vorschlaege/{each}" for each in dict.fromkeys(town.popular[:40])],
        "proposal, 500 comments": [f"/de/vorschlaege/{town.talked_about}"],
        "roadmap": ["/de/agenda"],
        "numbers": ["/de/transparenz"],
    }


def _far_down(town: Town) -> str:
    """The hundredth page of the list of all proposals, or the last one where there are fewer."""
    cursor: str | None = None
    with town.app.test_request_context("/de/"), transaction(writes=False):
        for _page in range(99):
            cursor = public_page(cursor=cursor).older or cursor
    return f"/de/vorschlaege?ab={cursor}"


class Reader:
    """A browser that gets every page made anew, as it brings a cookie."""

    def __init__(self, town: Town, token: str = "") -> None:
        self.client: FlaskClient = town.app.test_client()
        name, value = ("sid", token) if token else ("measured", "anew")
        self.client.set_cookie(name, value, domain="127.0.0.1")

    def do(self, deed: Deed) -> Any:
        """Open a page, or send a form."""
        if deed.form:
            return self.client.post(deed.path, data=deed.form, base_url=HERE, headers=SENT)
        return self.client.get(deed.path, base_url=HERE, headers=SENT)


def page(town: Town, paths: list[str]) -> Measured:
    """Measure a page at all its addresses."""
    reader = Reader(town)
    whole = [town.app.test_client().get(path, base_url=HERE) for path in paths]
    assert all(each.status_code == 200 for each in whole), [each.status for each in whole]
    size = fmean(len(each.data) for each in whole)
    statements: list[str] = []
    reader.do(Deed(paths[0]))
    with counted(statements):
        reader.do(Deed(paths[0]))
    cpu = min(_processor(reader, paths) for _round in range(ROUNDS))
    return Measured(len(statements), size / 1000, cpu, _bare(int(size)), _p95(reader, paths))


def _processor(reader: Reader, paths: list[str]) -> float:
    times = max(1, SOME // len(paths))
    before = time.process_time()
    for _n in range(times):
        for path in paths:
            reader.do(Deed(path))
    return (time.process_time() - before) / (times * len(paths)) * 1000


def _p95(reader: Reader, paths: list[str]) -> float:
    best = sorted(min(_clock(reader, path) for _n in range(SEEN_AGAIN)) for path in paths)
    return best[min(len(best) - 1, int(0.95 * len(best)))]


def _clock(reader: Reader, path: str) -> float:
    began = time.perf_counter()
    reader.do(Deed(path))
    return (time.perf_counter() - began) * 1000


def _bare(size: int) -> float:
    client = bare.page(size).test_client()
    client.get("/")
    best = float("inf")
    for _round in range(ROUNDS):
        before = time.process_time()
        for _n in range(SOME):
            client.get("/", base_url=HERE, headers=SENT)
        best = min(best, (time.process_time() - before) / SOME * 1000)
    return best


def deed(town: Town, kind: str) -> Measured:
    """Measure something that citizens do: each time another thing, by another citizen."""
    crowd = Crowd(town)
    plan = [getattr(crowd, kind)() for _n in range(ROUNDS * SOME)]
    readers = {each.token: Reader(town, each.token) for each in plan}
    statements: list[str] = []
    first = getattr(crowd, kind)()
    with counted(statements):
        answer = Reader(town, first.token).do(first)
    assert answer.status_code == 303, (kind, answer.status_code, answer.text[:300])
    rounds, clock = [], []
    for begin in range(0, len(plan), SOME):
        before = time.process_time()
        for each in plan[begin : begin + SOME]:
            began = time.perf_counter()
            readers[each.token].do(each)
            clock.append((time.perf_counter() - began) * 1000)
        rounds.append((time.process_time() - before) / SOME * 1000)
    p95 = sorted(clock)[int(0.95 * len(clock))]
    return Measured(len(statements), len(answer.data) / 1000, min(rounds), _bare(0), p95)
