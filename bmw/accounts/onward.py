"""Where somebody wanted to go before they had to sign in: only to pages of our own."""

import re
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

PLAIN = re.compile(r"/[a-z]{2,3}(?:-[a-z]+)?/[A-Za-z0-9/._~-]*(?:\?[A-Za-z0-9._~=&%+-]*)?")
LONGEST = 300
NOT_AFTERWARDS = ("accounts.sign_in", "accounts.code", "accounts.enter", "accounts.signed_out", "accounts.confirm")


def own_page(wanted: str | None) -> str:
    """The wanted address if it is a page of this platform, else nothing."""
    if not wanted or len(wanted) > LONGEST or "//" in wanted or not PLAIN.fullmatch(wanted):
        return ""
    try:
        endpoint, _values = current_app.url_map.bind("localhost").match(urlsplit(wanted).path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    return "" if endpoint in NOT_AFTERWARDS else wanted
