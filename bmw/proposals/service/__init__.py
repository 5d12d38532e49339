"""What happens to proposals: people write and support them, moderators decide, something becomes of them."""

from bmw.proposals import counters as counters
from bmw.proposals.service.illustrating import illustrate, redescribe, unillustrate
from bmw.proposals.service.leaving import forget, is_built_upon, unsay
from bmw.proposals.service.moderation import hide, merge, publish, refuse, restore, split
from bmw.proposals.service.outcomes import Reply, adopted, answer, bundled, not_taken_up, released
from bmw.proposals.service.taking_part import comment, publish_comment, support
from bmw.proposals.service.writing import Words, draft, edit, hand_in, move, submit, withdraw

__all__ = [
    "Reply",
    "Words",
    "adopted",
    "answer",
    "bundled",
    "comment",
    "draft",
    "edit",
    "forget",
    "hand_in",
    "hide",
    "illustrate",
    "is_built_upon",
    "merge",
    "move",
    "not_taken_up",
    "publish",
    "publish_comment",
    "redescribe",
    "refuse",
    "released",
    "restore",
    "split",
    "submit",
    "support",
    "unillustrate",
    "unsay",
    "withdraw",
]
