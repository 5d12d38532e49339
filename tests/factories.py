"""People and things for tests, each with sensible traits; call inside `with transaction():`."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import func, select

from bmw.accounts.models import Appointment, Office, Person
from bmw.focus.models import District, Field
from bmw.kernel.database import db
from bmw.kernel.text import Localized
from bmw.processes.models import Level, Moderation, Opens, Phase, Process, State
from bmw.record.service import enter
from bmw.votes.models import Kind, Register

NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
serial = count(1)


@dataclass
class Somebody:
    """A voter of whom registers know nothing but the random id."""

    voter_id: bytes


def person(*offices: Office, name: str = "", language: str = "de", **traits: Any) -> Person:
    """Somebody with an address; with offices if named."""
    n = next(serial)
    name = name or f"Person {n}"
    someone = Person(
        address=f"person{n}@example.org",
        pseudonym=name,
        skeleton=f"{name.lower()}-{n}",
        language=language,
        voter_id=secrets.token_bytes(16),
        created=NOW - timedelta(days=30),
        **traits,
    )
    db.add(someone)
    db.flush()
    for office in offices:
        someone.appointments.append(Appointment(office=office, since=NOW))
    db.flush()
    return someone


def field(slug: str = "", name: str = "Mobilität", **traits: Any) -> Field:
    """A focus field."""
    n = next(serial)
    new = Field(
        slug=slug or f"feld-{n}",
        position=(db.scalar(select(func.count()).select_from(Field)) or 0) + 1,
        icon="mobility",
        name=Localized(de=name),
        summary=Localized(de="Wie wir uns bewegen."),
        text=Localized(de="Bus, Bahn, Rad und Fuß."),
        **traits,
    )
    db.add(new)
    db.flush()
    return new


def district(name: str = "Glesch") -> District:
    """A district of the town."""
    n = next(serial)
    new = District(slug=f"{name.lower()}-{n}", name=name, position=n)
    db.add(new)
    db.flush()
    return new


def process(
    *fields: Field,
    opens: tuple[Opens, ...] = tuple(Opens),
    moderation: Moderation = Moderation.BEFORE,
    ballot_kind: Kind = Kind.SUPPORT,
    starts: datetime = NOW - timedelta(days=10),
    ends: datetime = NOW + timedelta(days=20),
    title: str = "Ideen für Bergheim",
) -> Process:
    """A running process with one phase that opens everything, from ten days ago for thirty days."""
    register = Register(secret=secrets.token_bytes(32))
    db.add(register)
    db.flush()
    new = Process(
        title=Localized(de=title),
        summary=Localized(de="Wir sammeln Ideen."),
        outcome=Localized(de="Der Beirat prüft sie."),
        level=Level.CONSULTATION,
        moderation=moderation,
        ballot_kind=ballot_kind,
        state=State.RUNNING,
        register_id=register.id,
        fields=list(fields),
    )
    enter(new, starts)
    new.phases.append(
        Phase(
            title=Localized(de="Ideen sammeln"),
            text=Localized(de="Alle können mitmachen."),
            starts=starts,
            ends=ends,
            opens=[str(each) for each in opens],
        )
    )
    db.flush()
    return new
