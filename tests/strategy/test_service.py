"""The roadmap: measures from opinions, status, milestones, decisions, and the chain in both directions."""

from datetime import date

import pytest

from bmw.accounts.models import Office
from bmw.board.states import Verdict
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Localized
from bmw.lookup.queries import find
from bmw.notifications.models import Message
from bmw.record.queries import chain_stages, consequences, journey, way_on
from bmw.record.service import follow
from bmw.record.words import Word
from bmw.strategy import queries, service
from bmw.strategy.states import NEEDS_REASON, NEXT, Horizon, Outcome, Status
from tests.factories import NOW, field, person
from tests.factories_proposals import proposal
from tests.factories_strategy import concluded, decision, finding, measure

pytestmark = pytest.mark.usefixtures("app")


def test_from_a_measure_back_to_every_contribution() -> None:
    with transaction():
        sources = [proposal() for _n in range(3)]
        new = measure(*sources)
        council = decision(new)
        stages = {stage.name: list(stage.records) for stage in chain_stages(new)}
        assert list(stages) == ["decision", "review", "finding", "contributions"]
        assert stages["contributions"] == sources
        assert stages["decision"] == [council]


def test_from_a_contribution_to_the_measure_it_became() -> None:
    with transaction():
        source = proposal()
        new = measure(source)
        stages = chain_stages(source, back=False)
        assert [stage.name for stage in stages] == ["finding", "review", "measure"]
        assert stages[-1].records == [new]


def test_merged_proposals_stay_in_the_chain() -> None:
    with transaction():
        from bmw.proposals import service as proposals

        kept, merged = proposal(), proposal()
        merged.process, merged.ballot.register = kept.process, kept.ballot.register
        db.flush()
        proposals.merge(merged, kept, person(Office.MODERATOR), NOW, "Beide wollen dasselbe.")
        new = measure(kept)
        assert {each.id for each in chain_stages(new)[-1].records} == {kept.id, merged.id}
        assert chain_stages(merged, back=False)[-1].records == [new]


def test_every_proposal_behind_a_measure_says_so_in_its_journey() -> None:
    with transaction():
        source = proposal()
        new = measure(source)
        last = journey(source)[-1]
        assert (last.word, last.other) == (Word.PROPOSAL_ADOPTED, new)


@pytest.mark.parametrize("verdict", [Verdict.NOT_NOW, Verdict.DECLINE])
def test_nothing_is_planned_from_what_the_board_did_not_recommend(verdict: Verdict) -> None:
    with transaction(), pytest.raises(NotPossible):
        measure(on=concluded(verdict=verdict))


def test_nothing_is_planned_before_the_board_has_concluded() -> None:
    from bmw.board.service import open_review

    with transaction(), pytest.raises(NotPossible):
        measure(on=open_review(finding(), NOW))


@pytest.mark.parametrize("status", sorted(NEEDS_REASON))
def test_a_delay_or_a_stop_needs_a_reason(status: Status) -> None:
    with transaction():
        new = measure()
        with pytest.raises(NotPossible):
            service.set_status(new, status, " ", person(), NOW)
        service.set_status(new, status, "Die Förderung fehlt noch.", person(), NOW)
        assert new.status is status


@pytest.mark.parametrize("start", Status)
@pytest.mark.parametrize("end", Status)
def test_a_status_follows_only_where_the_table_allows_it(start: Status, end: Status) -> None:
    with transaction():
        new = measure()
        new.status = start
        if end in NEXT[start] - {Status.DECIDED}:
            service.set_status(new, end, "Aus gutem Grund.", person(), NOW)
            assert new.status is end
        else:
            with pytest.raises(NotPossible):
                service.set_status(new, end, "Aus gutem Grund.", person(), NOW)


def test_followers_hear_of_a_new_status() -> None:
    with transaction():
        new, reader = measure(), person()
        follow(reader.id, new)
        service.set_status(new, Status.RUNNING, "", person(), NOW)
        assert db.query(Message).where(Message.person_id == reader.id).count() == 1


def test_authors_hear_once_that_their_proposal_became_a_measure() -> None:
    with transaction():
        source = proposal()
        new = measure(source)
        told = db.query(Message).where(Message.person_id == source.author_id, Message.path.contains("massnahmen"))
        assert [new.reference in each.path for each in told] == [True]


def test_a_milestone_is_reached_once() -> None:
    with transaction():
        new = measure()
        step = service.set_milestone(new, Localized(de="Planung fertig"), date(2026, 9, 1), by=person(), at=NOW)
        service.reach_milestone(step, step.version, date(2026, 5, 1), person(), NOW)
        service.reach_milestone(step, step.version, date(2026, 5, 2), person(), NOW)
        assert step.reached == date(2026, 5, 2)
        assert [each.word for each in journey(new)].count(Word.MILESTONE_REACHED) == 1


def test_the_next_milestone_is_the_first_that_is_not_reached() -> None:
    with transaction():
        new = measure()
        late = service.set_milestone(new, Localized(de="Bau"), date(2027, 9, 1), by=person(), at=NOW)
        early = service.set_milestone(new, Localized(de="Plan"), date(2026, 9, 1), by=person(), at=NOW)
        db.expire(new, ["milestones"])
        assert new.next_milestone is early
        service.reach_milestone(early, early.version, date(2026, 5, 1), person(), NOW)
        assert (new.reached, new.next_milestone) == ([early], late)


