"""What every test stands on: a fresh town in memory of its own, a browser that behaves, people who are signed in."""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from bmw.accounts.models import BrowserSession, Person
from bmw.accounts.sessions import hashed
from bmw.app import create_app
from bmw.kernel.database import Base, db, transaction
from bmw.kernel.settings import Settings
from bmw.ui.signed import sign
from tests.compiled import COMPILED
from tests.databases import Postgres
from tests.page import Page

NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
os.environ.pop("BMW_DEMO", None)
# Timings live in the benchmark, never in tests: a busy machine is no fault of the code.
# The same examples everywhere, so that what passed here passes there.
hypothesis.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("house")
HOST = "127.0.0.1"
TESTS = Path(__file__).parent
ON_BOTH = (
    "accounts/test_signing_in.py",
    "board/test_service.py",
    "cases",
    "cli/test_check.py",
    "comments",
    "journeys",
    "kernel/test_limits.py",
    "lookup",
    "notifications/test_delivery.py",
    "notifications/test_telling.py",
    "processes/test_service.py",
    "proposals/test_taking_part.py",
    "proposals/test_service.py",
    "record",
    "surveys",
    "ui/test_access.py",
    "votes",
)
"""What runs on SQLite and on PostgreSQL."""


class Clock:
    """The town's clock in tests; it stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: int) -> datetime:
        self.now += timedelta(**by)
        return self.now


def session_of(person: Person, now: datetime, *, confirmed: bool = True) -> str:
    """The secret of a browser in which somebody has signed in, and passed their second factor."""
    token, end = secrets.token_urlsafe(32), now + timedelta(hours=9)
    session = BrowserSession(token_hash=hashed(token), person_id=person.id, created=now, seen=now, ends=end)
    if confirmed:
        session.confirmed, session.confirmed_by, session.strong_until = now, "passkey", end
    with transaction():
        db.add(session)
    return token


class Browser(FlaskClient):
    """A browser that tells, as all do, that its forms come from our own pages."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        kwargs.setdefault("base_url", f"http://{HOST}:8000")
        if isinstance(kwargs.get("data"), dict):
            kwargs["data"].setdefault("begun", self.begun())
        with self.application.app_context():  # as in life, no request knows what the one before kept in `g`
            return super().open(*args, headers=headers, **kwargs)

    def begun(self) -> str:
        """What forms carry that somebody opened ten seconds ago: browsers send it, and people take their time."""
        now = self.application.extensions.get("bmw_clock", datetime.now)()
        with self.application.app_context():
            return sign("begun", str(int(now.timestamp()) - 10))

    def get_cookie(self, key: str, domain: str = HOST, path: str = "/") -> Any:
        """A cookie of our own pages."""
        return super().get_cookie(key, domain, path)

    def set_cookie(self, key: str, value: str = "", *, domain: str = HOST, **more: Any) -> None:
        """Plant a cookie of our own pages."""
        super().set_cookie(key, value, domain=domain, **more)

    def sign_in(self, person: Person, *, confirmed: bool = True) -> "Browser":
        """Signed in; people with an office have passed their second factor, as if they worked all day."""
        self.set_cookie("sid", session_of(person, self.application.extensions["bmw_clock"](), confirmed=confirmed))
        return self

    def see(self, path: str, status: int = 200, **kwargs: Any) -> Page:
        """Open a page and check everything that is true of every page."""
        answer = self.get(path, **kwargs)
        assert answer.status_code == status, (answer.status_code, answer.text[:2000])
        return Page(answer)

    def send(self, path: str, status: int = 303, /, **data: Any) -> Any:
        """Send a form; `status` is what should come back."""
        answer = self.post(path, data=data)
        assert answer.status_code == status, (answer.status_code, answer.text[:2000])
        return Page(answer) if answer.mimetype == "text/html" and status != 303 else answer


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What counts and what waits for others is tried on both databases."""
    path = str(metafunc.definition.path.relative_to(TESTS))
    if "database" in metafunc.fixturenames and path.startswith(ON_BOTH):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """A real PostgreSQL, started when the first test needs it; BMW_TEST_DATABASE_URL names another one."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(8))
    server = Postgres(run, os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    yield server
    server.connection.close()


@pytest.fixture(scope="session")
def empty_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nothing in it, made once."""
    path = tmp_path_factory.mktemp("town") / "empty.db"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def empty_postgres(postgres: Postgres) -> Iterator[str]:
    """The same on PostgreSQL."""
    address = postgres.new()
    _make_tables(address)
    yield address
    postgres.drop(address)


def _make_tables(address: str) -> None:
    create_app(Settings(database=address, secret="x" * 40))
    Base.metadata.create_all(db.get_bind())
    db.get_bind().dispose()  # type: ignore[union-attr]  # an engine


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh copy of the empty town."""
    if getattr(request, "param", "sqlite") == "sqlite":
        path = tmp_path / "town.db"
        path.write_bytes(request.getfixturevalue("empty_town").read_bytes())
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres")
    address = server.new(request.getfixturevalue("empty_postgres"))
    yield address
    server.drop(address)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(database: str, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The platform on a fresh copy of the empty town."""
    settings = Settings(
        database=database, files=str(tmp_path / "files"), mail=f"folder:{tmp_path / 'mail'}", secret="x" * 40
    )
    app = create_app(settings)
    app.extensions["bmw_clock"] = clock
    app.test_client_class = Browser
    app.jinja_env.bytecode_cache = COMPILED
    engine: Any = db.get_bind()
    with app.app_context():
        yield app
        db.remove()
    engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def browser(app: Flask) -> Any:
    """A new browser, signed in as somebody if named."""

    def open_browser(person: Person | None = None) -> FlaskClient:
        new = app.test_client()
        return new.sign_in(person) if person else new  # type: ignore[attr-defined, no-any-return]

    return open_browser
