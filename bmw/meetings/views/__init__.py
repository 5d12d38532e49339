"""The pages of meetings: what everybody reads, and what editors write."""

from bmw.meetings.views import editing, files, public, reporting
from bmw.meetings.views.blueprint import bp

__all__ = ["bp", "editing", "files", "public", "reporting"]
