"""Cases are opened, taken, decided with reasons, and objected to."""

import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import update

from bmw.accounts.models import Person
from bmw.cases import messages, queries
from bmw.cases.models import (
    AGAIN,
    BY_LAW,
    LIFTING,
    OF_TEXTS,
    RESTRICTIONS,
    Case,
    Decision,
    Kind,
    Letter,
    Part,
    Promise,
    Reason,
)
from bmw.cases.weights import weigh
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.record.models import Record

ONCE = frozenset({Kind.SUBMITTED, Kind.EDITED})
"""One case is enough, however often a contribution changes before somebody looks."""
EMPTY, LEGAL = Letter(), Promise()
TAKEN = timedelta(hours=48)
"""So long somebody may look after a case before it lies on the desk for everybody again."""
LETTERS_KEPT = timedelta(days=365)
BARE = {"text": "", "quote": "", "path": "", "contact": "", "code": ""}
WITHOUT_WORDS = "–"


@dataclass(frozen=True)
class Grounds:
    """What a decision says: rule, facts in words for the author, the law where it is one, and how long it lasts."""

    rule: Reason | None = None
    facts: str = ""
    law: str = ""
    ends: datetime | None = None

    def check(self, decision: Decision) -> None:
        """Nothing is restricted without rule and facts, nothing for a law without its name; only hiding can end."""
        if decision in RESTRICTIONS and not (self.rule and self.facts.strip()):
            raise ValueError("Holding something back needs a rule and the facts.")
        if decision in RESTRICTIONS and self.rule in BY_LAW and not self.law.strip():
            raise ValueError("A decision that rests on a law names it.")
        if self.ends is not None and decision is not Decision.HIDDEN:
            raise ValueError("Only what is hidden comes back by itself.")

    def write_on(self, case: Case, named: Person | None) -> None:
        """Keep them with the case they decide, and whose name it is about, if it is about a name."""
        case.rule, case.facts, case.law, case.ends = self.rule, self.facts, self.law, self.ends
        case.named = named


class Said(TypedDict, total=False):
    """The same, as it is given by name."""

    rule: Reason | None
    facts: str
    law: str
    ends: datetime | None


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
    case = _receive(Kind.REPORTED, record, reporter, letter, at)
    weigh(record)
    return case


def give_feedback(sender: Person | None, letter: Letter, at: datetime, promise: Promise = LEGAL) -> Case:
    """Somebody tells the town what hinders them on this platform, or what they like; they hear when to be answered."""
    return _receive(Kind.FEEDBACK, None, sender, letter, at, promise=promise)


def tell_it_takes_longer(case: Case, text: str, at: datetime) -> None:
    """Whoever wrote about the platform hears that the answer takes longer, and until when they have it."""
    if not case.is_waiting or case.noticed or case.latest is None or not case.is_reachable:
        raise NotPossible(f"nobody can be told that case {case.id} takes longer")
    case.noticed, case.answer_by = at, case.latest
    db.flush()
    messages.takes_longer(case, text, at)


def _receive(
    kind: Kind,
    record: Record | None,
    sender: Person | None,
    letter: Letter,
    at: datetime,
    *,
    promise: Promise | None = None,
) -> Case:
    if sender is not None:
        letter = replace(letter, contact="")
    case = open_case(kind, record, at, from_id=sender.id if sender else None, letter=letter)
    if promise is not None:
        case.answer_by, case.latest = at + promise.answer, at + promise.most
    case.code = case.code or secrets.token_urlsafe(24)
    messages.received(case, at)
    return case


def take(case: Case, by: Person, at: datetime, *, wanted: bool = True) -> None:
    """A moderator says that they look after a case, or that they no longer do."""
    if not case.is_waiting:
        raise NotPossible(f"case {case.id} is decided")
    if wanted:
        case.taken_by, case.taken = by, at
    elif case.taken_by is by:
        case.taken_by = case.taken = None


def release_stale(at: datetime) -> None:
    """What somebody took and left lying is on the desk for everybody again."""
    stale = update(Case).where(Case.decided.is_(None), Case.taken < at - TAKEN)
    db.execute(stale.values(taken_id=None, taken=None))


def decide(
    case: Case,
    decision: Decision,
    by: Person,
    at: datetime,
    **said: Unpack[Said],
) -> Case:
    """Settle a case; who brought it hears the outcome, whoever loses something hears rule, facts and how to object.

    This is the only way to a restriction: whoever holds something back or hides it needs the case that comes of it.
    """
    grounds = Grounds(**said)
    grounds.check(decision)
    _check_eyes(case, by)
    named = getattr(case.record, "author", None) if decision is Decision.RENAMED else None
    grounds.write_on(case, named)
    _settle(case, decision, by, at)
    if decision in LIFTING and case.record is not None:
        lift(case.record, at, _ended_by(case))
    if decision in RESTRICTIONS:
        author = db.get(Person, case.author_id) if case.author_id else None
        if author is not None:
            messages.restricted(case, author, at)
    for other in _settled_with(case):
        grounds.write_on(other, named)
        other.about = case
        _settle(other, decision, by, at)
    return case


