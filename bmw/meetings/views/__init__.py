"""The pages of meetings: what everybody reads, and what editors write."""

from bmw.meetings.views import editing, public, reporting
from bmw.meetings.views.blueprint import bp

__all__ = ["bp", "editing", "public", "reporting"]
