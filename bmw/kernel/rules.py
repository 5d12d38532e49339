"""Rules: small named questions that answer yes, or no with the sentence that says why.

The same sentence explains the disabled button, the refused page and the closed phase.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bmw.kernel.text import Sentence, _


class Who(Protocol):
    """Whoever asks: a person with offices, or somebody who has not signed in.

    `held` are the offices somebody has, `offices` those that work now: without a second factor, none.
    """

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def offices(self) -> frozenset[str]: ...

    @property
    def held(self) -> frozenset[str]: ...

    @property
    def id(self) -> int | None: ...


@dataclass(frozen=True)
class Answer:
    """Yes, or no with a reason; `sign_in` tells that signing in would help, `confirm` that a second factor would."""

    granted: bool
    sentence: Sentence = ""
    sign_in: bool = False
    confirm: bool = False

    def __bool__(self) -> bool:
        return self.granted


YES = Answer(True)


def no(sentence: Sentence, *, sign_in: bool = False) -> Answer:
    """No, and why."""
    return Answer(False, sentence, sign_in)


Question = Callable[[Who, Any, datetime], Answer]


@dataclass(frozen=True)
class Rule:
    """A question about a person, a thing and the present moment."""

    ask: Question
    name: str

    def __call__(self, who: Who, on: Any, at: datetime) -> Answer:
        return self.ask(who, on, at)

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(lambda who, on, at: self(who, on, at) and other(who, on, at), f"{self.name} & {other.name}")

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(lambda who, on, at: self(who, on, at) or other(who, on, at), f"{self.name} | {other.name}")


def rule(question: Question) -> Rule:
    """Make a question a rule that can be combined with `&` and `|`."""
    return Rule(question, question.__name__)


@rule
def anyone(who: Who, on: Any, at: datetime) -> Answer:
    """Everybody may, signed in or not."""
    return YES


@rule
def is_signed_in(who: Who, on: Any, at: datetime) -> Answer:
    """People who have signed in may."""
    return (
        YES if who.is_authenticated else no(_("Please sign in first. You only need an e-mail address."), sign_in=True)
    )


def holds(*offices: str) -> Rule:
    """People who hold one of these offices may."""

    def holds_office(who: Who, on: Any, at: datetime) -> Answer:
        if who.offices & set(offices):
            return YES
        return no(_("This page is for people with an office on this platform."), sign_in=not who.is_authenticated)

    return Rule(holds_office, "holds " + "/".join(offices))
