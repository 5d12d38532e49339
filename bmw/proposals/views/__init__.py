"""Pages of proposals: reading them, writing them, taking part."""

from bmw.proposals.views import counting, pictures, reading, tables, taking_part, writing
from bmw.proposals.views.blueprint import bp

__all__ = ["bp", "counting", "pictures", "reading", "tables", "taking_part", "writing"]
