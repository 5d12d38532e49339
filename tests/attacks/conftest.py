"""The town under attack: built once, attacked in fresh copies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask
from flask.testing import FlaskClient

from bmw.app import create_app
from bmw.kernel.database import Base, db
from bmw.kernel.migrations import plan
from bmw.kernel.settings import Settings
from tests.attacks.town import Town, addresses, build
from tests.attacks.walk import Form, forms_on
from tests.compiled import COMPILED
from tests.conftest import NOW, Browser

FEW = 9
LOOKS = {
    "guest": "/de/(anmelden|rueckmeldung|melden|ansicht)",
    "citizen": "/de/(umfragen|verfahren|massnahmen|profil|nachrichten|meine-seite|vorschlaege/neu)",
    "author": "/de/(vorschlaege|einspruch)",
    "staff": "/de/(identitaeten|profil/zweiter-faktor|bestaetigen|redaktion|moderation|beirat|massnahmen)"
    "|/de/(beschluesse|umfragen)",
}
"""Where somebody looks for forms."""


@dataclass(frozen=True)
class Founded:
    """A database with the town in it, and every form that somebody finds there."""

    path: Path
    town: Town
    forms: dict[str, list[Form]]
    """who → the forms they are shown, one of each sort"""


def gets(app: Flask, town: Town, most: int = FEW) -> Iterator[str]:
    """Addresses of every page, about different things."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            yield from [path for path, _n in zip(addresses(app, town, rule), range(most), strict=False)]


def _forms(app: Flask, town: Town) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    seen: set[tuple[str, ...]] = set()
    for name, looks in LOOKS.items():
        client: Any = app.test_client()
        client = client.sign_in(getattr(town, name)) if name != "guest" else client
        for path in (each for each in gets(app, town, 2 if name == "staff" else FEW) if re.match(looks, each)):
            for form in forms_on(app, client.get(path), path):
                key = (form.endpoint, *sorted({each for each, _value in form.fields}))
                if key not in seen:
                    seen.add(key)
                    found.setdefault(name, []).append(form)
    return found


@dataclass(frozen=True)
class Ground:
    """A database with the town in it."""

    path: Path
    town: Town


def opened(path: Path) -> Flask:
    """The platform on this database, with the tests' own clock and browser."""
    app = create_app(Settings(database=f"sqlite:///{path}", files=str(path.parent / "files"), secret="x" * 40))
    app.extensions["bmw_clock"] = lambda: NOW
    app.test_client_class = Browser
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The town, built once."""
    path = tmp_path_factory.mktemp("attacked") / "town.db"
    with opened(path).app_context():
        engine: Any = db.get_bind()
        Base.metadata.create_all(engine)
        command.stamp(plan(engine), "head")
        town = build()
        db.remove()
        engine.dispose()
    return Ground(path, town)


@pytest.fixture(scope="session")
def founded(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """The town with every form in it, looked for once, and only where a test wants to fill them in."""
    path = tmp_path_factory.mktemp("walked") / "town.db"
    path.write_bytes(ground.path.read_bytes())
    app = opened(path)
    with app.app_context():
        forms = _forms(app, ground.town)
        db.remove()
        db.get_bind().dispose()  # type: ignore[union-attr]  # an engine
    return Founded(ground.path, ground.town, forms)


@pytest.fixture(scope="session")
def empty_town(ground: Ground) -> Path:
    """Here no town is empty: each test gets its own copy of this one."""
    return ground.path


@pytest.fixture
def town(ground: Ground, app: Flask) -> Town:
    """Who lives in the town, and what is there."""
    return ground.town


@pytest.fixture
def people(town: Town, browser: Any) -> dict[str, FlaskClient]:
    """A browser for everybody: a guest, a citizen, the author of everything, somebody with every office, and
    somebody else who has every office and not confirmed with their second factor."""
    return {
        "guest": browser(),
        "citizen": browser(town.citizen),
        "author": browser(town.author),
        "staff": browser(town.staff),
        "unconfirmed": browser().sign_in(town.one("second"), confirmed=False),
    }
