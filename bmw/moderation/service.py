"""A moderator decides: the contribution changes, the case is settled, and everybody concerned is told."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from bmw.accounts.models import Person
from bmw.board import service as board
from bmw.cases import service as cases
from bmw.cases.models import Case, Decision, Kind, Reason
from bmw.comments import service as comments
from bmw.comments.models import Comment
from bmw.findings import service as findings
from bmw.findings.models import Finding
from bmw.kernel.states import NotPossible
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.record.models import Record

Verb = Callable[[Any, Person, datetime], None]
ON_PROPOSALS: Mapping[Decision, Verb] = {
    Decision.ACCEPTED: proposals.publish,
    Decision.HELD_BACK: proposals.refuse,
    Decision.HIDDEN: proposals.hide,
    Decision.RESTORED: proposals.restore,
}
ON_COMMENTS: Mapping[Decision, Verb] = {
    Decision.ACCEPTED: proposals.publish_comment,
    Decision.HELD_BACK: comments.refuse,
    Decision.HIDDEN: comments.hide,
    Decision.RESTORED: comments.restore,
}
YES: Mapping[Kind, Decision] = {
    Kind.SUBMITTED: Decision.ACCEPTED,
    Kind.EDITED: Decision.ACCEPTED,
    Kind.REPORTED: Decision.KEPT,
    Kind.OBJECTION: Decision.RESTORED,
    Kind.FEEDBACK: Decision.ANSWERED,
}


def fingerprint(record: Record | None) -> str:
    """A short mark of what a contribution says now; a decision names the one that the moderator read."""
    says = [str(getattr(record, name, "")) for name in ("title", "body", "language")]
    return sha256(json.dumps(says).encode()).hexdigest()[:20]


def accept(case: Case, by: Person, at: datetime) -> Decision:
    """A moderator lets a contribution be seen, or leaves it as it is."""
    return _decide(case, YES[case.kind], by, at)


def restrict(case: Case, by: Person, at: datetime, *, rule: Reason, facts: str) -> Decision:
    """A moderator holds a contribution back, or hides it if it was public, and says which rule and why."""
    public = case.record is not None and case.record.is_public
    return _decide(case, Decision.HIDDEN if public else Decision.HELD_BACK, by, at, rule=rule, facts=facts)


def keep(case: Case, by: Person, at: datetime, *, facts: str) -> Decision:
    """Another moderator looked at an objection and leaves the decision as it is."""
    return _decide(case, Decision.KEPT, by, at, facts=facts)


def reply(case: Case, by: Person, at: datetime, *, facts: str) -> Decision:
    """Somebody who wrote about the platform gets an answer; without words the message is only closed."""
    return _decide(case, Decision.ANSWERED, by, at, facts=facts)


def _decide(
    case: Case, decision: Decision, by: Person, at: datetime, *, rule: Reason | None = None, facts: str = ""
) -> Decision:
    if not case.is_waiting:
        raise NotPossible(f"case {case.id} is decided")
    if case.record is not None and not (case.kind is Kind.EDITED and decision is Decision.ACCEPTED):
        _carry_out(case.record, decision, by, at)
    cases.decide(case, decision, by, at, rule=rule, facts=facts)
    return decision


def _carry_out(record: Record, decision: Decision, by: Person, at: datetime) -> None:
    if decision is Decision.KEPT:
        return
    if isinstance(record, Proposal):
        ON_PROPOSALS[decision](record, by, at)
    elif isinstance(record, Comment):
        ON_COMMENTS[decision](record, by, at)
    else:
        raise NotPossible(f"nobody moderates a {record.kind}")


def hand_over(finding: Finding, by: Person, at: datetime) -> None:
    """A finding goes to the advisory board, which begins its review."""
    findings.hand_over(finding, by, at)
    board.open_review(finding, at)
