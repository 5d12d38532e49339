"""All factors lost: the person asks, a second administrator approves, and a day later they begin anew."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bmw.accounts import service as accounts
from bmw.accounts.factors import messages, queries
from bmw.accounts.factors.models import Factor, Outcome, RecoveryCode, Reset
from bmw.accounts.models import Person
from bmw.kernel.database import db

WAITS = timedelta(hours=24)


def ask(person: Person, at: datetime) -> Reset:
    """Somebody says that they have lost every factor; asking again changes nothing."""
    db.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    if already := queries.open_reset_of(person.id):
        return already
    new = Reset(person_id=person.id, asked=at)
    db.add(new)
    db.flush()
    messages.help_asked(person, queries.administrators(), at)
    return new


def approve(reset: Reset, by: Person, at: datetime) -> None:
    """An administrator is sure that it is really them; everybody concerned has a day to stop it."""
    reset.approved_id, reset.due = by.id, at + WAITS
    messages.approved(reset.person, by, queries.administrators(), reset.due, at)


def cancel(reset: Reset, by: Person, at: datetime) -> None:
    """The person concerned or an administrator stops it."""
    _end(reset, Outcome.CANCELLED, at)
    messages.cancelled(reset.person, by, queries.administrators(), at)


def carry_out_due(at: datetime) -> None:
    """Carry out what was approved a day ago and nobody has stopped."""
    due = select(Reset).where(Reset.ended.is_(None), Reset.due <= at).order_by(Reset.id)
    # Every node does this each minute: who holds a row carries it out, and what is stopped meanwhile is not due.
    for reset in db.scalars(due.with_for_update(skip_locked=True, of=Reset)).unique().all():
        _end(reset, Outcome.DONE, at)
        _begin_anew(reset.person, at)


def by_operator(person: Person, at: datetime) -> None:
    """At the command line, where there is no second administrator: at once, recorded, and told."""
    if waiting := queries.open_reset_of(person.id):
        _end(waiting, Outcome.OPERATOR, at)
    else:
        db.add(Reset(person_id=person.id, asked=at, ended=at, outcome=Outcome.OPERATOR))
    _begin_anew(person, at)


def _end(reset: Reset, outcome: Outcome, at: datetime) -> None:
    reset.ended, reset.outcome = at, outcome


def _begin_anew(person: Person, at: datetime) -> None:
    for table in (Factor, RecoveryCode):
        db.execute(delete(table).where(table.person_id == person.id))
    accounts.end_sessions(person.id)
    messages.reset(person, queries.administrators(), at)
