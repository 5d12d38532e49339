"""The pages of the desk: what waits, decisions, merging, outcomes and findings."""

from bmw.moderation.views import blocks, bundling, desk, merging, outcomes
from bmw.moderation.views.door import bp

__all__ = ["blocks", "bp", "bundling", "desk", "merging", "outcomes"]
