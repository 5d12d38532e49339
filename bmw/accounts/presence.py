"""When browsers were last there: remembered at once, written by and by, so that reading a page writes nothing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import update

from bmw.accounts.models import BrowserSession
from bmw.kernel.database import db, transaction
from bmw.ui import current

LASTS, IDLE = timedelta(days=30), timedelta(days=14)
"""A session ends after thirty days, or when nobody came for fourteen."""
STAFF_LASTS, STRONG_IDLE = timedelta(hours=12), timedelta(minutes=30)
"""With an office it ends after twelve hours; after half an hour without a page the second factor is asked for again."""
RECENT = timedelta(minutes=10)
"""Changing one's second factors needs one that was confirmed so recently."""
SEEN_EVERY = timedelta(minutes=5)
DEMO = "demo"


@dataclass(frozen=True)
class Standing:
    """How a session stands: when it was last used, and until when its offices work."""

    seen: datetime
    strong_until: datetime | None

    def is_idle(self, at: datetime) -> bool:
        """Whether nobody came for too long."""
        return at - self.seen > IDLE


def standing(session: BrowserSession) -> Standing:
    """What is written about a session, and what is remembered since."""
    written = Standing(session.seen, session.strong_until)
    later = _remembered().get(session.token_hash)
    if later is None or later.seen <= written.seen:
        return written
    known = written.strong_until is not None and later.strong_until is not None
    return later if known else replace(later, strong_until=written.strong_until)


def is_strong(session: BrowserSession, at: datetime) -> bool:
    """Whether the second factor was passed in this browser and still counts."""
    if session.confirmed is None or at - session.confirmed >= STAFF_LASTS:
        return False
    if session.confirmed_by == DEMO:
        return current.settings().demo
    until = standing(session).strong_until
    return until is not None and at < until


def notice(session: BrowserSession, at: datetime, *, writes: bool) -> None:
    """Somebody is there; every five minutes that is worth remembering."""
    if at - standing(session).seen < SEEN_EVERY:
        return
    until = at + STRONG_IDLE if is_strong(session, at) else session.strong_until
    _remembered()[session.token_hash] = Standing(at, until)
    if writes:
        session.seen, session.strong_until = at, until


def write() -> None:
    """Write what was remembered; a mark that was taken away in the meantime stays away."""
    noted = _remembered().copy()
    if not noted:
        return
    with transaction():
        for token_hash, each in noted.items():
            same = update(BrowserSession).where(BrowserSession.token_hash == token_hash)
            db.execute(same.where(BrowserSession.seen < each.seen).values(seen=each.seen))
            longer = same.where(BrowserSession.strong_until < each.strong_until)
            if each.strong_until is not None:
                db.execute(longer.values(strong_until=each.strong_until))
    for token_hash, each in noted.items():
        if _remembered().get(token_hash) == each:
            del _remembered()[token_hash]


def _remembered() -> dict[bytes, Standing]:
    found: dict[bytes, Standing] = current_app.extensions.setdefault("bmw_presence", {})
    return found
