"""The present request: who asks, in which language, when, and on which town's platform."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, g
from flask_login import current_user
from sqlalchemy import inspect

from bmw.kernel.clock import now
from bmw.kernel.rules import Who
from bmw.kernel.settings import Settings

if TYPE_CHECKING:
    from bmw.ui.town import Town


def settings() -> Settings:
    """The settings this platform runs with."""
    return cast(Settings, current_app.extensions["bmw_settings"])


def town() -> "Town":
    """The town this platform belongs to."""
    return cast("Town", current_app.extensions["bmw_town"])


def at() -> datetime:
    """The moment of this request; the same one for every question asked in it."""
    if "at" not in g:
        g.at = current_app.extensions.get("bmw_clock", now)()
    return cast(datetime, g.at)


def who() -> Who:
    """Whoever asks: a person, or a guest."""
    return cast(Who, current_user._get_current_object())


def ask_anew() -> None:
    """A step begins, perhaps after waiting for others: who asks, and when, is found out now."""
    g.pop("_login_user", None)
    g.pop("at", None)


def ask_nobody() -> None:
    """While the database is away nobody can be recognised: the page is made as for a guest."""
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # Flask-Login put it there


def start_over() -> None:
    """Forget what an attempt that was not kept wanted to give the browser."""
    g.pop("new_session_token", None)
    g.pop("new_start_token", None)


def look_again_who() -> None:
    """After a step that the database refused, whoever asks stands there blank: look them up anew."""
    state = inspect(g.get("_login_user"), raiseerr=False)
    if state is not None and state.expired_attributes:
        g.pop("_login_user")


def lang() -> str:
    """The language tag of this page's address."""
    return str(g.get("lang", "de"))


def secret() -> bytes:
    """What keys are made from; a demo town without one has a new one at each start."""
    return str(current_app.config["SECRET_KEY"]).encode()
