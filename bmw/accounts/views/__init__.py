"""The pages of accounts: the way in, one's own profile, second factors, offices, and the roles of the demo town."""

from bmw.accounts.views import confirming, demo, entry, factors, offices, profile, resets
from bmw.accounts.views.blueprint import bp

__all__ = ["bp", "confirming", "demo", "entry", "factors", "offices", "profile", "resets"]
