"""Talking in threads: three levels, nothing lost, few questions to the database."""

from typing import Any

import pytest
from sqlalchemy import event, select

from bmw.accounts.models import Person
from bmw.cases.models import Case, Decision, Kind
from bmw.comments import queries, service
from bmw.comments.languages import suggested
from bmw.comments.models import Comment, State, Thread
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from bmw.record.queries import journey
from bmw.record.words import Word
from tests.factories import NOW, person
from tests.factories_desk import decided, hidden

pytestmark = pytest.mark.usefixtures("app")


def say(thread: Thread, parent: Comment | None = None, author: Person | None = None, **more: Any) -> Comment:
    return service.write(thread, author or person(), "Ein Wort", "de", NOW, parent=parent, **more)


def test_replies_go_three_levels_deep_and_then_stay_beside() -> None:
    with transaction():
        first = say(thread := service.open_thread())
        second = say(thread, first)
        third = say(thread, second)
        fourth = say(thread, third)
        assert [each.depth for each in (first, second, third, fourth)] == [0, 1, 2, 2]
        assert fourth.parent_id == third.parent_id == second.id
        assert {each.root_id for each in (second, third, fourth)} == {first.id}


def test_a_reply_belongs_to_its_own_discussion() -> None:
    with transaction():
        elsewhere = say(service.open_thread())
        with pytest.raises(NotPossible):
            say(service.open_thread(), elsewhere)


def test_nobody_replies_to_what_is_not_public() -> None:
    with transaction():
        held = say(thread := service.open_thread(), held=True)
        with pytest.raises(NotPossible):
            say(thread, held)


def test_a_held_comment_waits_on_the_desk() -> None:
    with transaction():
        held = say(service.open_thread(), held=True)
        assert (held.state, held.published) == (State.HELD, None)
        assert db.scalars(select(Case.kind)).all() == [Kind.SUBMITTED]


def test_only_public_comments_are_counted() -> None:
    with transaction():
        held = say(thread := service.open_thread(), held=True)
        shown = say(thread)
        assert thread.comments == 1
        service.publish(held, person(), NOW)
        service.publish(held, person(), NOW)
        assert thread.comments == 2
        hidden(shown)
        service.withdraw(held, NOW)
        assert thread.comments == 0


def test_what_was_hidden_can_be_restored() -> None:
    with transaction():
        said = say(thread := service.open_thread())
        hidden(said)
        service.restore(said, person(), NOW)
        assert (said.state, thread.comments) == (State.PUBLIC, 1)
        words = [step.word for step in journey(said)]
        assert words == [Word.COMMENT_SUBMITTED, Word.COMMENT_HIDDEN, Word.COMMENT_RESTORED]


def test_a_refused_comment_was_never_counted() -> None:
    with transaction():
        held = say(thread := service.open_thread(), held=True)
        service.refuse(held, decided(held, Decision.HELD_BACK), person(), NOW)
        assert (held.state, thread.comments) == (State.REFUSED, 0)


def test_withdrawing_is_for_good() -> None:
    with transaction():
        said = say(service.open_thread())
        service.withdraw(said, NOW)
        with pytest.raises(NotPossible):
            service.restore(said, person(), NOW)


def told(someone: Person) -> int:
    return len(db.scalars(select(Message).where(Message.person_id == someone.id)).all())


def test_people_hear_of_replies_but_not_of_their_own() -> None:
    with transaction():
        author = person()
        first = say(thread := service.open_thread(), author=author)
        say(thread, first)
        say(thread, first, author=author)
        assert told(author) == 1


def test_people_hear_of_a_held_reply_when_it_is_public() -> None:
    with transaction():
        first = say(thread := service.open_thread(), author=(author := person()))
        reply = say(thread, first, held=True)
        assert told(author) == 0
        service.publish(reply, person(), NOW)
        assert told(author) == 1


def test_a_page_has_first_comments_newest_first_and_replies_oldest_first() -> None:
    with transaction():
        thread = service.open_thread()
        first, second = say(thread), say(thread)
        early, late = say(thread, first), say(thread, first)
        below = say(thread, early)
        page = queries.threads(thread)
        assert [each.comment for each in page.items] == [second, first]
        assert [each.comment for each in page.items[1].replies] == [early, late]
        assert [each.comment for each in page.items[1].replies[0].replies] == [below]


def test_every_comment_is_on_exactly_one_page() -> None:
    with transaction():
        thread = service.open_thread()
        roots = [say(thread) for _each in range(23)]
        page, seen = queries.threads(thread), []
        while True:
            seen += [each.comment for each in page.items]
            if page.older is None:
                break
            page = queries.threads(thread, page.older)
        assert seen == roots[::-1]


def test_the_page_of_a_comment_begins_with_its_first_level() -> None:
    with transaction():
        thread = service.open_thread()
        first = say(thread)
        reply = say(thread, first)
        for _each in range(15):
            say(thread)
        assert queries.threads(thread, queries.cursor_of(reply)).items[0].comment is first


def test_a_comment_on_the_first_page_needs_no_other_page() -> None:
    with transaction():
        thread = service.open_thread()
        first = say(thread)
        for _each in range(queries.ROOTS - 1):
            say(thread)
        assert queries.cursor_of(first) is None


def test_very_many_replies_are_told_and_shown_on_a_page_of_their_own() -> None:
    with transaction():
        first = say(thread := service.open_thread(), author=(author := person()))
        for _each in range(queries.REPLIES + 4):
            say(thread, first, author=author)
        [branch] = queries.threads(thread).items
        assert (len(branch.replies), branch.more) == (queries.REPLIES, 4)
        assert len(queries.branch(first).items[0].replies) == queries.REPLIES + 4


def test_what_waits_is_seen_by_its_author_only() -> None:
    with transaction():
        held = say(thread := service.open_thread(), held=True)
        assert queries.threads(thread).items == []
        assert [each.comment for each in queries.threads(thread, viewer_id=held.author_id).items] == [held]


def test_a_page_of_a_thread_is_two_questions_to_the_database() -> None:
    with transaction():
        thread = service.open_thread()
        for first in [say(thread) for _each in range(8)]:
            say(thread, say(thread, first))
        db.expire_all()
        number, asked = thread.id, []
        db.expunge_all()
        thread = db.get_one(Thread, number)
        event.listen(db.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
        names = [each.comment.author.pseudonym for each in queries.threads(thread).items]
        assert (len(names), len(asked)) == (8, 2)


@pytest.mark.parametrize(("page", "tag"), [("de", "de"), ("de-simple", "de"), ("ar", "ar"), ("nl", "")])
def test_the_language_of_the_page_is_suggested_if_it_can_be_chosen(page: str, tag: str) -> None:
    assert suggested(page) == tag
