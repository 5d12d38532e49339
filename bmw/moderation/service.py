"""A moderator decides: the contribution changes, the case is settled, and everybody concerned is told."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from bmw.accounts import service as accounts
from bmw.accounts.models import Person
from bmw.board import service as board
from bmw.cases import queries as known_cases
from bmw.cases import service as cases
from bmw.cases.models import AGAIN, Case, Decision, Kind
from bmw.comments import service as comments
from bmw.comments.models import Comment
from bmw.findings import service as findings
from bmw.findings.models import Finding
from bmw.kernel.database import db, hold
from bmw.kernel.states import NotPossible
from bmw.media import queries as media
from bmw.moderation import rules
from bmw.moderation.models import TextBlock
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.record.models import Record

Verb = Callable[[Any, Person, datetime], None]
Grounded = Callable[[Any, Case, Person, datetime], None]
GIVES: Mapping[type[Record], Mapping[Decision, Verb]] = {
    Proposal: {Decision.ACCEPTED: proposals.publish, Decision.RESTORED: proposals.restore},
    Comment: {Decision.ACCEPTED: proposals.publish_comment, Decision.RESTORED: comments.restore},
}
TAKES: Mapping[type[Record], Mapping[Decision, Grounded]] = {
    Proposal: {Decision.HELD_BACK: proposals.refuse, Decision.HIDDEN: proposals.hide},
    Comment: {Decision.HELD_BACK: comments.refuse, Decision.HIDDEN: comments.hide},
}
"""What takes something away asks for the decided case that says why."""
YES: Mapping[Kind, Decision] = {
    Kind.SUBMITTED: Decision.ACCEPTED,
    Kind.EDITED: Decision.ACCEPTED,
    Kind.REPORTED: Decision.KEPT,
    Kind.FEEDBACK: Decision.ANSWERED,
}


def fingerprint(record: Record | None) -> str:
    """A short mark of what a contribution says now; a decision names the one that the moderator read."""
    says = [str(getattr(record, name, "")) for name in ("title", "body", "language")]
    says += [f"{each.name} {each.alt}" for each in media.of_record(record)] if record else []
    return sha256(json.dumps(says).encode()).hexdigest()[:20]


def accept(case: Case, by: Person, at: datetime) -> Decision:
    """A moderator lets a contribution be seen, or leaves it as it is; an objection needs a ruling in words."""
    if case.kind in AGAIN:
        raise NotPossible(f"case {case.id} needs reasons")
    return _decide(case, YES[case.kind], by, at)


def restrict(case: Case, by: Person, at: datetime, **grounds: Any) -> Decision:
    """A moderator holds a contribution back, or hides it if it was public, and says which rule, why, and how long."""
    public = case.record is not None and case.record.is_public
    decision = Decision.HIDDEN if public else Decision.HELD_BACK
    return _decide(case, decision, by, at, **grounds)


def set_name_aside(case: Case, by: Person, at: datetime, *, town: str, **grounds: Any) -> Decision:
    """A moderator finds that a reported name breaks a rule: a neutral one is shown, and its owner hears why."""
    if case.kind is not Kind.REPORTED or not rules.has_a_name(case.record):
        raise NotPossible(f"case {case.id} is about no name")
    cases.decide(case, Decision.RENAMED, by, at, **grounds)
    if case.named is not None:
        hold(case.named)
        accounts.set_name_aside(case.named, town)
    return Decision.RENAMED


def keep(case: Case, by: Person, at: datetime, *, facts: str) -> Decision:
    """Another moderator looked again and leaves everything as it is, with reasons."""
    return _decide(case, Decision.KEPT, by, at, facts=facts)


def lift(case: Case, by: Person, at: datetime, *, facts: str) -> Decision:
    """Another moderator looked at an objection and lifts the decision it is against, with reasons."""
    return _decide(case, Decision.RESTORED, by, at, facts=facts)


def correct(case: Case, by: Person, at: datetime, *, facts: str) -> Decision:
    """A text of the town was put right after a report; whoever reported it hears how."""
    return _decide(case, Decision.CORRECTED, by, at, facts=facts)


def reply(case: Case, by: Person, at: datetime, *, facts: str) -> Decision:
    """Somebody who wrote about the platform gets an answer; without words the message is only closed."""
    return _decide(case, Decision.ANSWERED, by, at, facts=facts)


def _decide(case: Case, decision: Decision, by: Person, at: datetime, **grounds: Any) -> Decision:
    """First the decision with its reasons, then what follows from it; never the other way round."""
    cases.decide(case, decision, by, at, **grounds)
    if case.record is not None and not (case.kind is Kind.EDITED and decision is Decision.ACCEPTED):
        _carry_out(case.record, case, decision, by, at)
    return decision


def _carry_out(record: Record, case: Case, decision: Decision, by: Person, at: datetime) -> None:
    if decision in (Decision.KEPT, Decision.CORRECTED):
        return
    against = case.about.decision if case.about is not None else None
    if decision is Decision.RESTORED and against is Decision.MERGED and isinstance(record, Proposal):
        proposals.split(record, by, at)
    elif decision is Decision.RESTORED and case.about is not None and case.about.named is not None:
        accounts.allow_name_again(case.about.named)
    elif decision is Decision.RESTORED and record.is_public:
        return  # its time was over before anybody looked again
    elif decision in GIVES.get(type(record), {}):
        GIVES[type(record)][decision](record, by, at)
    elif decision in TAKES.get(type(record), {}):
        TAKES[type(record)][decision](record, case, by, at)
    else:
        raise NotPossible(f"nobody moderates a {record.kind}")


def end_next(at: datetime) -> bool:
    """A restriction whose time is over ends by itself: everybody sees the contribution. Whether there was one."""
    case = known_cases.next_to_end(at)
    if case is None or case.record is None or case.decided_by is None:
        return False
    record = case.record
    hold(record)
    cases.end(case, at)
    if not record.is_emptied:
        GIVES[type(record)][Decision.RESTORED](record, case.decided_by, at)
    return True


def hand_over(finding: Finding, by: Person, at: datetime) -> None:
    """A finding goes to the advisory board, which begins its review."""
    findings.hand_over(finding, by, at)
    board.open_review(finding, at)


def write_block(block: TextBlock, at: datetime, **words: Any) -> TextBlock:
    """A moderator or editor writes a text block, or rewrites one."""
    for name, value in words.items():
        setattr(block, name, value)
    block.changed = at
    db.add(block)
    db.flush()
    return block


def retire_block(block: TextBlock, at: datetime, *, wanted: bool = True) -> None:
    """A text block is not offered any more, or is again; what was written with it stays."""
    block.retired = at if wanted else None
