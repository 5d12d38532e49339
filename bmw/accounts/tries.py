"""How often people may ask for mails and type codes; booked before the step, so that every try counts."""

from collections.abc import Callable
from contextlib import suppress

from flask import request

from bmw.accounts import queries, sessions
from bmw.accounts.forms import digits_of, plain_address
from bmw.accounts.secret import CODE_DIGITS, hashed
from bmw.kernel.database import transaction
from bmw.kernel.limits import DAY, HOUR, What
from bmw.ui import current
from bmw.ui.floods import network, within

__all__ = ["DAY", "HOUR", "by_person", "may_ask", "may_type_code", "may_use_link", "network", "whose"]


def whose() -> str:
    """The number of whoever is signed in, under which their tries are booked; guests have none."""
    with transaction(writes=False):
        return queries.number_of(sessions.own_hash(), current.at())


def by_person(what: What) -> Callable[..., bool]:
    """Books a step of somebody who has signed in; guests are refused anyway."""

    def booked(**_values: object) -> bool:
        person = whose()
        return not person or within((what, person))

    return booked


def may_ask() -> bool:
    """Book a mail that somebody asks for, known address or not."""
    tries = [(What.MAIL_FROM, network())]
    with suppress(ValueError):
        tries.append((What.MAIL_TO, plain_address(request.form.get("address", ""))))
    return within(*tries)


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
    tries = [(What.CODE_FROM, network()), (What.CODE_ON, target.hex())]
    return within(*tries, *([(What.CODE_FOR, address)] if address else []))
