"""The pages of offices: who holds which, what was changed by whom, and looking at identities."""

from bmw.offices.views import changing, looking, watching
from bmw.offices.views.room import bp

__all__ = ["bp", "changing", "looking", "watching"]
