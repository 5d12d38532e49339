"""What happens to proposals, step by step."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bmw.cases.models import Case, Kind
from bmw.comments import service as comments
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.lookup.queries import find
from bmw.notifications.models import Message
from bmw.processes.models import Moderation, Process
from bmw.proposals import queries, service
from bmw.proposals.models import Proposal
from bmw.proposals.states import Outcome, State
from bmw.record.models import Record
from bmw.record.queries import consequences, followers, journey
from bmw.record.service import follow
from bmw.record.words import Word
from bmw.votes import service as votes
from bmw.votes.models import Choice
from tests import factories
from tests.factories import NOW, person
from tests.factories_proposals import comment, proposal

SAME = "Beide wollen dasselbe."

pytestmark = pytest.mark.usefixtures("app")

WORDS = {"title": "Ein Radweg nach Glesch", "body": "Der Weg ist gefährlich.", "language": "de"}


def town(moderation: Moderation) -> Process:
    return factories.process(factories.field(), moderation=moderation)


def submitted(moderation: Moderation, at: datetime = NOW) -> Proposal:
    process = town(moderation)
    return service.submit(person(), process, process.fields[0], at, **WORDS)


def words_of(record: Record) -> list[Word]:
    return [step.word for step in journey(record)]


def subjects_for(someone: int) -> list[str]:
    return list(db.scalars(select(Message.subject).where(Message.person_id == someone)))


def test_a_proposal_waits_where_moderators_read_first() -> None:
    with transaction():
        new = submitted(Moderation.BEFORE)
        case = db.scalars(select(Case)).one()
        assert (new.state, new.published, case.kind, case.record_id) == (State.SUBMITTED, None, Kind.SUBMITTED, new.id)
        assert find("Radweg") == []


def test_a_proposal_is_public_at_once_where_moderators_read_afterwards() -> None:
    with transaction():
        new = submitted(Moderation.AFTER)
        assert (new.state, new.published) == (State.PUBLIC, NOW)
        assert db.scalars(select(Case.kind)).one() is Kind.SUBMITTED
        assert find("Radweg") == [new]


def test_authors_follow_what_they_propose() -> None:
    with transaction():
        new = submitted(Moderation.BEFORE)
        assert followers([new]) == {new.author_id}


def test_the_author_hears_that_a_proposal_is_public() -> None:
    with transaction():
        new = submitted(Moderation.BEFORE)
        service.publish(new, person(), NOW)
        assert len(subjects_for(new.author_id)) == 2
        assert words_of(new) == [Word.PROPOSAL_SUBMITTED, Word.PROPOSAL_PUBLISHED]


def test_letting_through_twice_changes_nothing() -> None:
    with transaction():
        new = proposal()
        service.publish(new, person(), NOW + timedelta(days=1))
        assert new.published == NOW


def test_what_was_held_back_can_be_restored() -> None:
    with transaction():
        new = proposal(state=State.REFUSED)
        service.restore(new, person(), NOW)
        assert (new.state, find("Radweg")) == (State.PUBLIC, [new])


def test_what_is_hidden_is_not_found() -> None:
    with transaction():
        assert proposal(state=State.HIDDEN).state is State.HIDDEN
        assert find("Radweg") == []


def test_withdrawing_closes_what_waited_on_the_desk() -> None:
    with transaction():
        new = submitted(Moderation.BEFORE)
        service.withdraw(new, NOW)
        assert db.scalars(select(Case.decided)).one() == NOW


def test_supporters_are_counted_in_the_list_too() -> None:
    with transaction():
        new, someone = proposal(), person()
        service.support(new, someone, Choice.AGREE)
        assert new.supporters == 1
        service.support(new, someone, None)
        db.refresh(new)
        assert new.supporters == 0


def test_imported_sums_count_as_supporters() -> None:
    with transaction():
        new = proposal()
        votes.add_imported(new.ballot, {Choice.AGREE: 40, Choice.DISAGREE: 3}, "Klimarat 2022")
        service.support(new, person(), Choice.AGREE)
        db.refresh(new)
        assert new.supporters == 41


def test_comments_are_counted_whoever_lets_them_through() -> None:
    with transaction():
        new = proposal()
        said = comment(new, held=True)
        assert new.comments == 0
        comments.publish(said, person(), NOW)
        assert new.comments == 1
        db.refresh(new)
        assert new.comments == 1


def test_an_erased_voter_leaves_the_lists_right() -> None:
    with transaction():
        new, someone = proposal(), person()
        service.support(new, someone, Choice.AGREE)
        votes.forget(someone, NOW)
        assert new.supporters == 0


def test_authors_hear_of_comments_but_not_of_their_own() -> None:
    with transaction():
        new = proposal(process=(process := town(Moderation.AFTER)))
        process.moderation = Moderation.AFTER
        before = len(subjects_for(new.author_id))
        service.comment(new, new.author, NOW, body="Noch etwas.", language="de")
        service.comment(new, person(), NOW, body="Gut!", language="de")
        assert len(subjects_for(new.author_id)) == before + 1


def test_merged_proposals_count_supporters_once_and_stay_readable() -> None:
    with transaction():
        kept = proposal()
        same = proposal(process=kept.process, title="Radweg Glesch")
        both, one = person(), person()
        for target, voter in ((kept, both), (same, both), (same, one)):
            service.support(target, voter, Choice.AGREE)
        service.merge(same, kept, person(), NOW, "Beide wollen denselben Weg.")
        assert (kept.supporters, same.state, same.outcome, same.is_public) == (2, State.MERGED, Outcome.MERGED, True)
        assert queries.merged_into(kept) == [same]


def test_the_chain_of_a_merged_proposal_leads_to_where_it_went() -> None:
    with transaction():
        kept = proposal()
        same = proposal(process=kept.process)
        service.merge(same, kept, person(), NOW, SAME)
        assert consequences(same) == [kept]
        assert (words_of(same)[-1], words_of(kept)[-1]) == (Word.PROPOSAL_MERGED, Word.PROPOSAL_RECEIVED)


def test_a_wrong_merge_can_be_undone() -> None:
    with transaction():
        kept = proposal()
        same = proposal(process=kept.process)
        service.support(same, person(), Choice.AGREE)
        service.merge(same, kept, person(), NOW, SAME)
        service.split(same, person(), NOW)
        assert (same.state, same.into, same.supporters, kept.supporters) == (State.PUBLIC, None, 1, 0)
        assert consequences(same) == []


def test_nothing_is_merged_into_what_is_not_public() -> None:
    with transaction():
        kept = proposal(state=State.HIDDEN)
        with pytest.raises(NotPossible):
            service.merge(proposal(process=kept.process), kept, person(), NOW, SAME)


def test_a_proposal_that_others_went_into_is_not_withdrawn() -> None:
    with transaction():
        kept = proposal()
        service.merge(proposal(process=kept.process), kept, person(), NOW, SAME)
        with pytest.raises(NotPossible):
            service.withdraw(kept, NOW)


def test_everybody_concerned_hears_why_a_proposal_was_not_taken_up() -> None:
    with transaction():
        new, fan = proposal(), person()
        follow(fan.id, new)
        service.not_taken_up(new, person(), NOW, "Der Kreis ist zuständig.")
        assert (new.outcome, new.decided, new.reason) == (Outcome.NOT_TAKEN, NOW, "Der Kreis ist zuständig.")
        assert len(subjects_for(fan.id)) == 1


def test_followers_of_a_merged_proposal_hear_of_the_measure() -> None:
    with transaction():
        kept, fan = proposal(), person()
        same = proposal(process=kept.process)
        follow(fan.id, same)
        service.merge(same, kept, person(), NOW, SAME)
        service.answer(kept, service.Reply("Wir planen den Weg."), person(), NOW)
        assert len(subjects_for(fan.id)) == 2


def test_a_source_of_a_finding_can_be_released_again() -> None:
    with transaction():
        new = proposal()
        service.bundled(new, new.process, person(), NOW)
        assert new.outcome is Outcome.BUNDLED
        service.released(new, new.process, person(), NOW)
        assert (new.outcome, new.decided) == (Outcome.OPEN, None)
        assert words_of(new)[-2:] == [Word.PROPOSAL_BUNDLED, Word.PROPOSAL_RELEASED]


def test_the_author_hears_of_a_held_comment_when_it_is_let_through() -> None:
    with transaction():
        new = proposal()
        said = comment(new, held=True)
        before = len(subjects_for(new.author_id))
        service.publish_comment(said, person(), NOW)
        assert len(subjects_for(new.author_id)) == before + 1
