"""Sessions: rows in the database, and a cookie that names a row; a second one lives only while a mail is awaited."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager
from sqlalchemy import delete, select

from bmw.accounts.models import BrowserSession, Person
from bmw.accounts.secret import hashed, new_token
from bmw.kernel.database import db
from bmw.ui import current

LASTS = timedelta(days=30)
STAFF_LASTS = timedelta(hours=12)
START_LASTS = timedelta(minutes=20)
SEEN_EVERY = timedelta(minutes=5)
TOKEN_LENGTH = 43
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guest:
    """Somebody who has not signed in."""

    id = None
    offices: frozenset[str] = frozenset()
    is_authenticated = False
    is_active = False
    is_anonymous = True

    def get_id(self) -> None:
        """Guests have no id."""
        return


def start(person: Person, at: datetime, device: str = "") -> str:
    """Open a session for somebody, in place of the one this browser had; the answer carries its cookie."""
    if old := request.cookies.get(cookie_name()):
        db.execute(delete(BrowserSession).where(BrowserSession.token_hash == hashed(old)))
    token = new_token()
    lasts = STAFF_LASTS if person.offices else LASTS
    db.add(
        BrowserSession(
            token_hash=hashed(token), person_id=person.id, created=at, seen=at, ends=at + lasts, device=device[:80]
        )
    )
    g.new_session_token = token
    g.new_start_token = ""
    return token


def end() -> None:
    """Sign out: the session ends at once, everywhere it was copied to."""
    if request.cookies.get(cookie_name()):
        db.execute(delete(BrowserSession).where(BrowserSession.token_hash == own_hash()))
        g.new_session_token = ""


def start_token() -> str:
    """The secret of a browser that has asked for a mail and waits; empty if it has not."""
    token = request.cookies.get(start_cookie_name(), "")
    g.start_token = token if len(token) == TOKEN_LENGTH else ""
    return str(g.start_token)


def own_hash() -> bytes:
    """What is kept of this browser's session."""
    return hashed(request.cookies.get(cookie_name(), ""))


def await_mail(token: str) -> None:
    """Let this browser know that it waits for a mail."""
    g.new_start_token = token


def person_behind(asked: Request) -> Person | None:
    """Whoever this browser is signed in as."""
    token = asked.cookies.get(cookie_name())
    if not token:
        return None
    g.session_token = token
    wanted = select(BrowserSession).where(
        BrowserSession.token_hash == hashed(token), BrowserSession.ends > current.at()
    )
    found = db.scalars(wanted).unique().one_or_none()
    if found and asked.method not in SAFE and current.at() - found.seen >= SEEN_EVERY:
        found.seen = current.at()
    return found.person if found else None


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
