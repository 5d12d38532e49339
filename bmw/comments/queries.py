"""Reading threads: a page of first comments, each with its replies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, lazyload

from bmw.accounts.models import Person
from bmw.cases.queries import statements
from bmw.comments.models import Comment, State, Thread
from bmw.kernel.counts import Difference, differences
from bmw.kernel.database import db
from bmw.ui.paging import Page, keyset, write_cursor

ROOTS = 10
REPLIES = 30
"""So many replies below one comment on a page; a page of its own shows the others."""
ALL_REPLIES = 300
PLACED = (State.PUBLIC, State.HIDDEN, State.WITHDRAWN)
"""States that everybody sees, if only as a sentence in place of the text."""


@dataclass
class Branch:
    """A comment with the replies below it."""

    comment: Comment
    replies: list["Branch"] = field(default_factory=list)
    more: int = 0
    """How many replies are not on this page; told at the first level."""


def _shown(viewer_id: int | None) -> ColumnElement[bool]:
    """What everybody sees, and one's own."""
    return or_(Comment.state.in_(PLACED), Comment.author_id == viewer_id)


def _plain(found: Select[Comment]) -> Select[Comment]:
    return found.options(lazyload(Comment.author, Person.appointments), joinedload(Comment.restriction))


def threads(thread: Thread, cursor: str | None = None, *, viewer_id: int | None = None) -> Page[Branch]:
    """A page of a conversation: first comments, newest first, each with its replies, oldest first."""
    roots = _plain(select(Comment)).where(Comment.thread_id == thread.id, Comment.parent_id.is_(None))
    page = keyset(roots.where(_shown(viewer_id)), [Comment.id], cursor, size=ROOTS)
    return Page(_grown(page.items, REPLIES, viewer_id), page.newer, page.older)


def branch(root: Comment, *, viewer_id: int | None = None) -> Page[Branch]:
    """One comment of the first level with (nearly) all its replies."""
    return Page(_grown([root], ALL_REPLIES, viewer_id))


def _grown(roots: Sequence[Comment], most: int, viewer_id: int | None) -> list[Branch]:
    branches = {root.id: Branch(root) for root in roots}
    for reply, total in _replies(list(branches), most, viewer_id):
        branches[reply.id] = Branch(reply)
        above = branches.get(reply.parent_id or 0) or branches[reply.root_id or 0]
        above.replies.append(branches[reply.id])
        branches[reply.root_id or 0].more = max(0, total - most)
    return [branches[root.id] for root in roots]


def _replies(root_ids: list[int], most: int, viewer_id: int | None) -> Sequence[tuple[Comment, int]]:
    """The oldest replies below each of these comments, and how many there are, in one query."""
    if not root_ids:
        return []
    place = func.row_number().over(partition_by=Comment.root_id, order_by=Comment.id).label("place")
    total = func.count().over(partition_by=Comment.root_id).label("total")
    mine = select(Comment.id, place, total).where(Comment.root_id.in_(root_ids), _shown(viewer_id)).subquery()
    found = _plain(select(Comment)).add_columns(mine.c.total).join(mine, mine.c.id == Comment.id)
    rows = db.execute(found.where(mine.c.place <= most).order_by(Comment.id)).unique()
    return [(reply, total) for reply, total in rows]


def by_reference(reference: str) -> Comment | None:
    """The comment with this number."""
    found = _plain(select(Comment)).where(Comment.kind == "comment", Comment.reference == reference)
    return db.scalars(found).unique().one_or_none()


def root_of(comment: Comment) -> Comment:
    """The comment of the first level that a comment belongs to."""
    return db.get_one(Comment, comment.root_id) if comment.root_id else comment


def cursor_of(comment: Comment) -> str | None:
    """The page of its thread that a comment stands on, begun with its first level; none for the first page."""
    root = comment.root_id or comment.id
    newer = select(Comment.id).where(Comment.thread_id == comment.thread_id, Comment.parent_id.is_(None))
    on_first = len(db.scalars(newer.where(Comment.id > root).limit(ROOTS)).all()) < ROOTS
    return None if on_first else write_cursor("older", [root + 1])


def of(person: Person, at: datetime) -> dict[str, Any]:
    """What somebody said: number, words, language, state, times, and decisions against it with their reasons."""
    mine = db.scalars(_plain(select(Comment)).where(Comment.author_id == person.id).order_by(Comment.id)).unique().all()
    decided = statements(each.id for each in mine)
    names = ("reference", "body", "language", "state", "created", "published")
    rows = [{**{n: getattr(each, n) for n in names}, "statements": decided[each.id]} for each in mine]
    return {"comments": rows}


def of_author(person_id: int, *, most: int = 50) -> Sequence[Comment]:
    """What somebody has said, newest first."""
    mine = _plain(select(Comment)).where(Comment.author_id == person_id)
    return db.scalars(mine.order_by(Comment.id.desc()).limit(most)).unique().all()


def miscounted() -> Iterator[Difference]:
    """Threads whose kept number is not how many public comments they have."""
    public = select(Comment.thread_id, func.count().label("here")).where(Comment.state == State.PUBLIC)
    said = {row.thread_id: row.here for row in db.execute(public.group_by(Comment.thread_id))}
    for row in db.execute(select(Thread.id, Thread.comments).order_by(Thread.id)):
        yield from differences("thread", row.id, {"comments": row.comments}, {"comments": said.get(row.id, 0)})
