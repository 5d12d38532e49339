"""Floods: every try is booked before its step, and whoever tries unusually often is slowed down, never locked out."""

import ipaddress
from math import ceil

from flask import g, request

from bmw.kernel.limits import ALLOWED, What, book, goes_on
from bmw.ui import current


def network() -> str:
    """The network somebody comes from: /24 or /48, for one address can be changed in no time."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped  # as a socket for both tells it; else all of IPv4 would be one network
    wide = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{wide}", strict=False))


def within(*tries: tuple[What, str]) -> bool:
    """Book these tries, all of them; false if one was one too many."""
    at = current.at()
    booked = [(ALLOWED[what], book(what, whose, at)) for what, whose in tries]
    g.is_risky = is_risky() or any(allowance.risky and spent.tries > allowance.risky for allowance, spent in booked)
    return all(spent for _allowance, spent in booked)


def is_risky() -> bool:
    """Whether unusually much comes from where this request comes from."""
    return bool(g.get("is_risky"))


def seconds_to_wait() -> int:
    """How long until a refused step may be tried again."""
    moment = goes_on.get()
    return max(1, ceil((moment - current.at()).total_seconds())) if moment else 60
