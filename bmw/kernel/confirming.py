"""The second factor in the rules: what it would change if somebody confirmed now."""

from datetime import datetime
from typing import Any, cast

from bmw.kernel.rules import Answer, Rule, Who
from bmw.kernel.text import _

UNCONFIRMED = Answer(
    False, _("Please confirm with your second factor first. Your office works only then."), confirm=True
)


class Confirmed:
    """Somebody as they would be after confirming with their second factor; only for asking what that would change."""

    def __init__(self, who: Who) -> None:
        self._who, self.offices = who, who.held

    def __getattr__(self, name: str) -> Any:
        return getattr(self._who, name)


def would_confirming_help(asked: Rule, who: Who, on: Any, at: datetime, answer: Answer) -> bool:
    """Whether a rule would speak otherwise to somebody who has confirmed with their second factor."""
    if answer or who.offices == who.held:
        return False
    other = asked(cast(Who, Confirmed(who)), on, at)
    return bool(other) or str(other.sentence) != str(answer.sentence)
