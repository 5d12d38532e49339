"""The inbox: what somebody was told."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bmw.kernel.rules import is_signed_in
from bmw.notifications import queries, service
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

bp = Blueprint("notifications", __name__, url_prefix="/<lang:lang>")


@bp.app_context_processor
def count_unread() -> dict[str, Any]:
    """Let every page say how many messages are new; asked only where a page says it, and only for people."""
    return {"unread": _unread}


def _unread() -> int:
    return queries.unread(current_user.id) if current_user.is_authenticated else 0


@bp.get("/nachrichten")
@allowed(is_signed_in)
def inbox() -> ResponseReturnValue:
    """Somebody reads what they were told."""
    messages = queries.inbox_page(current.who().id, request.args.get("ab"))
    newest = queries.newest(current.who().id)

    def older_url(cursor: str) -> str:
        return url_for("notifications.inbox", ab=cursor)

    return page("notifications/inbox.html", messages=messages, newest=newest, older_url=older_url)


@bp.post("/nachrichten/gelesen")
@allowed(is_signed_in)
def mark_read() -> ResponseReturnValue:
    """Somebody has read everything up to the newest message they saw."""
    newest = request.form.get("bis", "")
    if newest.isascii() and newest.isdecimal() and len(newest) < 19:
        service.mark_read(int(current.who().id or 0), current.at(), up_to=int(newest))
    return see("notifications.inbox")
