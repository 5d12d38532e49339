"""Writing findings: bundle contributions, freeze their numbers, hand over, conclude."""

from collections.abc import Iterable
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import delete

from bmw.accounts.models import Person
from bmw.findings import queries
from bmw.findings.models import Evidence, Finding
from bmw.findings.states import NEXT, State
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible, advance
from bmw.kernel.text import Localized
from bmw.lookup import service as lookup
from bmw.processes.models import Process
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.record.models import Link, Record
from bmw.record.service import enter, link, step
from bmw.record.words import Relation, Word

BUNDLED = {"survey": Word.SURVEY_BUNDLED, "point": Word.POINT_BUNDLED}
"""What the journey of a source says; proposals write their own step."""


class Words(TypedDict):
    """What a finding says, as the moderators wrote it."""

    title: Localized
    summary: Localized
    minority: NotRequired[str]


def bundle(
    process: Process, field: Field, *, sources: Iterable[Record], by: Person, at: datetime, **words: Unpack[Words]
) -> Finding:
    """A moderator writes down what contributions say, with the numbers they have now."""
    finding = Finding(process=process, field=field, state=State.DRAFT, language="de", **words)
    enter(finding, at)
    step(finding, Word.FINDING_DRAFTED, at, by=by.id)
    for source in dict.fromkeys(sources):
        add_source(finding, source, by, at)
    return finding


def change(finding: Finding, *, by: Person, at: datetime, **words: Unpack[Words]) -> None:
    """A moderator words a draft anew."""
    _only_draft(finding)
    for name, value in words.items():
        setattr(finding, name, value)


def add_source(finding: Finding, source: Record, by: Person, at: datetime) -> None:
    """A moderator adds a contribution to a draft; its numbers are frozen now. Adding it again changes nothing."""
    _only_draft(finding)
    if any(each.record_id == source.id for each in finding.evidence):
        return
    if not source.is_public or (not isinstance(source, Proposal) and source.kind not in BUNDLED):
        raise NotPossible(f"{source.kind} {source.reference} cannot be a source")
    last = max((each.position for each in finding.evidence), default=0)
    finding.evidence.append(
        Evidence(record_id=source.id, record=source, position=last + 1, numbers=dict(source.numbers), frozen=at)
    )
    link(source, finding, Relation.SOURCE, at)
    if isinstance(source, Proposal):
        proposals.bundled(source, finding, by, at)
    else:
        step(source, BUNDLED[source.kind], at, by=by.id, other=finding)


def remove_source(finding: Finding, source: Record, by: Person, at: datetime) -> None:
    """A moderator takes a contribution out of a draft; it waits for an outcome again."""
    _only_draft(finding)
    finding.evidence = [each for each in finding.evidence if each.record_id != source.id]
    db.execute(delete(Link).where(Link.from_id == source.id, Link.to_id == finding.id))
    if isinstance(source, Proposal) and not queries.is_source_elsewhere(source, finding):
        proposals.released(source, finding, by, at)


def hand_over(finding: Finding, by: Person, at: datetime) -> None:
    """A moderator hands a finding to the advisory board; from now on everybody can read it."""
    if not finding.evidence:
        raise NotPossible("a finding without sources")
    finding.state = advance(finding.state, State.HANDED_OVER, NEXT)
    finding.handed_over = at
    step(finding, Word.FINDING_HANDED_OVER, at, by=by.id)
    lookup.put(finding, "de", finding.title, finding.summary)


def conclude(finding: Finding, at: datetime) -> None:
    """The board has concluded on a finding."""
    finding.state = advance(finding.state, State.CONCLUDED, NEXT)
    step(finding, Word.FINDING_CONCLUDED, at)


def _only_draft(finding: Finding) -> None:
    if finding.state is not State.DRAFT:
        raise NotPossible("the finding was handed over")
