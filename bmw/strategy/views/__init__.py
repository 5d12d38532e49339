"""The pages of the roadmap: what everybody sees, and what editors do."""

from bmw.strategy.views import council, editing, files, public
from bmw.strategy.views.room import bp

__all__ = ["bp", "council", "editing", "files", "public"]
