"""Sessions: rows in the database, and one cookie that names a row. Nothing else is kept in the browser."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Request, Response, g
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager
from sqlalchemy import delete, select

from bmw.accounts.models import BrowserSession, Person
from bmw.kernel.database import db
from bmw.ui import current

LASTS = timedelta(days=30)
STAFF_LASTS = timedelta(hours=12)


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


def hashed(token: str) -> bytes:
    """What is kept of a secret."""
    return sha256(token.encode()).digest()


def start(person: Person, at: datetime, device: str = "") -> str:
    """Open a session for somebody; the answer to this request carries its cookie."""
    token = secrets.token_urlsafe(32)
    lasts = STAFF_LASTS if person.offices else LASTS
    db.add(
        BrowserSession(
            token_hash=hashed(token), person_id=person.id, created=at, seen=at, ends=at + lasts, device=device[:80]
        )
    )
    g.new_session_token = token
    return token


def end(at: datetime) -> None:
    """Sign out: the session ends at once, everywhere it was copied to."""
    if token := g.get("session_token"):
        db.execute(delete(BrowserSession).where(BrowserSession.token_hash == hashed(token)))
    g.new_session_token = ""


def person_behind(request: Request) -> Person | None:
    """Whoever this browser is signed in as."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    g.session_token = token
    wanted = select(BrowserSession).where(
        BrowserSession.token_hash == hashed(token), BrowserSession.ends > current.at()
    )
    found = db.scalars(wanted).unique().one_or_none()
    return found.person if found else None


def cookie_name() -> str:
    """`__Host-sid` over https; plain http exists only on this machine."""
    return "__Host-sid" if current.settings().is_https else "sid"


class NothingInBrowser(dict[str, Any], SessionMixin):
    """Flask's session object; Flask-Login may write into it, none of it leaves the server."""


class Sessions(SessionInterface):
    """Sets and clears the one cookie; alone decides what may be cached for whom."""

    def open_session(self, app: Flask, request: Request) -> NothingInBrowser:
        return NothingInBrowser()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        token = g.pop("new_session_token", None)
        secure = current.settings().is_https
        if token:
            longest = int(LASTS.total_seconds())
            response.set_cookie(
                cookie_name(), token, max_age=longest, secure=secure, httponly=True, samesite="Lax", path="/"
            )
        elif token == "":
            response.delete_cookie(cookie_name(), secure=secure, httponly=True, samesite="Lax", path="/")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if token is not None or g.get("session_token"):
            response.headers["Vary"] = "Cookie"
            response.headers["Cache-Control"] = "private, no-store"


def set_up(app: Flask) -> None:
    """Let the application know who asks."""
    app.session_interface = Sessions()
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = Guest
    manager.request_loader(person_behind)
