"""How often people may ask for mails and type codes; booked before the step, so that every try counts."""

import ipaddress
from contextlib import suppress
from datetime import timedelta

from flask import request

from bmw.accounts import queries, sessions
from bmw.accounts.forms import digits_of, plain_address
from bmw.accounts.secret import CODE_DIGITS, hashed
from bmw.kernel.database import transaction
from bmw.kernel.limits import spend
from bmw.ui import current

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MAILS, MAILS_OF_NETWORK = 6, 100
CODES, CODES_OF_NETWORK = 20, 300


def network() -> str:
    """The network somebody comes from: /24 or /48, for one address can be changed in no time."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    wide = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{wide}", strict=False))


def whose() -> str:
    """The number of whoever is signed in, under which their tries are booked; guests have none."""
    with transaction(writes=False):
        session = queries.session_named(sessions.own_hash().hex())
        return str(session.person_id) if session and session.ends > current.at() else ""


def may_ask() -> bool:
    """Book a mail that somebody asks for, known address or not."""
    at = current.at()
    booked = [spend("mail from", network(), most=MAILS_OF_NETWORK, per=HOUR, at=at)]
    with suppress(ValueError):
        booked.append(spend("mail to", plain_address(request.form.get("address", "")), most=MAILS, per=HOUR, at=at))
    return all(booked)


def may_type_code() -> bool:
    """Book a code typed on the page that waits for it."""
    with transaction(writes=False):
        awaited = queries.awaited_by(sessions.start_token(), current.at())
    return _book_code(awaited[0].address if awaited else "", hashed(sessions.start_token()))


def may_use_link(token: str) -> bool:
    """Book a code typed on the page of a link; the browser that asked needs none."""
    with transaction(writes=False):
        mailed = queries.mailed(token, current.at())
    if mailed and mailed.start_hash == hashed(sessions.start_token()):
        return True
    return _book_code(mailed.address if mailed else "", hashed(token))


def _book_code(address: str, target: bytes) -> bool:
    if len(digits_of(request.form.get("code", ""))) != CODE_DIGITS:
        return True
    at = current.at()
    booked = [
        spend("code from", network(), most=CODES_OF_NETWORK, per=HOUR, at=at),
        spend("code on", target.hex(), most=CODES, per=HOUR, at=at),
    ]
    if address:
        booked.append(spend("code for", address, most=CODES, per=DAY, at=at))
    return all(booked)
