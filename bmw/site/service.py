"""What is done across the rooms: page texts are rewritten, an account is deleted."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from bmw.accounts import messages
from bmw.accounts.messages import Departure
from bmw.accounts.models import Person
from bmw.accounts.secret import hashed_code, new_code
from bmw.comments.service import unsay as unsay_comments
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Localized
from bmw.proposals.service import unsay as unsay_proposals
from bmw.site.models import Leaving, PageText
from bmw.site.personal import ROOMS
from bmw.surveys.service import unsay as unsay_answers

CODE_WORKS = timedelta(minutes=15)


def rewrite(slug: str, title: Localized, text: Localized, at: datetime, *, seen: int = 0) -> PageText:
    """An editor puts the town's own words in place of a page, unless somebody else did so since they looked."""
    page = db.get(PageText, slug)
    if seen != (page.version if page else 0):
        raise NotPossible("Changed in the meantime.")
    if page is None:
        page = PageText(slug=slug)
        db.add(page)
    page.title, page.text, page.changed = title, text, at
    return page


def ask_to_leave(person: Person, at: datetime, *, texts: bool) -> str:
    """Somebody wants to delete their account: a code goes to their address. Returns it."""
    code, salt = new_code(), secrets.token_bytes(16)
    asked = Leaving(person_id=person.id, salt=salt, code_hash=hashed_code(code, salt), texts=texts)
    asked.ends = at + CODE_WORKS
    db.merge(asked)
    messages.wants_to_leave(person, code, at, until=asked.ends)
    return code


def is_code_of(asked: Leaving, code: str) -> bool:
    """Whether these are the digits of the mail."""
    return secrets.compare_digest(hashed_code(code, asked.salt), asked.code_hash)


def erase(person: Person, at: datetime, *, texts: bool = False) -> Departure:
    """Somebody leaves: every room forgets them; with `texts`, their public words go as well. A last mail tells them."""
    address, language = person.address, person.language
    db.execute(delete(Leaving).where(Leaving.person_id == person.id))
    for unsay in (unsay_answers, unsay_comments, unsay_proposals) if texts else ():
        unsay(person, at)
    taken_back = {room.name: room.forget(person, at) for room in ROOMS}
    done = Departure(taken_back["votes"], taken_back["surveys"], texts)
    if address:
        messages.left(address, language, done, at)
    return done


def forget_past(at: datetime) -> None:
    """Who asked for a code and never typed it stays, and nothing tells that they thought of leaving."""
    db.execute(delete(Leaving).where(Leaving.ends < at))
