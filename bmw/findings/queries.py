"""Reading findings: lists, one with its sources, and where a contribution is a source."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from bmw.findings.models import Evidence, Finding
from bmw.findings.states import State
from bmw.kernel.database import db
from bmw.processes.models import Process
from bmw.record.models import Record
from bmw.record.queries import accompany
from bmw.ui.paging import Page, keyset


def by_reference(reference: str) -> Finding | None:
    """The finding with this number, its field and process, and its sources with their frozen numbers."""
    wanted = _with_place(select(Finding)).where(Finding.reference == reference).options(selectinload(Finding.evidence))
    finding = db.scalars(wanted).unique().one_or_none()
    if finding is not None:
        accompany(finding.evidence, "record")
    return finding


def public_page(cursor: str | None = None) -> Page[Finding]:
    """Findings everybody may read, newest first."""
    return keyset(
        _with_place(select(Finding)).where(Finding.state != State.DRAFT), [Finding.handed_over, Finding.id], cursor
    )


def drafts(*, most: int = 100) -> Sequence[Finding]:
    """What the moderators are writing, newest first."""
    wanted = _with_place(select(Finding)).where(Finding.state == State.DRAFT)
    return db.scalars(wanted.order_by(Finding.id.desc()).limit(most)).all()


def is_source_elsewhere(record: Record, finding: Finding) -> bool:
    """Whether a contribution is also a source of another finding."""
    others = select(Evidence.finding_id).where(Evidence.record_id == record.id, Evidence.finding_id != finding.id)
    return db.scalar(others.limit(1)) is not None


def changed_numbers(evidence: Evidence) -> dict[str, int]:
    """Today's numbers of a source that differ from the frozen ones."""
    now = evidence.record.numbers
    return {name: value for name, value in now.items() if evidence.numbers.get(name) != value}


def _with_place(wanted: Select[Finding]) -> Select[Finding]:
    place = joinedload(Finding.process, innerjoin=True).lazyload(Process.phases)
    return wanted.options(joinedload(Finding.field, innerjoin=True), place)
