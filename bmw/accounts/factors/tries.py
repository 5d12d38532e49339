"""How often somebody may try to confirm; booked before the step, so that every try counts."""

from datetime import timedelta

from flask import g, request

from bmw.accounts import sessions
from bmw.accounts.factors.models import Purpose
from bmw.accounts.factors.service import use_up
from bmw.accounts.tries import DAY, HOUR, network, whose
from bmw.kernel.limits import spend
from bmw.ui import current

OF_PERSON, OF_PERSON_A_DAY, OF_SESSION, OF_NETWORK = 20, 100, 20, 100
HELP_A_DAY = 5


def _booked(what: str) -> bool:
    at, person = current.at(), whose()
    booked = [
        spend(f"{what} from", network(), most=OF_NETWORK, per=HOUR, at=at),
        spend(f"{what} in", sessions.own_hash().hex(), most=OF_SESSION, per=HOUR, at=at),
    ]
    if person:
        booked.append(spend(f"{what} of", person, most=OF_PERSON, per=HOUR, at=at))
        booked.append(spend(f"{what} a day of", person, most=OF_PERSON_A_DAY, per=DAY, at=at))
    return all(booked)


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
    return spend("factor help", whose(), most=HELP_A_DAY, per=timedelta(days=1), at=current.at())


def _take(purpose: Purpose) -> bool:
    g.challenge = use_up(sessions.own_hash(), purpose, current.at())
    return _booked("passkey")


def challenge() -> bytes:
    """What this try had to sign; empty if there was nothing, or too long ago."""
    return g.get("challenge") or b""
