"""Cases are opened, taken, decided with reasons, and objected to."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy import update

from bmw.accounts.models import Person
from bmw.cases import messages, queries
from bmw.cases.models import LIFTING, RESTRICTIONS, Case, Decision, Kind, Letter, Reason
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.record.models import Record

ONCE = frozenset({Kind.SUBMITTED, Kind.EDITED})
"""One case is enough, however often a contribution changes before somebody looks."""
EMPTY = Letter()
LETTERS_KEPT = timedelta(days=365)


def open_case(
    kind: Kind, record: Record | None, at: datetime, *, from_id: int | None = None, letter: Letter = EMPTY
) -> Case:
    """Put something on the desk; what already waits there is not put there twice."""
    same = _waiting_already(kind, record, from_id)
    if same is not None:
        return same
    case = Case(kind=kind, record=record, opened=at, from_id=from_id, **asdict(letter))
    db.add(case)
    db.flush()
    return case


def _waiting_already(kind: Kind, record: Record | None, from_id: int | None) -> Case | None:
    if record is None or (kind not in ONCE and from_id is None):
        return None
    return next((each for each in queries.open_about(record, kind) if kind in ONCE or each.from_id == from_id), None)


def report(record: Record, reporter: Person | None, letter: Letter, at: datetime) -> Case:
    """Somebody says that a contribution breaks a rule; they get a receipt and later the outcome."""
    return _receive(Kind.REPORTED, record, reporter, letter, at)


def give_feedback(sender: Person | None, letter: Letter, at: datetime) -> Case:
    """Somebody tells the town what hinders them on this platform, or what they like."""
    return _receive(Kind.FEEDBACK, None, sender, letter, at)


def _receive(kind: Kind, record: Record | None, sender: Person | None, letter: Letter, at: datetime) -> Case:
    if sender is not None:
        letter = replace(letter, contact="")
    case = open_case(kind, record, at, from_id=sender.id if sender else None, letter=letter)
    messages.received(case, at)
    return case


def take(case: Case, by: Person, at: datetime, *, wanted: bool = True) -> None:
    """A moderator says that they look after a case, or that they no longer do."""
    if not case.is_waiting:
        raise NotPossible(f"case {case.id} is decided")
    if wanted:
        case.taken_by = by
    elif case.taken_by is by:
        case.taken_by = None


def decide(
    case: Case, decision: Decision, by: Person, at: datetime, *, rule: Reason | None = None, facts: str = ""
) -> Case:
    """Settle a case; who brought it hears the outcome, whoever loses something hears rule, facts and how to object."""
    if decision in RESTRICTIONS and not (rule and facts):
        raise ValueError("Holding something back needs a rule and the facts.")
    if not case.is_waiting:
        raise NotPossible(f"case {case.id} is decided")
    case.rule, case.facts = rule, facts
    _settle(case, decision, by, at)
    if decision in RESTRICTIONS:
        author = db.get(Person, case.author_id) if case.author_id else None
        if author is not None:
            messages.restricted(case, author, at)
    for other in _settled_with(case):
        other.rule, other.facts, other.about = case.rule, case.facts, case
        _settle(other, decision, by, at)
    return case


def _settled_with(case: Case) -> list[Case]:
    """One decision about a contribution answers every report about it; hiding it answers what else waits, too."""
    if case.record is None or case.kind is Kind.OBJECTION or case.decision in LIFTING:
        return []
    waiting = queries.open_about(case.record)
    return [each for each in waiting if each.kind is Kind.REPORTED or (case.is_restriction and each.kind in ONCE)]


def _settle(case: Case, decision: Decision, by: Person, at: datetime) -> None:
    case.decided, case.decided_by, case.decision = at, by, decision
    messages.answered(case, at)
    case.contact = ""
    db.flush()


def close_open(record: Record, by: Person, at: datetime) -> None:
    """The author took the contribution back: nothing about it needs a decision any more."""
    for case in queries.open_about(record):
        _settle(case, Decision.WITHDRAWN, by, at)


def forget(person: Person, at: datetime) -> None:
    """Somebody leaves: their letters go; what they reported still waits with its reason, without sender and words."""
    sent = Case.from_id == person.id
    nobody_answers = (Case.kind.in_((Kind.FEEDBACK, Kind.OBJECTION))) & Case.decided.is_(None)
    gone = {"decided": at, "decided_id": person.id, "decision": Decision.WITHDRAWN}
    db.execute(update(Case).where(sent, nobody_answers).values(gone))
    db.execute(update(Case).where(sent).values(from_id=None, text="", path="", contact=""))
    db.execute(update(Case).where(Case.taken_id == person.id, Case.decided.is_(None)).values(taken_id=None))


def forget_words(record: Record) -> None:
    """The words of a contribution are gone: reports and decisions may quote them and go bare, rule and outcome stay."""
    db.execute(update(Case).where(Case.record_id == record.id).values(facts="", text=""))


def forget_past(at: datetime) -> None:
    """A year after the decision, letters lose their words and their sender; kind, rule and decision stay countable."""
    letters = Case.kind.in_((Kind.REPORTED, Kind.FEEDBACK, Kind.OBJECTION))
    bare = {"text": "", "path": "", "contact": "", "from_id": None}
    db.execute(update(Case).where(letters, Case.decided < at - LETTERS_KEPT).values(bare))


def object_to(case: Case, person: Person, text: str, at: datetime) -> Case:
    """The author of something held back or hidden asks another moderator to look again."""
    if case.objections:
        return case.objections[0]
    objection = open_case(Kind.OBJECTION, case.record, at, from_id=person.id, letter=Letter(text))
    objection.about = case
    db.flush()
    messages.received(objection, at)
    return objection
