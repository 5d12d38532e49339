"""Who is who: people, office holders, sessions, and mails that still let somebody in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import product
from typing import Any

from sqlalchemy import or_, select

from bmw.accounts.models import Appointment, BrowserSession, Office, Person, SignIn
from bmw.accounts.pseudonyms import skeleton
from bmw.accounts.secret import hashed
from bmw.kernel import limits
from bmw.kernel.database import db
from bmw.kernel.limits import What

MAILS_OF_ONE_BROWSER = 3
BY_ADDRESS = (What.MAIL_TO, What.CODE_FOR, What.RECEIPT)
BY_NUMBER = (
    *(What.PROPOSAL, What.COMMENT, What.VOTE, What.ANSWER, What.FOLLOW, What.CHANGE, What.FILE),
    *(What.REPORT_OF, What.OBJECTION),
    *(What.FACTOR_HELP, What.LEAVE_MAIL, What.LEAVE_CODE),
)
BY_FACTOR = tuple(product((What.FACTOR_OF, What.FACTOR_A_DAY), ("factor code", "passkey question", "passkey")))
"""Under what somebody's tries are booked: their address, their number, or their number with what they confirm by."""


def by_id(person_id: int | None) -> Person | None:
    """The person with this id."""
    return db.get(Person, person_id) if person_id else None


def by_address(address: str) -> Person | None:
    """The person who signs in with this address."""
    return db.scalars(select(Person).where(Person.address == address)).unique().one_or_none()


def people(ids: Iterable[int]) -> list[Person]:
    """These people, in the order of their ids."""
    return list(db.scalars(select(Person).where(Person.id.in_(set(ids))).order_by(Person.id)).unique())


def holders(*offices: Office) -> list[Person]:
    """Everybody who holds one of these offices; without one named, any office."""
    holding = select(Appointment.person_id).where(Appointment.office.in_(offices or tuple(Office)))
    return list(db.scalars(select(Person).where(Person.id.in_(holding)).order_by(Person.pseudonym)).unique())


def holder_by_id(person_id: int) -> Person | None:
    """Somebody who holds an office; nobody else can be looked up by a number."""
    person = by_id(person_id)
    return person if person and person.held else None


def appointment(person_id: int, office: str) -> Appointment | None:
    """The office of this name that somebody holds."""
    return db.get(Appointment, (person_id, office)) if office in set(Office) else None


def is_taken(name: str, *, besides: int | None = None) -> bool:
    """Whether somebody else is already called this, or something that looks the same."""
    same = select(Person.id).where(or_(Person.skeleton == skeleton(name), Person.pseudonym == name))
    return any(each != besides for each in db.scalars(same))


def sessions_of(person_id: int | None, at: datetime) -> Sequence[BrowserSession]:
    """Where somebody is signed in, the newest first."""
    wanted = select(BrowserSession).where(BrowserSession.person_id == person_id, BrowserSession.ends > at)
    return db.scalars(wanted.order_by(BrowserSession.created.desc())).unique().all()


def of(person: Person, at: datetime) -> dict[str, Any]:
    """The account, offices, sessions, mails that let somebody in, and running limits; times with their zone."""
    mails = select(SignIn).where(SignIn.address == person.address).order_by(SignIn.id)
    account = ("address", "pseudonym", "language", "by_mail", "created", "imported_from")
    session = ("device", "created", "seen", "ends", "confirmed", "confirmed_by")
    return {
        "account": {name: getattr(person, name) for name in account},
        "offices": [{"office": each.office, "since": each.since} for each in person.appointments],
        "sessions": _rows(sessions_of(person.id, at), *session),
        "sign_ins": _rows(db.scalars(mails), "created", "ends", "used", "language", "next_path", "office"),
        "limits": _limits(person, at),
    }


def _rows(things: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(each, name) for name in names} for each in things]


def _limits(person: Person, at: datetime) -> list[dict[str, Any]]:
    found = [(what, limits.spent(what, whose, at)) for what, whose in booked(person)]
    return [{"what": what, "spent": each[0], "ends": each[1]} for what, each in found if each]


def booked(person: Person) -> list[tuple[What, str]]:
    """Every limit under which tries of somebody may be booked, as far as address or number tells."""
    by_address = [(what, person.address) for what in BY_ADDRESS if person.address]
    by_number = [(what, str(person.id)) for what in BY_NUMBER]
    return [*by_address, *by_number, *((what, f"{kind} {person.id}") for what, kind in BY_FACTOR)]


def session_named(name: str) -> BrowserSession | None:
    """The session with this public name (its hash, in hexadecimal)."""
    try:
        key = bytes.fromhex(name)
    except ValueError:
        return None
    return db.get(BrowserSession, key)


def number_of(token_hash: bytes, at: datetime) -> str:
    """The number of whoever is signed in with this session; nothing when it has ended."""
    mine = select(BrowserSession.person_id).where(BrowserSession.token_hash == token_hash, BrowserSession.ends > at)
    return str(db.scalar(mine) or "")


def awaited_by(start: str, at: datetime) -> Sequence[SignIn]:
    """The mails that the browser with this secret waits for, the newest first."""
    waiting = select(SignIn).where(SignIn.start_hash == hashed(start), SignIn.office.is_(None), _works(at))
    return db.scalars(waiting.order_by(SignIn.id.desc()).limit(MAILS_OF_ONE_BROWSER)).all() if start else []


def mailed(token: str, at: datetime) -> SignIn | None:
    """The sign-in that a link from a mail belongs to, while it works."""
    return db.scalar(select(SignIn).where(SignIn.link_hash == hashed(token), SignIn.office.is_(None), _works(at)))


def invitation(token: str, at: datetime) -> SignIn | None:
    """The invitation that a link belongs to, while it works."""
    return db.scalar(select(SignIn).where(SignIn.link_hash == hashed(token), SignIn.office.is_not(None), _works(at)))


def _works(at: datetime) -> Any:
    return (SignIn.used.is_(None)) & (SignIn.ends > at)
