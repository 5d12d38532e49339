"""Statements become proposals, each with ballot, thread and journey; nobody sees them before the last step."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, insert, select

from bmw.cases.models import Case, Decision, Reason
from bmw.cases.models import Kind as Sort
from bmw.cli.polis import people
from bmw.cli.polis.order import Order
from bmw.cli.polis.read import Conversation, Statement
from bmw.comments.models import Thread
from bmw.kernel.database import Base, db
from bmw.kernel.text import clean_line
from bmw.lookup.models import lookup
from bmw.lookup.words import words
from bmw.processes.models import Process
from bmw.proposals.models import TITLE, Proposal
from bmw.proposals.states import Outcome, State
from bmw.record.models import Behind, Record, Step
from bmw.record.service import next_reference, sealed
from bmw.record.words import Word
from bmw.votes.models import Ballot, Choice, ImportedTotal, Kind

STATES = {1: State.DRAFT, 0: State.SUBMITTED, -1: State.REFUSED}
"""How a statement waits for the last step: what was let through is nobody's business until then."""

FACTS = {
    "de": "Die damalige Moderation ({name}) hat diesen Beitrag zurückgehalten. Ihre Gründe sind nicht überliefert.",
    "en": "The moderators at the time ({name}) held this contribution back. Their reasons were not handed down.",
}


def key_of(conversation: Conversation, statement: Statement) -> str:
    """How we know a statement again."""
    return f"{conversation.key}:{statement.number}"


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut after a whole word."""
    line = clean_line(text)
    if len(line) <= most:
        return line
    return (line[: most - 1].rsplit(" ", 1)[0] if " " in line[: most - 1] else line[: most - 1]).rstrip(" ,;:–-") + "…"


def written(key: str) -> set[str]:
    """Keys of the statements that an earlier try wrote."""
    of_process = select(Process.id).where(Process.imported_from == key).scalar_subquery()
    return {str(each) for each in db.scalars(select(Proposal.imported_from).where(Proposal.process_id == of_process))}


def write(order: Order, statements: Sequence[Statement]) -> None:
    """Write some statements of one year, in order."""
    process = db.scalars(select(Process).where(Process.imported_from == order.conversation.key)).one()
    first = next_reference("proposal", statements[0].at, count=len(statements))
    year, number = (int(part) for part in first.split("-"))
    references = [f"{year}-{number + n:05}" for n in range(len(statements))]
    ids = _made(Record, [_entered(order, *each) for each in zip(statements, references, strict=True)])
    boxes = _made(Ballot, [{"register_id": process.register_id, "kind": Kind.OPINION}] * len(statements))
    threads = _made(Thread, [{"comments": 0}] * len(statements))
    authors = people.ids(order, {each.author for each in statements})
    held = _held(order, statements, ids, [authors[each.author] for each in statements])
    rows = [
        {"id": id_, "process_id": process.id, "ballot_id": box, "thread_id": thread, "author_id": authors[each.author]}
        | {"restriction_id": held.get(id_)}
        | _said(order, each)
        for each, id_, box, thread in zip(statements, ids, boxes, threads, strict=True)
    ]
    db.execute(insert(table(Proposal)), rows)
    _sums(order, statements, boxes)
    _steps(order, statements, ids, references)
    _findable(statements, ids)


def _entered(order: Order, statement: Statement, reference: str) -> dict[str, Any]:
    return {"kind": "proposal", "reference": reference, "language": order.language, "created": statement.at}


def _held(order: Order, statements: Sequence[Statement], ids: Sequence[int], authors: Sequence[int]) -> dict[int, int]:
    """The cases of what was held back at the time; nothing is held back without one."""
    facts = FACTS.get(order.language, FACTS["en"]).format(name=order.study.name)
    ended = {"decided": order.conversation.statements[-1].at, "decision": Decision.HELD_BACK}
    rows: list[dict[str, Any]] = [
        {"kind": Sort.SUBMITTED, "record_id": id_, "opened": each.at, "from_id": author, **ended}
        | {"rule": Reason.IMPORTED, "facts": facts}
        for each, id_, author in zip(statements, ids, authors, strict=True)
        if STATES[each.moderated] is State.REFUSED
    ]
    return {row["record_id"]: case for row, case in zip(rows, _made(Case, rows), strict=True)} if rows else {}


def _made(kind: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    added = insert(table(kind)).returning(table(kind).c.id, sort_by_parameter_order=True)
    return list(db.scalars(added, rows))


def table(kind: type[Base]) -> Table:
    """The table of a kind of thing: rows go in as they are, thousands at once."""
    return cast(Table, kind.__table__)


def _said(order: Order, statement: Statement) -> dict[str, Any]:
    return {
        "field_id": order.field_id,
        "title": shortened(statement.body, TITLE),
        "body": statement.body,
        "state": STATES[statement.moderated],
        "outcome": Outcome.OPEN,
        "published": statement.at if statement.moderated == 1 else None,
        "supporters": 0 if _is_counted(order, statement) else statement.agrees,
        "imported_from": key_of(order.conversation, statement),
    }


def _is_counted(order: Order, statement: Statement) -> bool:
    votes = order.conversation.votes
    return votes is not None and statement.number in votes.columns


def _sums(order: Order, statements: Sequence[Statement], boxes: Sequence[int]) -> None:
    """Where no single votes are known, the sums stand beside the counted votes, with their source."""
    source = f"{order.study.name}: {order.conversation.topic}, {order.conversation.url or 'comments.csv'}"[:200]
    rows = [
        {"ballot_id": box, "choice": int(choice), "count": count, "source": source}
        for each, box in zip(statements, boxes, strict=True)
        if not _is_counted(order, each)
        for choice, count in ((Choice.AGREE, each.agrees), (Choice.DISAGREE, each.disagrees))
    ]
    if rows:
        db.execute(insert(table(ImportedTotal)), rows)


def _steps(order: Order, statements: Sequence[Statement], ids: Sequence[int], references: Sequence[str]) -> None:
    happened = [
        (id_, word, at, *sealed(reference, word, at))
        for each, id_, reference in zip(statements, ids, references, strict=True)
        for word, at in ((Word.PROPOSAL_SUBMITTED, each.at), (Word.PROPOSAL_IMPORTED, order.at))
    ]
    steps = [{"record_id": id_, "word": word, "at": at, "digest": seal} for id_, word, at, _salt, seal in happened]
    salts = [salt for _id, _word, _at, salt, _seal in happened]
    behind = [{"step_id": step, "salt": salt} for step, salt in zip(_made(Step, steps), salts, strict=True)]
    db.execute(insert(table(Behind)), behind)


def _findable(statements: Sequence[Statement], ids: Sequence[int]) -> None:
    """Into the index; until the last step it hands out nothing of this, as nothing of it is public."""
    rows = [
        {"rowid": id_, "kind": "proposal", "title": _folded(shortened(each.body, TITLE)), "body": _folded(each.body)}
        for each, id_ in zip(statements, ids, strict=True)
        if each.moderated == 1
    ]
    if rows:
        db.execute(insert(lookup), rows)


def _folded(text: str) -> str:
    return " ".join(words(text))
