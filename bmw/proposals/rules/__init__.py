"""Questions about proposals: who sees, writes, supports, discusses and takes them back."""

from bmw.proposals.rules.seeing import is_author, may_count, may_read, may_read_all, may_see, may_see_own
from bmw.proposals.rules.taking_part import is_public, may_comment, may_follow, may_support, may_withdraw_comment
from bmw.proposals.rules.writing import is_fresh, may_edit, may_hand_in, may_see_draft, may_submit, may_withdraw

__all__ = [
    "is_author",
    "is_fresh",
    "is_public",
    "may_comment",
    "may_count",
    "may_edit",
    "may_follow",
    "may_hand_in",
    "may_read",
    "may_read_all",
    "may_see",
    "may_see_draft",
    "may_see_own",
    "may_submit",
    "may_support",
    "may_withdraw",
    "may_withdraw_comment",
]
