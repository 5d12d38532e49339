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
from tests.page import Page

NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
os.environ.pop("BMW_DEMO", None)
# Timings live in the benchmark, never in tests: a busy machine is no fault of the code.
# The same examples everywhere, so that what passed here passes there.
hypothesis.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("house")
HOST = "127.0.0.1"


class Clock:
    """The town's clock in tests; it stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: int) -> datetime:
        self.now += timedelta(**by)
        return self.now


class Browser(FlaskClient):
    """A browser that tells, as all do, that its forms come from our own pages."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        kwargs.setdefault("base_url", f"http://{HOST}:8000")
        with self.application.app_context():  # as in life, no request knows what the one before kept in `g`
            return super().open(*args, headers=headers, **kwargs)

    def get_cookie(self, key: str, domain: str = HOST, path: str = "/") -> Any:
        """A cookie of our own pages."""
        return super().get_cookie(key, domain, path)

    def set_cookie(self, key: str, value: str = "", *, domain: str = HOST, **more: Any) -> None:
        """Plant a cookie of our own pages."""
        super().set_cookie(key, value, domain=domain, **more)

    def sign_in(self, person: Person, *, confirmed: bool = True) -> "Browser":
        """Signed in; people with an office have passed their second factor, as if they worked all day."""
        token = secrets.token_urlsafe(32)
        now = self.application.extensions["bmw_clock"]()
        end = now + timedelta(hours=9)
        session = BrowserSession(token_hash=hashed(token), person_id=person.id, created=now, seen=now, ends=end)
        if confirmed:
            session.confirmed, session.confirmed_by, session.strong_until = now, "passkey", end
        with transaction():
            db.add(session)
        self.set_cookie("sid", token)
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


@pytest.fixture(scope="session")
def empty_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nothing in it, made once."""
    path = tmp_path_factory.mktemp("town") / "empty.db"
    create_app(Settings(database=f"sqlite:///{path}", secret="x" * 40))
    Base.metadata.create_all(db.get_bind())
    db.get_bind().dispose()
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(empty_town: Path, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The platform on a fresh copy of the empty town."""
    path = tmp_path / "town.db"
    path.write_bytes(empty_town.read_bytes())
    settings = Settings(
        database=f"sqlite:///{path}", files=str(tmp_path / "files"), mail=f"folder:{tmp_path / 'mail'}", secret="x" * 40
    )
    app = create_app(settings)
    app.extensions["bmw_clock"] = clock
    app.test_client_class = Browser
    with app.app_context():
        yield app
        db.remove()
    db.get_bind().dispose()


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
