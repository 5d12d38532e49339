"""Sessions: rows in the database, and a cookie that names a row; a second one lives only while a mail is awaited."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager
from sqlalchemy import bindparam, delete, select

from bmw.accounts import presence
from bmw.accounts.models import NEVER, BrowserSession, Person
from bmw.accounts.presence import LASTS, STAFF_LASTS, STRONG_IDLE
from bmw.accounts.secret import hashed, new_token
from bmw.kernel.database import db
from bmw.ui import current

START_LASTS = timedelta(minutes=20)
TOKEN_LENGTH = 43
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
RUNNING = select(BrowserSession).where(
    BrowserSession.token_hash == bindparam("token"), BrowserSession.ends > bindparam("now")
)
"""The session with this secret, unless it is over; every request of somebody asks this."""


class Guest:
    """Somebody who has not signed in."""

    id = None
    offices: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    is_authenticated = False
    is_active = False
    is_anonymous = True

    def get_id(self) -> None:
        """Guests have no id."""
        return


def start(person: Person, at: datetime, device: str = "", *, confirmed_by: str = "") -> None:
    """Open a session for somebody, in place of the one this browser had; the answer carries its cookie."""
    _replace(person.id, at, created=at, ends=at + (STAFF_LASTS if person.held else LASTS), device=device[:80])
    if confirmed_by:
        confirm(confirmed_by, at)
    g.new_start_token = ""


def confirm(by: str, at: datetime) -> None:
    """Somebody has passed their second factor: this browser gets a new secret, and their offices work."""
    old = db.get_one(BrowserSession, own_hash())
    ends = min(old.ends, at + STAFF_LASTS)
    new = _replace(old.person_id, at, created=old.created, ends=ends, device=old.device)
    new.confirmed, new.confirmed_by, new.strong_until = at, by, at + STRONG_IDLE


def _replace(person_id: int, at: datetime, **traits: Any) -> BrowserSession:
    """A session with a new secret; the one this browser had is gone."""
    db.execute(delete(BrowserSession).where(BrowserSession.token_hash == own_hash()))
    g.new_session_token = new_token()
    new = BrowserSession(token_hash=own_hash(), person_id=person_id, seen=at, **traits)
    db.add(new)
    db.flush()
    return new


def end() -> None:
    """Sign out: the session ends at once, everywhere it was copied to, and this browser forgets its cookies."""
    if request.cookies.get(cookie_name()):
        db.execute(delete(BrowserSession).where(BrowserSession.token_hash == own_hash()))
    g.new_session_token = g.new_start_token = ""


def start_token() -> str:
    """The secret of a browser that has asked for a mail and waits; empty if it has not."""
    token = request.cookies.get(start_cookie_name(), "")
    g.start_token = token if len(token) == TOKEN_LENGTH else ""
    return str(g.start_token)


def own_hash() -> bytes:
    """What is kept of this browser's session, also when it has just got a new secret."""
    return hashed(g.get("new_session_token") or request.cookies.get(cookie_name(), ""))


def await_mail(token: str) -> None:
    """Let this browser know that it waits for a mail."""
    g.new_start_token = token


def person_behind(asked: Request) -> Person | None:
    """Whoever this browser is signed in as."""
    token = asked.cookies.get(cookie_name())
    if not token:
        return None
    g.session_token = token
    found = db.scalars(RUNNING, {"token": hashed(token), "now": current.at()}).unique().one_or_none()
    if found is None or presence.standing(found).is_idle(current.at()):
        return None
    presence.notice(found, current.at(), writes=asked.method not in SAFE)
    return _with_powers(found, current.at())


def _with_powers(session: BrowserSession, at: datetime) -> Person:
    """Whoever asks; their offices work only if their second factor was passed in this browser."""
    person, is_strong = session.person, presence.is_strong(session, at)
    person.is_unconfirmed = not is_strong
    person.confirmed_at = (session.confirmed if is_strong else None) or NEVER
    return person


def cookie_name() -> str:
    """`__Host-sid` over https; plain http exists only on this machine."""
    return "__Host-sid" if current.settings().is_https else "sid"


def start_cookie_name() -> str:
    """The short-lived cookie of a browser that waits for its mail."""
    return "__Host-start" if current.settings().is_https else "start"


class NothingInBrowser(dict[str, Any], SessionMixin):
    """Flask's session object; Flask-Login may write into it, none of it leaves the server."""


class Sessions(SessionInterface):
    """Sets and clears the cookies; alone decides what may be cached for whom."""

    def open_session(self, app: Flask, request: Request) -> NothingInBrowser:
        return NothingInBrowser()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        changed = _keep(response, cookie_name(), g.pop("new_session_token", None), LASTS)
        _keep(response, start_cookie_name(), g.pop("new_start_token", None), START_LASTS)
        if changed == "":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if changed is not None or g.get("session_token") or "start_token" in g:
            response.headers["Vary"] = "Cookie"
            response.headers["Cache-Control"] = "private, no-store"


def _keep(response: Response, name: str, token: str | None, lasts: timedelta) -> str | None:
    """Set a cookie, or clear it when its secret is empty; leave it alone when there is none."""
    lasts = lasts if token else timedelta()
    if token is not None:
        response.set_cookie(
            name,
            token,
            max_age=int(lasts.total_seconds()),
            secure=current.settings().is_https,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    return token


def set_up(app: Flask) -> None:
    """Let the application know who asks."""
    app.session_interface = Sessions()
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = Guest
    manager.request_loader(person_behind)
    app.extensions.setdefault("bmw_every_minute", []).append(presence.write)
