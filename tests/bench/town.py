"""Towns to be measured: one with imported data, and generated ones of any size, on either database."""

import os
import random
import secrets
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from alembic import command
from flask import Flask
from sqlalchemy import Engine, inspect, select

from bmw.accounts.models import Person
from bmw.app import create_app
from bmw.kernel.clock import now
from bmw.kernel.database import Base, db, transaction
from bmw.kernel.migrations import plan
from bmw.kernel.settings import Settings
from bmw.processes.models import Moderation, Process
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.surveys.models import Kind, Survey
from tests import factories as make
from tests.bench.generated import SEED, Plan, fill
from tests.conftest import session_of
from tests.factories_surveys import survey

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BMW_TEST_DATA", ROOT.parent / "shared" / "data")) / "klimarat"
FOLDERS = {"mobilitaet": "mobilitaet", "produktion-konsum": "tourismus-wirtschaft"}
SECRET = "0123456789abcdef" * 3
FIELDS = 8
CITIZENS = 400
DAY = timedelta(days=1)


@dataclass
class Town:
    """A town, what there is to see in it, and who has signed in."""

    name: str
    settings: Settings
    app: Flask
    popular: list[str] = field(default_factory=list)
    """Numbers of proposals, drawn as often as they are popular."""
    talked_about: str = ""
    """The proposal with the most comments."""
    fields: list[str] = field(default_factory=list)
    process: str = ""
    asked: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)
    """The survey's field names with what can be chosen."""
    tokens: list[str] = field(default_factory=list)
    """What the browsers of those know who have signed in."""


def _settings(folder: Path, address: str) -> Settings:
    return Settings(database=address, files=str(folder / "files"), mail=f"folder:{folder / 'mail'}", secret=SECRET)


def imported(folder: Path, *, is_new: bool = True) -> Town:
    """The town of Bergheim with two conversations of the Klimarat; founded unless it stands there already."""
    settings = _settings(folder, f"sqlite:///{folder / 'town.db'}")
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "BMW_DATABASE": settings.database, "BMW_SECRET": settings.secret}
    environ["BMW_FILES"] = settings.files
    town = str(ROOT / "bmw" / "cli" / "demo" / "bergheim.toml")
    commands = [
        ["init", town],
        *[["import", "polis", str(DATA / d), "--field", f, "--lang", "de"] for d, f in FOLDERS.items()],
    ]
    for words in commands if is_new else ():
        subprocess.run([sys.executable, "-m", "bmw", *words], cwd=folder, env=environ, check=True, capture_output=True)
    return _looked_at(Town("imported", settings, create_app(settings)))


def generated(folder: Path, size: int, address: str, tell: Callable[[int], None] = lambda _done: None) -> Town:
    """A town with so many proposals, open to everybody; founded unless it stands there already."""
    settings = _settings(folder, address)
    app = create_app(settings)
    engine = db.get_bind()
    assert isinstance(engine, Engine)
    with app.app_context():
        if not inspect(engine).has_table(Proposal.__tablename__):
            Base.metadata.create_all(engine)
            command.stamp(plan(engine), "head")
            fill(engine, Plan(size, _founded(), now()), tell)
        with transaction(writes=False):
            people = db.scalars(select(Person).where(Person.address.is_not(None)).limit(CITIZENS)).unique().all()
            asked = db.scalars(select(Survey)).unique().one()
            question = asked.questions[0]
            choices = {f"question-{question.id}": [str(option.id) for option in question.options]}
        tokens = [session_of(each, now()) for each in people]
    town = Town(f"{size:,}", settings, app, asked=asked.reference, answers=choices, tokens=tokens)
    return _looked_at(town)


def _founded() -> Sequence[Process]:
    times = {"starts": now() - 1600 * DAY, "ends": now() + 50 * DAY, "moderation": Moderation.AFTER}
    with transaction():
        processes = [make.process(make.field(), **times) for _n in range(FIELDS)]  # type: ignore[arg-type]  # named
        survey(Kind.SINGLE, process=processes[0], opens=now() - DAY, closes=now() + 50 * DAY)
        _ = [(each.register.secret, each.fields[0].slug) for each in processes]
    return processes


def _looked_at(town: Town) -> Town:
    chance = random.Random(SEED)
    with town.app.app_context(), transaction(writes=False):
        shown = Proposal.state == State.PUBLIC
        public = select(Proposal.reference, Proposal.supporters).where(shown)
        rows = db.execute(public.order_by(Proposal.supporters.desc()).limit(5000)).all()
        most = select(Proposal.reference).where(shown).order_by(Proposal.comments.desc(), Proposal.id).limit(1)
        town.talked_about = str(db.scalar(most))
        town.fields = [each.fields[0].slug for each in db.scalars(select(Process)).unique() if each.fields]
        town.process = str(db.scalar(select(Process.reference).limit(1)))
    weights = [row.supporters + 1 for row in rows]
    town.popular = chance.choices([row.reference for row in rows], weights=weights, k=2000)
    return town


def fresh() -> str:
    """What makes a form unlike every other one."""
    return secrets.token_urlsafe(16)
