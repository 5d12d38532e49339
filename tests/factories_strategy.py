"""Findings, reviews, measures and decisions for tests; call inside `with transaction():`."""

from datetime import date, datetime
from typing import Any

from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holders
from bmw.board import service as board
from bmw.board.models import Criterion, Review
from bmw.board.states import Verdict
from bmw.findings import service as findings
from bmw.findings.models import Finding
from bmw.kernel.database import db
from bmw.kernel.text import Localized
from bmw.record.models import Record
from bmw.strategy import service as strategy
from bmw.strategy.models import Decision, Measure
from bmw.strategy.states import Horizon, Outcome
from tests.factories import NOW, person
from tests.factories_proposals import proposal


def draft(*sources: Record, by: Person | None = None, at: datetime = NOW, **words: Any) -> Finding:
    """A finding that the moderators are writing; from one proposal if no source is given."""
    sources = sources or (proposal(),)
    first: Any = sources[0]
    given = {
        "title": Localized(de="Mehr sichere Radwege", en="More safe cycle paths"),
        "summary": Localized(de="Viele wünschen sich Radwege zwischen den Stadtteilen."),
        "minority": "Einige sorgen sich um Parkplätze.",
        **words,
    }
    field = getattr(first, "field", None) or proposal().field
    by = by or person(Office.MODERATOR)
    process = getattr(first, "process", None) or first.meeting.process
    return findings.bundle(process, field, sources=sources, by=by, at=at, **given)


def finding(*sources: Record, at: datetime = NOW, **words: Any) -> Finding:
    """A finding that lies with the board."""
    new = draft(*sources, at=at, **words)
    findings.hand_over(new, person(Office.MODERATOR), at)
    return new


def review(on: Finding | None = None) -> Review:
    """A review that has begun."""
    return board.open_review(on or finding(), NOW)


def criterion(name: str = "Nutzen für viele") -> Criterion:
    """One of the town's criteria."""
    return board.add_criterion(Localized(de=name, en="Use for many"), Localized(de="Hilft es vielen Menschen?"))


def opinion(
    on: Review, member: Person, verdict: Verdict = Verdict.RECOMMEND, scores: dict[int, int] | None = None
) -> None:
    """What a member says."""
    board.opine(on, member, verdict, text="Das hilft vielen Menschen in der Stadt.", scores=scores or {}, at=NOW)


def concluded(
    *sources: Record, verdict: Verdict = Verdict.RECOMMEND, on: Finding | None = None, **texts: str
) -> Review:
    """A review that the whole board has brought to an end: two members and the chair, if nobody sits there yet."""
    for office in () if holders(Office.CHAIR) else (Office.BOARD, Office.BOARD, Office.CHAIR):
        person(office)
    chair = holders(Office.CHAIR)[0]
    new = board.open_review(on or finding(*sources), NOW)
    for member in holders(Office.BOARD, Office.CHAIR):
        opinion(new, member, verdict)
    texts = {"reasons": "Der Vorschlag hilft vielen und ist gut machbar.", **texts}
    board.conclude(new, chair, verdict, at=NOW, **texts)
    return new


def measure(*sources: Record, on: Review | None = None, **facts: Any) -> Measure:
    """A measure planned from a favourable conclusion."""
    given = {
        "title": Localized(de="Radweg Bergheim–Glesch", ar="مسار دراجات"),
        "summary": Localized(de="Die Stadt baut einen Radweg."),
        "horizon": Horizon.SHORT,
        "unit": "Tiefbauamt",
        **facts,
    }
    new = strategy.plan(on or concluded(*sources), by=person(Office.EDITOR), at=NOW, **given)
    db.flush()
    return new


def decision(
    *measures: Measure, outcome: Outcome = Outcome.AGREED, decided_on: date = date(2026, 5, 4), **more: Any
) -> Decision:
    """What the council decided about measures."""
    return strategy.record_decision(
        measures,
        outcome,
        by=person(Office.EDITOR),
        at=NOW,
        body="Rat der Kreisstadt",
        decided_on=decided_on,
        title=Localized(de="Radwegeprogramm"),
        result="Der Rat beschließt den Bau einstimmig.",
        paper="123/2026",
        **more,
    )
