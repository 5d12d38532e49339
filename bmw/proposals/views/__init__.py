"""Pages of proposals: reading them, writing them, taking part."""

from bmw.proposals.views import pictures, reading, tables, taking_part, writing
from bmw.proposals.views.blueprint import bp

__all__ = ["bp", "pictures", "reading", "tables", "taking_part", "writing"]
