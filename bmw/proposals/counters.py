"""Two numbers of a proposal follow its ballot and its thread, whoever changes those, in the same transaction.

Lists sort by them, so they are columns; ballots and threads know no proposals, so nobody else could keep them.
"""

from typing import Any, cast

from sqlalchemy import Connection, Integer, Table, Update, bindparam, event, func, inspect, select, update
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import set_committed_value

from bmw.comments.models import Thread
from bmw.proposals.models import Proposal
from bmw.votes.models import Ballot, Choice, ImportedTotal
from bmw.votes.queries import family

TABLE = cast(Table, Proposal.__table__)


@event.listens_for(Thread, "after_update")
def _discussed(_mapper: Any, connection: Connection, thread: Thread) -> None:
    connection.execute(update(TABLE).where(TABLE.c.thread_id == thread.id).values(comments=thread.comments))
    _tell(object_session(thread), "comments", thread.comments, thread_id=thread.id)


@event.listens_for(Ballot, "after_update")
def _voted(_mapper: Any, connection: Connection, ballot: Ballot) -> None:
    _count(connection, ballot.id, object_session(ballot))
    if ballot.into_id is not None:
        _count_up(connection, ballot.into_id, object_session(ballot))


@event.listens_for(ImportedTotal, "after_insert")
@event.listens_for(ImportedTotal, "after_update")
def _imported(_mapper: Any, connection: Connection, row: ImportedTotal) -> None:
    _count_up(connection, row.ballot_id, object_session(row))


def _count_up(connection: Connection, ballot_id: int, session: Session | None) -> None:
    """What was counted elsewhere for a merged proposal stands beside the one it went into as well."""
    above: int | None = ballot_id
    while above is not None:
        _count(connection, above, session)
        above = connection.scalar(select(Ballot.into_id).where(Ballot.id == above))


def _count(connection: Connection, ballot_id: int, session: Session | None) -> None:
    supporters = connection.scalar(COUNTED_ANEW, {"ballot": ballot_id})
    if supporters is not None:
        _tell(session, "supporters", supporters, ballot_id=ballot_id)


def _counted_anew() -> Update:
    """Whoever keeps a ballot keeps its proposal: votes in favour, and those counted elsewhere for it and its family."""
    ballot = bindparam("ballot", type_=Integer)
    here = select(Ballot.agree).where(Ballot.id == ballot).scalar_subquery()
    elsewhere = select(func.coalesce(func.sum(ImportedTotal.count), 0)).where(
        ImportedTotal.choice == int(Choice.AGREE), ImportedTotal.ballot_id.in_(family(ballot))
    )
    kept = update(TABLE).where(TABLE.c.ballot_id == ballot).values(supporters=here + elsewhere.scalar_subquery())
    return kept.returning(TABLE.c.supporters)


def _tell(session: Session | None, name: str, value: int, **whose: int) -> None:
    """Let proposals that are already in memory know."""
    [(column, number)] = whose.items()
    for each in list(session.identity_map.values()) if session else []:
        if isinstance(each, Proposal) and inspect(each).dict.get(column) == number:
            set_committed_value(each, name, value)


COUNTED_ANEW = _counted_anew()
