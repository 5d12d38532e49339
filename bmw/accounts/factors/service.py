"""What people do with their second factors: add, name, remove, confirm with them, and write recovery codes down."""

import logging
from datetime import datetime, timedelta
from secrets import token_bytes

from sqlalchemy import delete, select, update

from bmw.accounts.factors import apps, messages, queries, sealing
from bmw.accounts.factors.models import Factor, Kind, Pending, Purpose, RecoveryCode, Reset
from bmw.accounts.factors.passkeys import NewKey
from bmw.accounts.models import BrowserSession, Person
from bmw.accounts.service import end_sessions
from bmw.kernel.database import beside, db
from bmw.notifications.service import unname

log = logging.getLogger("bmw")
CHALLENGE_WORKS = timedelta(minutes=5)
APP_WAITS = timedelta(minutes=15)
CODES_SHOWN = timedelta(minutes=10)
RESETS_KEPT = timedelta(days=365)


def begin(session_hash: bytes, purpose: Purpose, value: bytes, ends: datetime) -> None:
    """A browser begins something; what it began before for the same purpose no longer counts."""
    drop(session_hash, purpose)
    db.add(Pending(session_hash=session_hash, purpose=purpose, value=value, ends=ends))
    db.flush()


def drop(session_hash: bytes, purpose: Purpose) -> None:
    """A browser is through with something."""
    db.execute(delete(Pending).where(Pending.session_hash == session_hash, Pending.purpose == purpose))


def use_up(session_hash: bytes, purpose: Purpose, at: datetime) -> bytes | None:
    """Take a challenge for one try, in a transaction of its own: it is used up even if the try fails."""
    mine = delete(Pending).where(Pending.session_hash == session_hash, Pending.purpose == purpose)
    with beside() as session:
        found = session.execute(mine.returning(Pending.value, Pending.ends)).first()
    return found.value if found and found.ends > at else None


def begin_app(session_hash: bytes, secret: str, at: datetime) -> None:
    """Somebody wants to use an app: its secret waits, sealed, until the first code shows that the app has it."""
    begin(session_hash, Purpose.ADD_APP, sealing.seal(apps.new_secret(), secret), at + APP_WAITS)


def add_app(person: Person, name: str, sealed: bytes, step: int, at: datetime) -> Factor:
    """The app works: from now on its codes are a second factor; the one just typed is used up."""
    return _add(person, Factor(kind=Kind.APP, name=name, key_id=token_bytes(16), material=sealed, counter=step), at)


def add_passkey(person: Person, name: str, new: NewKey, at: datetime) -> Factor:
    """From now on this passkey is a second factor."""
    traits = {"key_id": new.key_id, "material": new.public_key, "counter": new.counter}
    return _add(person, Factor(kind=Kind.PASSKEY, name=name, **traits), at)


def _add(person: Person, factor: Factor, at: datetime) -> Factor:
    factor.person_id, factor.created, factor.used = person.id, at, at
    db.add(factor)
    db.flush()
    messages.added(person, factor.name, at)
    return factor


def rename(person: Person, factor: Factor, name: str, at: datetime) -> None:
    """Somebody calls a factor something else."""
    if name != factor.name:
        messages.renamed(person, factor.name, name, at)
        factor.name = name


def remove(person: Person, factor: Factor, at: datetime, *, here: bytes) -> None:
    """A factor no longer counts, nor what other browsers did with it; recovery codes go with the last one."""
    messages.removed(person, factor.name, at)
    end_sessions(person.id, but=here)
    db.delete(factor)
    db.flush()
    if Factor.count_of(person.id) == 0:
        db.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))


def use_app(person_id: int, code: str, secret: str, at: datetime) -> bool:
    """Whether this is a code of one of somebody's apps; its time step, and every earlier one, is used up then."""
    for factor in queries.owned_by(person_id, Kind.APP):
        try:
            step = apps.step_of(code, sealing.unseal(factor.material, secret), factor.counter, at)
        except sealing.Unreadable:
            log.warning("a second factor cannot be read: BMW_SECRET is not the one it was set up with")
            continue
        if step is not None:
            later = update(Factor).where(Factor.id == factor.id, Factor.counter < step)
            return db.scalar(later.values(counter=step, used=at).returning(Factor.id)) is not None
    return False


def use_passkey(factor: Factor, counter: int, at: datetime) -> bool:
    """A passkey has signed; its count moves on, and an answer that another one overtook does not count."""
    same = update(Factor).where(Factor.id == factor.id, Factor.counter == factor.counter)
    return db.scalar(same.values(counter=counter, used=at).returning(Factor.id)) is not None


def use_recovery_code(person: Person, code: str, secret: str, at: datetime) -> bool:
    """Whether this is an unused recovery code of this person; it is burned then."""
    digest = sealing.hashed_code(code, person.id, secret)
    theirs = update(RecoveryCode).where(RecoveryCode.code_hash == digest, RecoveryCode.person_id == person.id)
    burned = theirs.where(RecoveryCode.used.is_(None)).values(used=at).returning(RecoveryCode.person_id)
    if db.scalar(burned) is None:
        return False
    messages.code_used(person, queries.codes_left(person.id), at)
    return True


def make_codes(person: Person, session_hash: bytes, secret: str, at: datetime) -> None:
    """Ten new recovery codes in place of the old ones; this browser alone may show them, for a few minutes."""
    codes = sealing.new_codes()
    db.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.add_all(
        RecoveryCode(code_hash=sealing.hashed_code(each, person.id, secret), person_id=person.id) for each in codes
    )
    begin(session_hash, Purpose.SHOW_CODES, sealing.seal("\n".join(codes).encode(), secret), at + CODES_SHOWN)
    messages.codes_made(person, at)


def forget(person: Person, at: datetime) -> None:
    """Somebody leaves: their factors, codes, requests and what their browsers began go with them."""
    browsers = select(BrowserSession.token_hash).where(BrowserSession.person_id == person.id)
    db.execute(delete(Pending).where(Pending.session_hash.in_(browsers)))
    for table in (Factor, RecoveryCode, Reset):
        db.execute(delete(table).where(table.person_id == person.id))
    db.execute(update(Reset).where(Reset.approved_id == person.id).values(approved_id=None))
    unname(person.pseudonym, "accounts.lost", "accounts.lost_factors")


def forget_past(at: datetime) -> None:
    """Clear away what browsers began and never finished, and requests that ended a year ago."""
    db.execute(delete(Pending).where(Pending.ends < at))
    db.execute(delete(Reset).where(Reset.ended < at - RESETS_KEPT))
