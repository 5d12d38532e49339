"""When nothing can be kept, nobody reads that it was: an honest page, the words kept, and sending again works."""

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text

from bmw.comments.models import Comment
from bmw.kernel.database import bind, connect, db, transaction
from bmw.proposals.models import Proposal
from bmw.votes.models import Ballot, Vote
from tests import factories as make
from tests.factories_proposals import proposal
from tests.page import Page

Breaking = Callable[[str], None]


@pytest.fixture
def thing(app: Flask) -> Proposal:
    with transaction():
        return proposal()


@pytest.fixture
def window(app: Flask, thing: Proposal, browser: Any) -> Any:
    with transaction():
        someone = make.person()
    return browser(someone)


@pytest.fixture
def break_commit_after(request: pytest.FixtureRequest, app: Flask) -> Iterator[Breaking]:
    """Names a table: the next step that puts something into it fails at its very end, when it is to be kept."""
    engine: Any = db.get_bind()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    waiting: dict[str, str] = {}

    def notice(connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if waiting.get("table") and statement.startswith(f"INSERT INTO {waiting['table']} "):
            connection.info["breaks"] = True

    def fail(connection: Any) -> None:
        if connection.info.pop("breaks", False):
            waiting.clear()
            _break(engine, connection, request)

    event.listen(engine, "before_cursor_execute", notice)
    event.listen(engine, "commit", fail)
    yield lambda table: waiting.update(table=table)
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _break(engine: Any, connection: Any, request: pytest.FixtureRequest) -> None:
    if engine.dialect.name == "sqlite":  # the disk is full: no file can grow any more
        log = Path(f"{engine.url.database}-wal")
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        return
    server, pid = request.getfixturevalue("postgres"), connection.connection.dbapi_connection.info.backend_pid
    server.say("SELECT pg_terminate_backend(%s)", pid)
    while server.say("SELECT 1 FROM pg_stat_activity WHERE pid = %s", pid):
        time.sleep(0.01)


def kept(kind: Any) -> int:
    with transaction(writes=False):
        return int(db.scalar(select(func.count()).select_from(kind)) or 0)


def honest(answer: Any) -> Page:
    assert answer.status_code == 503, answer.text[:500]
    assert int(answer.headers["Retry-After"]) > 0
    assert "no-store" in answer.headers["Cache-Control"]
    return Page(answer)


def free_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_a_vote_that_cannot_be_kept_is_not_confirmed(
    window: Any, thing: Proposal, break_commit_after: Breaking
) -> None:
    path = f"/de/vorschlaege/{thing.reference}/unterstuetzen"
    break_commit_after("vote")
    page = honest(window.post(path, data={"support": "yes"}))
    free_disk()
    assert "Das lässt sich gerade nicht speichern" in page.text
    assert kept(Vote) == 0
    assert "Sie unterstützen diesen Vorschlag" not in window.see(f"/de/vorschlaege/{thing.reference}").text
    window.send(path, support="yes")
    assert (kept(Vote), db.get_one(Ballot, thing.ballot_id).agree) == (1, 1)


def test_words_that_cannot_be_kept_come_back_and_can_be_sent_again(
    window: Any, thing: Proposal, break_commit_after: Breaking
) -> None:
    path = f"/de/vorschlaege/{thing.reference}"
    form = window.see(path).form("/kommentare") | {"body": "Meine Worte <bleiben>.", "language": "de"}
    break_commit_after("comment")
    page = honest(window.post(f"{path}/kommentare", data=form))
    free_disk()
    assert "Meine Worte <bleiben>." in page.text
    assert kept(Comment) == 0
    window.send(f"{path}/kommentare", **form)
    assert kept(Comment) == 1


@pytest.fixture
def impatient(app: Flask) -> None:
    """Nobody waits long for a lock here."""
    engine: Any = db.get_bind()
    words = "PRAGMA busy_timeout=200" if engine.dialect.name == "sqlite" else "SET lock_timeout = '200ms'"

    @event.listens_for(engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        connection.execute(words)
        connection.commit()

    db.remove()
    engine.dispose()


def test_when_somebody_else_holds_what_is_voted_on_the_page_says_so(
    window: Any, thing: Proposal, impatient: None, database: str
) -> None:
    path, other = f"/de/vorschlaege/{thing.reference}/unterstuetzen", connect(database)
    is_sqlite = other.dialect.name == "sqlite"
    with other.connect().execution_options(bmw_writes=True) as holder:
        holder.execute(text("SELECT 1" if is_sqlite else "LOCK TABLE ballot IN EXCLUSIVE MODE"))
        honest(window.post(path, data={"support": "yes"}))
        assert Page(window.get(f"/de/vorschlaege/{thing.reference}")).status == 200
    other.dispose()
    assert kept(Vote) == 0
    window.send(path, support="yes")
    assert kept(Vote) == 1


def test_without_a_database_every_form_gives_its_words_back(window: Any, thing: Proposal) -> None:
    town: Any = db.get_bind()
    gone = connect("postgresql://nobody@127.0.0.1:1/gone")
    bind(gone)
    path = f"/de/vorschlaege/{thing.reference}/kommentare"
    page = honest(window.post(path, data={"body": "Meine Worte bleiben.", "language": "de"}))
    assert "Meine Worte bleiben." in page.text
    honest(window.get(f"/de/vorschlaege/{thing.reference}"))
    gone.dispose()
    bind(town)
    assert kept(Comment) == 0
