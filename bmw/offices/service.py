"""Changing offices by two people, looking at identities, and writing down what is taken along."""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete, exists, or_, update

from bmw.accounts import service as accounts
from bmw.accounts.models import Office, Person
from bmw.accounts.queries import by_address
from bmw.kernel.database import Base, db
from bmw.kernel.states import NotPossible
from bmw.notifications.service import unname
from bmw.offices import messages, rules
from bmw.offices.models import WAITS, Act, Export, Invitee, Look, OfficeChange, Reason, Ruling, Wanted, Why
from bmw.record.models import Record

WATCHED_FOR = timedelta(days=3 * 365)


def propose(wanted: Wanted, by: Person, language: str, at: datetime) -> OfficeChange:
    """An administrator proposes a change; another one confirms it, or it is effective at once if there is none."""
    alone = len(rules.administrators()) < rules.ENOUGH
    change = _write_down(wanted, by, Why.ALONE if alone else None, at)
    if alone:
        _carry_out(change, by, language, at)
    else:
        messages.proposed(change, rules.administrators(), at)
    return change


def _write_down(wanted: Wanted, by: Person | None, why: Why | None, at: datetime) -> OfficeChange:
    change = OfficeChange(
        at=at, act=wanted.act, office=wanted.office, person=wanted.person, by=by, ends=at + WAITS, why=why
    )
    change.invitee = change.ruling = None
    db.add(change)
    db.flush()
    if wanted.act is Act.INVITE:
        change.invitee = Invitee(address=wanted.address)
        db.flush()
    return change


def confirm(change: OfficeChange, by: Person, language: str, at: datetime) -> None:
    """A second administrator confirms: from now on it is so."""
    if not rules.may_confirm(by, change, at):
        raise NotPossible(f"change {change.id}")
    _rule_on(change, by, at, granted=True)
    _carry_out(change, by, language, at)


def decline(change: OfficeChange, by: Person, at: datetime) -> None:
    """Another administrator says no, or whoever proposed it takes it back."""
    if not rules.may_decline(by, change, at):
        raise NotPossible(f"change {change.id}")
    _rule_on(change, by, at, granted=False)
    if change.by_id != by.id:
        messages.declined(change, at)
    _forget_address(change)


def _rule_on(change: OfficeChange, by: Person, at: datetime, *, granted: bool) -> None:
    change.ruling = Ruling(change_id=change.id, at=at, by=by, granted=granted)
    db.flush()


def _carry_out(change: OfficeChange, by: Person, language: str, at: datetime) -> None:
    wanted = change.wanted
    if wanted.act is Act.INVITE:
        accounts.invite_by_mail(wanted.address, wanted.office, language, at, by=by.id)
    elif wanted.person is not None and wanted.act is Act.GIVE:
        accounts.appoint(wanted.person, wanted.office, by.id, at)
    elif wanted.person is not None:
        if wanted.office is Office.ADMINISTRATOR:
            accounts.leave_an_administrator()
        accounts.dismiss(wanted.person, wanted.office, at)
    _forget_address(change)
    db.flush()
    messages.effective(change, rules.administrators(), at)


def _forget_address(change: OfficeChange) -> None:
    change.invitee = None
    db.flush()


def invite_as_operator(address: str, office: Office, at: datetime) -> str:
    """The operator of the server makes a link that gives an office; with administrators, everybody can read it."""
    first = not rules.administrators()
    person = by_address(address.strip().lower())
    if person and not rules.goes_together(person, Wanted(Act.INVITE, office, person), at):
        raise NotPossible("Nobody both moderates and looks at identities.")
    wanted = Wanted(Act.INVITE, office, address=address.strip().lower())
    change = _write_down(wanted, None, Why.FOUNDING if first else Why.OPERATOR, at)
    _forget_address(change)
    messages.effective(change, rules.administrators(), at)
    return accounts.invite(address, office, at)


def dismiss_as_operator(person: Person, office: Office, at: datetime) -> None:
    """The operator of the server takes an office, as when nobody else can; everybody can read it."""
    change = _write_down(Wanted(Act.TAKE, office, person), None, Why.OPERATOR, at)
    accounts.dismiss(person, office, at)
    db.flush()
    messages.effective(change, rules.administrators(), at)


def look(record: Record, holder: Person, reason: Reason, note: str, at: datetime) -> str:
    """Somebody looks who stands behind a contribution; it is written down before the address is given out."""
    author = getattr(record, "author", None)
    if not isinstance(author, Person) or author.address is None:
        raise NotPossible("no account")
    seen = Look(at=at, holder_id=holder.id, person=author, record=record, reason=reason, note=note)
    db.add(seen)
    db.flush()
    if not seen.is_silent:
        messages.looked(seen, at)
    return author.address


def take_along(what: str, about: str, rows: int, by: Person, at: datetime) -> Export:
    """Write down that somebody takes a table of the town hall along."""
    export = Export(at=at, by_id=by.id, what=what, about=about, rows=rows)
    db.add(export)
    db.flush()
    return export


def forget(person: Person, at: datetime) -> None:
    """Somebody leaves: an invitation to their address that is only proposed goes with them; what was done stays."""
    unname(person.pseudonym, "offices.people", "offices.log")
    if person.address:
        db.execute(delete(Invitee).where(Invitee.address == person.address))


def forget_past(at: datetime) -> None:
    """Clear away addresses of invitations that nobody confirmed in time."""
    over = exists().where(
        OfficeChange.id == Invitee.change_id, or_(OfficeChange.ends <= at, OfficeChange.why.is_not(None))
    )
    db.execute(delete(Invitee).where(over))


def forget_watched(at: datetime) -> None:
    """After three years lists of exports go, and looks lose their words; that somebody looked stays countable."""
    looks, exports = _table(Look), _table(Export)
    db.execute(delete(exports).where(exports.c.at < at - WATCHED_FOR))
    db.execute(update(looks).where(looks.c.at < at - WATCHED_FOR).values(note=""))


def _table(kind: type[Base]) -> Table:
    """The bare table: rows that are written once are taken away by time alone, and nowhere but here."""
    return cast(Table, kind.__table__)
