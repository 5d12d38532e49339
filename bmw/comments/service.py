"""Comments are written, let through, held back, hidden and withdrawn; the thread's count is kept alongside."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bmw.accounts.models import Person
from bmw.cases import service as cases
from bmw.cases.models import Case, Kind
from bmw.comments import messages
from bmw.comments.models import DEEPEST, NEXT, Comment, State, Thread
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible, advance
from bmw.notifications.service import unquote
from bmw.record.service import enter, step
from bmw.record.words import Word


def open_thread() -> Thread:
    """A new, empty conversation."""
    thread = Thread(comments=0)
    db.add(thread)
    db.flush()
    return thread


def write(
    thread: Thread,
    author: Person,
    body: str,
    language: str,
    at: datetime,
    *,
    parent: Comment | None = None,
    held: bool = False,
) -> Comment:
    """Somebody says something; held back, it waits on the desk, else everybody reads it at once."""
    place = _place(thread, parent)
    comment = Comment(thread=thread, author=author, body=body, language=language, state=State.HELD, **place)
    enter(comment, at)
    step(comment, Word.COMMENT_SUBMITTED, at, by=author.id)
    if held:
        cases.open_case(Kind.SUBMITTED, comment, at, from_id=author.id)
    else:
        _show(comment, at)
    return comment


def _place(thread: Thread, parent: Comment | None) -> dict[str, int | None]:
    """Where a comment stands; a reply to the deepest level joins it."""
    if parent is None:
        return {"parent_id": None, "root_id": None, "depth": 0}
    if parent.thread_id != thread.id or parent.state is not State.PUBLIC:
        raise NotPossible(f"comment {parent.id} takes no reply here")
    above = parent.parent_id if parent.depth >= DEEPEST else parent.id
    return {"parent_id": above, "root_id": parent.root_id or parent.id, "depth": min(parent.depth + 1, DEEPEST)}


def _show(comment: Comment, at: datetime) -> None:
    if comment.is_emptied:
        raise NotPossible(f"comment {comment.id} has no words any more")
    first = comment.published is None
    comment.state, comment.restriction = advance(comment.state, State.PUBLIC, NEXT), None
    comment.published = comment.published or at
    _count(comment.thread, +1)
    if first:
        _tell_whom_it_answers(comment, at)


def _tell_whom_it_answers(comment: Comment, at: datetime) -> None:
    above = db.get(Comment, comment.parent_id) if comment.parent_id else None
    if above is not None and above.author_id != comment.author_id and above.state is State.PUBLIC:
        messages.replied(comment, above.author, at)


def _count(thread: Thread, difference: int) -> None:
    db.refresh(thread, with_for_update=True)
    thread.comments += difference
    db.flush()


def publish(comment: Comment, by: Person, at: datetime) -> None:
    """A moderator lets a comment through; one that is public already stays so."""
    if comment.state is State.PUBLIC:
        return
    _show(comment, at)
    step(comment, Word.COMMENT_PUBLISHED, at, by=by.id)
    messages.published(comment, at)


def refuse(comment: Comment, because: Case, by: Person, at: datetime) -> None:
    """A moderator holds a comment back; the case tells the author why."""
    _restrict(comment, State.REFUSED, because)
    step(comment, Word.COMMENT_HELD, at, by=by.id)


def hide(comment: Comment, because: Case, by: Person, at: datetime) -> None:
    """A moderator hides a comment; its place stays, the case tells the author why."""
    _restrict(comment, State.HIDDEN, because)
    _count(comment.thread, -1)
    step(comment, Word.COMMENT_HIDDEN, at, by=by.id)


def _restrict(comment: Comment, state: State, because: Case) -> None:
    if not cases.stands_behind(because, comment):
        raise NotPossible(f"no decision restricts comment {comment.id}")
    comment.state, comment.restriction = advance(comment.state, state, NEXT), because


def restore(comment: Comment, by: Person, at: datetime) -> None:
    """A decision was wrong: everybody sees the comment."""
    _show(comment, at)
    step(comment, Word.COMMENT_RESTORED, at, by=by.id)


def withdraw(comment: Comment, at: datetime) -> None:
    """The author takes a comment back; replies keep their place below it."""
    was_public = comment.state is State.PUBLIC
    comment.state = advance(comment.state, State.WITHDRAWN, NEXT)
    if was_public:
        _count(comment.thread, -1)
    step(comment, Word.COMMENT_WITHDRAWN, at, by=comment.author_id)
    cases.close_open(comment, comment.author, at)


def forget(person: Person, at: datetime) -> None:
    """Somebody leaves: what waits is taken back, and words that nobody reads are destroyed."""
    for comment in _written_by(person):
        if comment.state is State.HELD:
            withdraw(comment, at)
        if comment.state is not State.PUBLIC:
            _empty(comment)
    db.flush()


def unsay(person: Person, at: datetime) -> int:
    """Somebody takes all their public words back for good; places and replies stay. Returns how many there were."""
    public = [comment for comment in _written_by(person) if comment.state is State.PUBLIC]
    for comment in public:
        withdraw(comment, at)
        _empty(comment)
    db.flush()
    return len(public)


def _written_by(person: Person) -> Sequence[Comment]:
    return db.scalars(select(Comment).where(Comment.author_id == person.id).order_by(Comment.id)).unique().all()


def _empty(comment: Comment) -> None:
    if comment.is_emptied:
        return
    unquote(comment.headline.text, comment.reference)
    comment.body = ""
    cases.forget_words(comment)
