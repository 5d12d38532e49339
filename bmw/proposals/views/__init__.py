"""Pages of proposals: reading them, writing them, taking part."""

from bmw.proposals.views import reading, taking_part, writing
from bmw.proposals.views.blueprint import bp

__all__ = ["bp", "reading", "taking_part", "writing"]
