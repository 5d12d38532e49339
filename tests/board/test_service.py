"""The board: opinions, conflicts of interest, quorum, conclusions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.accounts.models import Office
from bmw.board import queries, rules, service
from bmw.board.models import Review, Score
from bmw.board.states import State, Verdict
from bmw.findings.states import State as FindingState
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Localized
from bmw.notifications.models import Message
from bmw.record.queries import consequences, journey
from bmw.record.words import Word
from bmw.ui.locale import in_language
from tests.factories import NOW, person
from tests.factories_proposals import proposal
from tests.factories_strategy import concluded, criterion, finding, opinion, review

pytestmark = pytest.mark.usefixtures("app")


@given(st.integers(0, 60), st.data())
def test_a_quorum_is_half_of_those_without_conflict_and_never_one_person(members: int, data: st.DataObject) -> None:
    conflicts = data.draw(st.integers(0, members))
    quorum = rules.quorum_of(members, conflicts)
    assert quorum >= 2
    assert quorum * 2 >= members - conflicts
    assert quorum == 2 or (quorum - 1) * 2 < members - conflicts


@given(st.integers(2, 60), st.integers(0, 59))
def test_another_conflict_never_raises_the_quorum(members: int, conflicts: int) -> None:
    assert rules.quorum_of(members, conflicts + 1) <= rules.quorum_of(members, conflicts)


def test_a_review_begins_once_and_tells_every_member() -> None:
    with transaction():
        member, chair = person(Office.BOARD), person(Office.CHAIR)
        on = finding()
        new = review(on=on)
        assert review(on=on) is new
        assert new.quorum == 2
        told = {each.person_id for each in db.query(Message).where(Message.subject.contains("wartet"))}
        assert told == {member.id, chair.id}


def test_a_member_changes_their_opinion_until_the_end() -> None:
    with transaction():
        new, member, use = review(), person(Office.BOARD), criterion()
        opinion(new, member, Verdict.RECOMMEND, {use.id: 5})
        opinion(new, member, Verdict.DECLINE, {use.id: 2})
        assert queries.tally(new) == {Verdict.DECLINE: 1}
        assert [each.points for each in queries.averages(new)] == [2.0]


def test_a_changed_opinion_is_one_step_in_the_record() -> None:
    with transaction():
        new, member = review(), person(Office.BOARD)
        opinion(new, member)
        opinion(new, member)
        assert [each.word for each in journey(new)].count(Word.REVIEW_OPINED) == 1


def test_averages_are_those_of_all_members() -> None:
    with transaction():
        new, use = review(), criterion()
        for points in (1, 2, 5):
            opinion(new, person(Office.BOARD), scores={use.id: points})
        average = queries.averages(new)[0]
        assert round(average.points, 2) == 2.67
        assert average.members == 3


def test_points_outside_of_one_to_five_are_refused() -> None:
    with transaction():
        new, use = review(), criterion()
        with pytest.raises(NotPossible):
            opinion(new, person(Office.BOARD), scores={use.id: 6})


def test_whoever_steps_aside_has_no_opinion_and_no_points() -> None:
    with transaction():
        new, member, use = review(), person(Office.BOARD), criterion()
        opinion(new, member, scores={use.id: 4})
        service.declare_conflict(new, member, "Mir gehört dort ein Grundstück.", NOW)
        assert new.given == []
        assert len(new.aside) == 1
        assert not db.query(Score).count()


def test_whoever_stepped_aside_cannot_come_back() -> None:
    with transaction():
        new, member = review(), person(Office.BOARD)
        service.declare_conflict(new, member, "Mir gehört dort ein Grundstück.", NOW)
        with pytest.raises(NotPossible):
            opinion(new, member)
        assert not rules.may_opine(member, new, NOW)


def test_a_conflict_lowers_the_quorum() -> None:
    with transaction():
        members = [person(Office.BOARD) for _n in range(6)]
        new = review()
        assert new.quorum == 3
        for member in members[:2]:
            service.declare_conflict(new, member, "Ich bin beteiligt.", NOW)
        assert new.quorum == 2


def test_a_conflict_of_somebody_who_left_the_board_lowers_no_quorum() -> None:
    with transaction():
        members = [person(Office.BOARD) for _n in range(9)]
        new = review()
        for member in members[:3]:
            service.declare_conflict(new, member, "Ich bin beteiligt.", NOW)
            member.appointments.clear()
        db.flush()
        opinion(new, members[3])
        assert (new.members, new.quorum) == (6, 3)


def test_whoever_stepped_aside_does_not_read_along_until_the_end() -> None:
    with transaction():
        chair, member, aside = person(Office.CHAIR), person(Office.BOARD), person(Office.BOARD)
        new = review()
        for each in (chair, member, aside):
            opinion(new, each)
            assert rules.may_read_others(each, new, NOW)
        for each in (chair, aside):
            service.declare_conflict(new, each, "Mir gehört dort ein Grundstück.", NOW)
            assert not rules.may_read_others(each, new, NOW)
        assert rules.may_read_others(member, new, NOW)
        new.state = State.CONCLUDED
        assert rules.may_read_others(aside, new, NOW)


def test_without_a_quorum_nothing_is_concluded_and_the_rule_says_why() -> None:
    with transaction():
        chair = person(Office.CHAIR)
        new = review()
        opinion(new, chair)
        with pytest.raises(NotPossible):
            service.conclude(new, chair, Verdict.RECOMMEND, reasons="Gut für alle.", at=NOW)
        answer = rules.may_conclude(chair, new, NOW)
        with in_language("en"):
            assert "needs 2 opinions" in str(answer.sentence)


def test_a_member_who_joined_later_counts_for_the_quorum() -> None:
    with transaction():
        chair = person(Office.CHAIR)
        new = review()
        opinion(new, chair)
        opinion(new, person(Office.BOARD))
        for _n in range(4):
            person(Office.BOARD)
        with pytest.raises(NotPossible):
            service.conclude(new, chair, Verdict.RECOMMEND, reasons="Gut für alle.", at=NOW)


def test_a_chair_with_a_conflict_does_not_conclude() -> None:
    with transaction():
        chair = person(Office.CHAIR)
        new = review()
        service.declare_conflict(new, chair, "Mein Bruder baut dort.", NOW)
        for _n in range(2):
            opinion(new, person(Office.BOARD))
        assert not rules.may_conclude(chair, new, NOW)


def test_only_the_chair_concludes() -> None:
    with transaction():
        member = person(Office.BOARD)
        new = review()
        opinion(new, member)
        opinion(new, person(Office.BOARD))
        assert not rules.may_conclude(member, new, NOW)
        assert rules.may_conclude(person(Office.CHAIR), new, NOW)


def test_a_conclusion_keeps_reasons_dissent_and_numbers() -> None:
    with transaction():
        new = concluded(dissent="Ein Mitglied hält es für zu teuer.")
        assert (new.state, new.verdict) == (State.CONCLUDED, Verdict.RECOMMEND)
        assert (new.members, new.taking_part, new.quorum) == (3, 3, 2)
        assert new.dissent == "Ein Mitglied hält es für zu teuer."
        assert new.finding.state is FindingState.CONCLUDED


def test_changes_are_kept_only_where_the_board_wants_some() -> None:
    with transaction():
        assert concluded(verdict=Verdict.WITH_CHANGES, changes="Nur im Ort.").changes == "Nur im Ort."
        assert concluded(verdict=Verdict.RECOMMEND, changes="Nur im Ort.").changes == ""


def test_after_the_conclusion_nothing_changes() -> None:
    with transaction():
        new = concluded()
        with pytest.raises(NotPossible):
            opinion(new, person(Office.BOARD))
        with pytest.raises(NotPossible):
            service.declare_conflict(new, person(Office.BOARD), "Zu spät.", NOW)
        with pytest.raises(NotPossible):
            service.conclude(new, person(Office.CHAIR), Verdict.DECLINE, reasons="Doch nicht.", at=NOW)


def test_people_behind_the_sources_hear_the_conclusion() -> None:
    with transaction():
        source = proposal()
        concluded(source)
        told = db.query(Message).where(Message.subject == "The advisory board has concluded")
        assert source.author_id in {each.person_id for each in told} or _in_german(source.author_id)


def _in_german(person_id: int) -> bool:
    return any("Beirat" in each.subject for each in db.query(Message).where(Message.person_id == person_id))


def test_the_conclusion_is_reached_from_the_proposal() -> None:
    with transaction():
        source = proposal()
        new = concluded(source)
        assert consequences(source) == [new.finding, new]


def test_a_member_waits_only_for_what_they_have_not_seen() -> None:
    with transaction():
        member = person(Office.BOARD)
        seen, unseen = review(), review()
        opinion(seen, member)
        assert [each.id for each in queries.waiting_for(member.id)] == [unseen.id]


def test_criteria_keep_their_order_and_retired_ones_stay_out() -> None:
    with transaction():
        first, second = criterion("Nutzen"), criterion("Kosten")
        service.retire_criterion(first, retired=True)
        db.flush()
        assert list(queries.criteria()) == [second]
        assert set(queries.criteria(retired=True)) == {first, second}


def test_a_criterion_changed_twice_at_once_is_noticed() -> None:
    with transaction():
        changed = criterion()
        before = changed.version
        service.change_criterion(changed, Localized(de="Neu"), changed.text, 1, seen=before)
        db.flush()
        with pytest.raises(NotPossible):
            service.change_criterion(changed, Localized(de="Alt"), changed.text, 1, seen=before)
        assert changed.name.german == "Neu"


def test_members_read_the_others_after_their_own_opinion() -> None:
    with transaction():
        new: Review = review()
        member, citizen = person(Office.BOARD), person()
        assert not rules.may_read_others(citizen, new, NOW)
        assert not rules.may_read_others(member, new, NOW)
        opinion(new, member)
        assert rules.may_read_others(member, new, NOW)