def test_a_decision_about_two_measures_marks_both() -> None:
    with transaction():
        one, other = measure(), measure()
        council = decision(one, other)
        assert {one.status, other.status} == {Status.DECIDED}
        assert set(chain_stages(council, back=False)[0].records) == {one, other}


def test_a_decision_leaves_a_running_measure_running() -> None:
    with transaction():
        new = measure()
        service.set_status(new, Status.RUNNING, "", person(), NOW)
        decision(new)
        assert new.status is Status.RUNNING
        assert journey(new)[-1].word is Word.MEASURE_AGREED


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.POSTPONED])
def test_without_a_yes_a_measure_is_not_decided(outcome: Outcome) -> None:
    with transaction():
        new = measure()
        decision(new, outcome=outcome, afterwards="Der Rat will erst die Kosten wissen.")
        assert new.status is Status.PLANNED
        with pytest.raises(NotPossible):
            service.set_status(new, Status.DECIDED, "", person(), NOW)


def test_a_refusal_says_what_happens_now() -> None:
    with transaction(), pytest.raises(NotPossible):
        decision(measure(), outcome=Outcome.REJECTED)


def test_what_was_agreed_once_can_be_called_decided_again() -> None:
    with transaction():
        new = measure()
        decision(new, outcome=Outcome.WITH_CHANGES)
        service.set_status(new, Status.DELAYED, "Es fehlt Personal.", person(), NOW)
        service.set_status(new, Status.DECIDED, "", person(), NOW)
        assert new.status is Status.DECIDED


@pytest.mark.parametrize("reason", ["", " "])
def test_no_plan_changes_without_a_reason(reason: str) -> None:
    with transaction():
        new = measure()
        step = service.set_milestone(new, Localized(de="Bau"), date(2027, 9, 1), by=person(), at=NOW)
        for change in (
            lambda: service.change(new, new.version, by=person(), at=NOW, reason=reason, ends=date(2028, 1, 1)),  # type: ignore[call-arg]  # only what changes
            lambda: service.change_milestone(
                step, step.version, step.title, date(2028, 1, 1), by=person(), at=NOW, reason=reason
            ),
            lambda: service.give_up_milestone(step, step.version, reason, person(), NOW),
        ):
            with pytest.raises(NotPossible):
                change()


def test_the_way_of_a_proposal_tells_what_board_and_council_said() -> None:
    with transaction():
        source = proposal()
        decision(measure(source), outcome=Outcome.POSTPONED)
        told = [each.word for each in way_on(journey(source), consequences(source))]
        assert {Word.REVIEW_CONCLUDED, Word.MEASURE_POSTPONED} <= set(told)
        assert told.index(Word.PROPOSAL_BUNDLED) < told.index(Word.REVIEW_CONCLUDED)


def test_a_decision_is_about_something() -> None:
    with transaction(), pytest.raises(NotPossible):
        decision()


def test_a_measure_that_somebody_else_changed_is_not_overwritten() -> None:
    with transaction():
        new = measure()
        facts = {"title": Localized(de="Neu"), "summary": new.summary, "horizon": Horizon.LONG}
        seen = new.version
        service.change(new, seen, by=person(), at=NOW, **facts)  # type: ignore[arg-type]  # three facts of the form
        db.flush()
        with pytest.raises(NotPossible):
            service.change(new, seen, by=person(), at=NOW, **facts)  # type: ignore[arg-type]  # three facts of the form


def test_a_measure_is_found_by_the_words_of_all_its_languages() -> None:
    with transaction():
        new = measure(title=Localized(de="Radweg nach Glesch", en="Cycle path to Glesch"))
        db.flush()
        assert find("Cycle", ["measure"]) == find("Radweg", ["measure"]) == [new]


def test_the_roadmap_is_in_order_of_fields_and_time() -> None:
    with transaction():
        fields = [field(name="Mobilität"), field(name="Bildung")]
        for where, when in ((1, Horizon.SHORT), (0, Horizon.LONG), (0, Horizon.SHORT)):
            measure(proposal(field=fields[where]), horizon=when)
        groups = queries.grouped(queries.roadmap())
        assert [group.heading for group in groups] == fields
        assert [part.heading for part in groups[0].inside] == [Horizon.SHORT, Horizon.LONG]  # type: ignore[union-attr]  # groups of groups


def test_the_roadmap_can_begin_with_time() -> None:
    with transaction():
        for when in (Horizon.LONG, Horizon.SHORT, Horizon.LONG):
            measure(horizon=when)
        groups = queries.grouped(queries.roadmap(), by_time=True)
        assert [group.heading for group in groups] == [Horizon.SHORT, Horizon.LONG]


def test_the_roadmap_shows_only_what_is_asked_for() -> None:
    with transaction():
        wanted, other = measure(horizon=Horizon.LONG), measure(horizon=Horizon.SHORT)
        assert list(queries.roadmap(horizon=Horizon.LONG)) == [wanted]
        assert list(queries.roadmap(field_id=other.field_id)) == [other]
        assert list(queries.roadmap(status=Status.DONE)) == []