def _check_eyes(case: Case, by: Person) -> None:
    if not case.is_waiting:
        raise NotPossible(f"case {case.id} is decided")
    if case.kind in AGAIN and case.about is not None and case.about.decided_id == by.id:
        raise NotPossible(f"case {case.id} is against a decision of the same person")
    if case.author_id == by.id:
        raise NotPossible(f"case {case.id} is about a contribution of the same person")
    if case.record is not None and queries.reported_by(case.record, by.id):
        raise NotPossible(f"case {case.id} is about something the same person reported")


def _ended_by(case: Case) -> Collection[Decision]:
    """An objection ends what it is against; letting words through ends what kept them away, and never a merge."""
    against = case.about.decision if case.about is not None else None
    return {against} if against else OF_TEXTS - {Decision.MERGED}


def lift(record: Record, at: datetime, ended: Collection[Decision] = OF_TEXTS) -> None:
    """Decisions of these sorts take nothing away from the author any more; they stay on record as lifted."""
    stands = (Case.record_id == record.id, Case.decision.in_(ended), Case.lifted.is_(None))
    db.execute(update(Case).where(*stands).values(lifted=at))


def end(case: Case, at: datetime) -> None:
    """The time of a restriction is over: it ends by itself, and the author is told."""
    author = db.get(Person, case.author_id) if case.author_id else None
    if case.record is None or case.ends is None or case.ends > at or case.lifted is not None:
        raise NotPossible(f"case {case.id} does not end now")
    lift(case.record, at, {Decision.HIDDEN})
    db.refresh(case)
    if author is not None and not case.record.is_emptied:
        messages.ended(case, author, at)


def stands_behind(case: Case, record: Record) -> bool:
    """Whether a restriction of a contribution rests on this case; without one, nothing is restricted."""
    return case.is_restriction and case.lifted is None and case.record_id == record.id


def _settled_with(case: Case) -> list[Case]:
    """One decision about a contribution answers every report about it; hiding it answers what else waits, too."""
    alone = case.kind in (Kind.OBJECTION, Kind.MERGED) or case.decision in LIFTING
    if case.record is None or alone or (case.is_restriction and case.author_id is None):
        return []
    waiting = queries.open_about(case.record)
    if case.decision is Decision.RENAMED:
        return [each for each in waiting if each.kind is Kind.REPORTED and each.part is Part.NAME]
    return [each for each in waiting if each.kind is Kind.REPORTED or (case.is_restriction and each.kind in ONCE)]


def _settle(case: Case, decision: Decision, by: Person, at: datetime) -> None:
    case.decided, case.decided_by, case.decision = at, by, decision
    db.flush()
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
    nobody_answers = (Case.kind.in_(AGAIN | {Kind.FEEDBACK})) & Case.decided.is_(None)
    gone = {"decided": at, "decided_id": person.id, "decision": Decision.WITHDRAWN}
    db.execute(update(Case).where(sent, nobody_answers).values(gone))
    db.execute(update(Case).where(sent).values(from_id=None, **BARE))
    db.execute(update(Case).where(Case.taken_id == person.id).values(taken_id=None, taken=None))


def forget_words(record: Record) -> None:
    """The words of a contribution are gone: reports and decisions may quote them and go bare, rule and outcome stay.

    A sign stays where the facts stood: nothing is restricted without them.
    """
    here = update(Case).where(Case.record_id == record.id)
    db.execute(here.values(text="", quote=""))
    db.execute(here.where(Case.facts != "").values(facts=WITHOUT_WORDS))


def unquote(record: Record, words: str) -> None:
    """Some words in something larger are gone: reports and decisions that quote them go bare."""
    db.flush()
    here = update(Case).where(Case.record_id == record.id)
    for column, instead in ((Case.text, ""), (Case.quote, ""), (Case.facts, WITHOUT_WORDS)):
        db.execute(here.where(column.contains(words, autoescape=True)).values({column: instead}))


def forget_past(at: datetime) -> None:
    """A year after the decision, letters lose their words and their sender; kind, rule and decision stay countable."""
    letters = Case.kind.in_(AGAIN | {Kind.REPORTED, Kind.FEEDBACK})
    db.execute(update(Case).where(letters, Case.decided < at - LETTERS_KEPT).values(from_id=None, **BARE))


def object_to(case: Case, person: Person, text: str, at: datetime) -> Case:
    """The author of something held back or hidden asks another moderator to look again."""
    if case.objections:
        return case.objections[0]
    objection = open_case(Kind.OBJECTION, case.record, at, from_id=person.id, letter=Letter(text))
    objection.about = case
    db.flush()
    messages.received(objection, at)
    return objection


def disagree(case: Case, person: Person | None, letter: Letter, at: datetime) -> Case:
    """Whoever reported something that was left as it is asks another moderator to look again."""
    if case.objections:
        return case.objections[0]
    letter = replace(letter, contact="" if person else letter.contact)
    again = open_case(Kind.DISAGREED, case.record, at, from_id=person.id if person else None, letter=letter)
    again.about, again.code = case, secrets.token_urlsafe(24)
    db.flush()
    messages.received(again, at)
    return again
