"""The pages of the desk: what waits, decisions, merging, outcomes and findings."""

from bmw.moderation.views import bundling, desk, merging, outcomes
from bmw.moderation.views.door import bp

__all__ = ["bp", "bundling", "desk", "merging", "outcomes"]
