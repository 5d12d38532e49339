"""The pages of accounts: the way in, one's own profile, offices, and the roles of the demo town."""

from bmw.accounts.views import demo, entry, offices, profile
from bmw.accounts.views.blueprint import bp

__all__ = ["bp", "demo", "entry", "offices", "profile"]
