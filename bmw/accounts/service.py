"""What people do with their accounts: sign in, choose a name, leave; and how offices are given and taken."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bmw.accounts import messages, queries
from bmw.accounts.demo import ROLES
from bmw.accounts.models import Appointment, BrowserSession, Office, Person, SignIn, clashes
from bmw.accounts.pseudonyms import skeleton
from bmw.accounts.secret import hashed, hashed_code, new_code, new_token
from bmw.kernel import limits
from bmw.kernel.database import db, hold
from bmw.kernel.states import NotPossible
from bmw.ui.links import without_words

MAIL_WORKS = timedelta(minutes=15)
INVITATION_WORKS = timedelta(days=7)
FORMER = "Ehemaliges Mitglied"
"""What stands in the place of a name; pages say it in the language of whoever reads (`Person.name`)."""


def ask(address: str, language: str, start: str, next_path: str, at: datetime) -> tuple[str, str]:
    """Somebody asks to be let in: a link and a code go to the address, known or not. Returns both."""
    token, code = new_token(), new_code()
    sign_in = SignIn(address=address, language=language, start_hash=hashed(start), created=at)
    sign_in.next_path = without_words(next_path)
    sign_in.link_hash, sign_in.ends = hashed(token), at + MAIL_WORKS
    sign_in.code_hash = hashed_code(code, sign_in.link_hash)
    db.add(sign_in)
    messages.asked(address, language, token, code, at, until=sign_in.ends)
    return token, code


def is_code_of(sign_in: SignIn, code: str) -> bool:
    """Whether these are the digits of the mail."""
    return secrets.compare_digest(hashed_code(code, sign_in.link_hash), sign_in.code_hash)


def let_in(sign_in: SignIn, town: str, at: datetime) -> tuple[Person, bool]:
    """Somebody has shown that the address is theirs; the second value says whether they are new here."""
    used = update(SignIn).where(SignIn.id == sign_in.id, SignIn.used.is_(None)).values(used=at).returning(SignIn.id)
    if db.scalar(used) is None:
        raise NotPossible("used")
    db.execute(
        update(SignIn)
        .where(SignIn.address == sign_in.address, SignIn.used.is_(None), SignIn.office.is_(None))
        .values(used=at)
    )
    known = queries.by_address(sign_in.address)
    return (known, False) if known else (_welcome(sign_in.address, sign_in.language, town, at), True)


def _welcome(address: str, language: str, town: str, at: datetime, name: str = "") -> Person:
    name = name or free_name(town)
    person = Person(
        address=address,
        pseudonym=name,
        skeleton=skeleton(name),
        language=language,
        voter_id=secrets.token_bytes(16),
        created=at,
        appointments=[],
    )
    db.add(person)
    db.flush()
    return person


def free_name(town: str) -> str:
    """A friendly name that nobody has yet, for those who have not chosen one."""
    for digits in (4, 5, 6, 7, 8):
        name = f"{town[:20]}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if not queries.is_taken(name):
            return name
    return free_name(town)


def rename(person: Person, name: str) -> None:
    """Somebody wants to be called something else; also on what they wrote before."""
    person.pseudonym, person.skeleton = name, skeleton(name)


def set_name_aside(person: Person, town: str) -> None:
    """A neutral name stands in the place of one that broke a rule, until its owner chooses another."""
    barred = skeleton(person.pseudonym)
    rename(person, free_name(town))
    person.barred = barred


def allow_name_again(person: Person) -> None:
    """It broke no rule after all: its owner may choose it again."""
    person.barred = ""


def prefer(person: Person, language: str, *, by_mail: bool) -> None:
    """Somebody says in which language we write to them, and whether by mail."""
    person.language, person.by_mail = language, by_mail


def end_session(session: BrowserSession) -> None:
    """Sign out one browser."""
    db.delete(session)


def end_sessions(person_id: int, *, but: bytes = b"") -> None:
    """Sign out every browser of somebody, but the one with this hash.

    So it is after each change of power: a secret that was copied before is worth nothing after it, and whoever comes
    first with it is not given the new one.
    """
    db.execute(delete(BrowserSession).where(BrowserSession.person_id == person_id, BrowserSession.token_hash != but))


def close_every_way_in() -> None:
    """An earlier state was put back: who signed out would be in again, and used links would work. None does."""
    for table in (BrowserSession, SignIn):
        db.execute(delete(table))


def forget(person: Person, at: datetime) -> None:
    """Somebody leaves: address, name, voter id, sessions and offices are forgotten; a number stays.

    It comes last: the other rooms still need address and voter id to find what belongs to them.
    """
    if Office.ADMINISTRATOR in person.held:
        leave_an_administrator()
    end_sessions(person.id)
    db.execute(delete(SignIn).where(SignIn.address == person.address))
    db.execute(update(SignIn).where(SignIn.by_id == person.id).values(by_id=None))
    for what, whose in queries.booked(person):
        limits.forget(what, whose)
    person.appointments.clear()
    person.address = person.imported_from = None
    person.voter_id = secrets.token_bytes(16)
    person.pseudonym, person.skeleton, person.barred = FORMER, f"#{person.id}", ""
    person.language, person.by_mail = "de", False
    db.flush()


def invite(address: str, office: Office, at: datetime, *, by: int | None = None) -> str:
    """A link, good for one use within a week, that gives an address an office."""
    token = new_token()
    never = hashed(new_token())
    db.add(
        SignIn(
            address=address.strip().lower(),
            link_hash=hashed(token),
            code_hash=never,
            start_hash=never,
            language="de",
            created=at,
            ends=at + INVITATION_WORKS,
            office=office,
            by_id=by,
        )
    )
    return token


def invite_by_mail(address: str, office: Office, language: str, at: datetime, *, by: int | None) -> None:
    """The same, with the link sent to the address."""
    messages.invited(address, language, office, invite(address, office, at, by=by), at)


def accept(invitation: SignIn, language: str, town: str, at: datetime) -> Person:
    """The invited person takes on the office."""
    used = update(SignIn).where(SignIn.id == invitation.id, SignIn.used.is_(None)).values(used=at).returning(SignIn.id)
    if invitation.office is None or db.scalar(used) is None:
        raise NotPossible("used")
    person = queries.by_address(invitation.address) or _welcome(invitation.address, language, town, at)
    _give(person, invitation.office, invitation.by_id, at)
    return person


def appoint(person: Person, office: Office, by: int | None, at: datetime) -> None:
    """Give somebody an office and tell them; giving it again changes nothing."""
    if office not in person.held:
        _give(person, office, by, at)
        messages.appointed(person, office, at)


def _give(person: Person, office: Office, by: int | None, at: datetime) -> None:
    hold(person)
    if office in person.held:
        return
    if clashes(office, person.held):
        raise NotPossible(f"{office} does not go with what they hold")
    person.appointments.append(Appointment(office=office, since=at, by_id=by))
    db.flush()
    end_sessions(person.id)


def leave_an_administrator() -> None:
    """One more may go, for another one stays; of steps in the same second each waits here for the one before."""
    held = select(Appointment.person_id).where(Appointment.office == Office.ADMINISTRATOR)
    if len(db.scalars(held.order_by(Appointment.person_id).with_for_update()).all()) < 2:
        raise NotPossible("the last administrator")


def dismiss(person: Person, office: Office, at: datetime) -> None:
    """Take an office from somebody and tell them."""
    held = [each for each in person.appointments if each.office is office]
    for each in held:
        person.appointments.remove(each)
        messages.dismissed(person, office, at)
    if held:
        end_sessions(person.id)


def demo_person(role: str, at: datetime) -> Person:
    """The person who plays a role in the demo town."""
    wanted = ROLES[role]
    person = queries.by_address(wanted.address)
    if person is None:
        name = wanted.pseudonym if not queries.is_taken(wanted.pseudonym) else ""
        person = _welcome(wanted.address, "de", "Bergheim", at, name)
    for office in wanted.offices:
        _give(person, office, None, at)
    return person


def forget_past(at: datetime) -> None:
    """Clear away sessions, mails and invitations that have run out."""
    db.execute(delete(BrowserSession).where(BrowserSession.ends < at))
    db.execute(delete(SignIn).where(SignIn.ends < at - timedelta(days=1)))
