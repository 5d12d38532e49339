"""How often somebody may try to confirm; booked before the step, so that every try counts."""

from flask import g, request

from bmw.accounts import sessions
from bmw.accounts.factors.models import Purpose
from bmw.accounts.factors.service import use_up
from bmw.accounts.tries import whose
from bmw.kernel.limits import What
from bmw.ui import current
from bmw.ui.floods import network, within


def _booked(kind: str) -> bool:
    person = whose()
    tries = [(What.FACTOR_FROM, f"{kind} {network()}"), (What.FACTOR_IN, f"{kind} {sessions.own_hash().hex()}")]
    if person:
        tries += [(What.FACTOR_OF, f"{kind} {person}"), (What.FACTOR_A_DAY, f"{kind} {person}")]
    return within(*tries)


def may_type() -> bool:
    """Book a code that somebody types."""
    return _booked("factor code") if request.form.get("code", "").strip() else True


def may_begin() -> bool:
    """Book a question for something to sign."""
    return _booked("passkey question")


def may_sign() -> bool:
    """Book what a passkey has signed, and take the challenge it was for: it works once, right or wrong."""
    return _take(Purpose.CONFIRM)


def may_make() -> bool:
    """The same for a passkey that was just made."""
    return _take(Purpose.ADD_PASSKEY)


def may_ask() -> bool:
    """Book a request after a loss, which writes to every administrator."""
    return within((What.FACTOR_HELP, whose()))


def _take(purpose: Purpose) -> bool:
    g.challenge = use_up(sessions.own_hash(), purpose, current.at())
    return _booked("passkey")


def challenge() -> bytes:
    """What this try had to sign; empty if there was nothing, or too long ago."""
    return g.get("challenge") or b""
