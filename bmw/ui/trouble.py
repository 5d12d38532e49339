"""Taking some trouble: a small calculation (ALTCHA) by the browser, or two minutes of waiting, when too much comes in.

Never a puzzle. A challenge is for one form and one network, for ten minutes, and works once.
"""

import json
import secrets
from datetime import UTC, datetime, timedelta

from altcha import Challenge, Payload, Solution, create_challenge, verify_solution
from flask import request

from bmw.kernel.limits import use_once
from bmw.ui import current
from bmw.ui.floods import network
from bmw.ui.signed import read, sign

ALGORITHM, COST = "PBKDF2/SHA-256", 2000
LEAST, MOST = 50, 250
"""The browser has to find one of so many numbers; half of them on average, under a second on a small phone."""
LASTS, WAIT = timedelta(minutes=10), timedelta(minutes=2)
SLACK = timedelta(seconds=1)


def challenge() -> str:
    """A new challenge for this form, as it stands in it."""
    counter = LEAST + secrets.randbelow(MOST - LEAST)
    made = create_challenge(ALGORITHM, COST, counter=counter, hmac_secret=current.secret())
    given = {"challenge": made.to_dict(), "at": int(current.at().timestamp()), "for": _target()}
    return sign("trouble", json.dumps(given))


def is_taken(written: str | None, proof: str | None) -> bool:
    """Whether somebody took the trouble of this challenge, or waited; each one counts once."""
    words = read("trouble", written)
    if not words:
        return False
    given = json.loads(words)
    since = datetime.fromtimestamp(given["at"], UTC)
    if given["for"] != _target() or not timedelta() <= current.at() - since + SLACK <= LASTS:
        return False
    took = current.at() - since >= WAIT or _is_solved(Challenge.from_dict(given["challenge"]), proof)
    return took and use_once(f"trouble {given['challenge']['signature']}", since + LASTS)


def _is_solved(asked: Challenge, proof: str | None) -> bool:
    counter, _dot, key = (proof or "").partition(".")
    if not (counter.isascii() and counter.isdecimal() and len(counter) < 6 and len(key) == 64):
        return False
    payload = Payload(asked, Solution(int(counter), key))
    return bool(verify_solution(payload, current.secret()).verified)


def _target() -> str:
    return f"{request.endpoint} {network()} {current.who().id or ''}"
