"""What we write to people about comments."""

from datetime import datetime

from bmw.accounts.models import Person
from bmw.comments.models import Comment
from bmw.kernel.text import _
from bmw.notifications.service import tell


def published(comment: Comment, at: datetime) -> None:
    """A comment that waited is public now."""
    tell(
        comment.author,
        _("Your comment is public"),
        _("The moderators have read your comment. Now everybody can see it:\n\n%(words)s", words=comment.headline.text),
        at,
        endpoint=comment.page,
        dedupe=f"comment-{comment.id}-published",
        reference=comment,
    )


def replied(comment: Comment, to: Person, at: datetime) -> None:
    """Somebody has replied to a comment."""
    tell(
        to,
        _("Somebody replied to you"),
        _("Somebody replied to your comment:\n\n%(words)s", words=comment.headline.text),
        at,
        endpoint=comment.page,
        dedupe=f"comment-{comment.id}-replied",
        reference=comment,
    )
