"""Who may change offices, look at identities and take tables along."""

from bmw.offices.rules.changing import ENOUGH, administrators, goes_together, may_confirm, may_decline, may_propose
from bmw.offices.rules.looking import exports, looks_at_identities, may_fetch, may_look

__all__ = [
    "ENOUGH",
    "administrators",
    "exports",
    "goes_together",
    "looks_at_identities",
    "may_confirm",
    "may_decline",
    "may_fetch",
    "may_look",
    "may_propose",
]
