"""The demo town: everything that can happen has happened, and all of it is true to itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from bmw.accounts.demo import ROLES
from bmw.accounts.models import Person
from bmw.accounts.queries import by_address
from bmw.app import create_app
from bmw.board.models import Review
from bmw.board.states import State as ReviewState
from bmw.board.states import Verdict
from bmw.cases.models import Case, Kind
from bmw.cli.demo.fill import fill
from bmw.cli.demo.scenes.proposals import every
from bmw.comments.models import DEEPEST, Comment
from bmw.findings.models import Finding
from bmw.focus.models import District, Field
from bmw.kernel.database import Base, db
from bmw.kernel.settings import Settings
from bmw.meetings.models import Meeting
from bmw.notifications.models import Delivery, Message
from bmw.notifications.queries import unread
from bmw.processes import queries as processes
from bmw.processes.models import Process, ScheduleChange
from bmw.processes.models import State as ProcessState
from bmw.proposals.models import TITLE, Proposal
from bmw.proposals.states import Outcome, State
from bmw.record.models import Record, Step
from bmw.record.queries import consequences, sources
from bmw.strategy.models import Decision, Measure
from bmw.strategy.states import Horizon, Status
from bmw.surveys.models import Sheet, Survey
from bmw.votes.queries import choice_of, papers
from tests.conftest import NOW


@pytest.fixture(scope="module")
def empty_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Here no town is empty: each test gets its own copy of the demo town."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with create_app(Settings(database=f"sqlite:///{path}", secret="x" * 40)).app_context():
        Base.metadata.create_all(db.get_bind())
        assert fill(NOW)
        db.get_bind().dispose()  # type: ignore[union-attr]  # an engine
    return path


pytestmark = pytest.mark.usefixtures("app")


def of(kind: type[Any], *where: Any) -> list[Any]:
    return list(db.scalars(select(kind).where(*where)).unique())


def person(role: str) -> Person:
    found = by_address(ROLES[role].address)
    assert found is not None
    return found


def test_a_filled_town_is_left_as_it_is() -> None:
    before = db.scalar(select(func.count(Record.id)))
    assert fill(NOW) is False
    assert db.scalar(select(func.count(Record.id))) == before


def test_fields_and_districts_are_those_of_bergheim() -> None:
    assert [field.name["de"] for field in db.scalars(select(Field).order_by(Field.position))] == [
        "Infrastruktur",
        "Mobilität",
        "Energie- und Umweltmanagement",
        "Gebäude und Quartiere",
        "Gesundheit",
        "Bildung",
        "Verwaltung",
        "Tourismus und Wirtschaft",
    ]
    assert db.scalar(select(func.count(District.id))) == 15


@pytest.mark.parametrize("language", ["de", "en", "ar", "de-simple"])
def test_fields_speak_every_language_that_is_offered(language: str) -> None:
    for field in of(Field):
        assert {language} <= set(field.name) & set(field.summary) & set(field.text)


def test_every_field_has_proposals_and_they_come_in_five_languages() -> None:
    shown = of(Proposal, Proposal.state == State.PUBLIC)
    assert len(shown) >= 40
    assert {each.field_id for each in shown} == {field.id for field in of(Field)}
    assert {each.language for each in shown} == {"de", "en", "tr", "uk", "ar"}


def test_every_proposal_can_be_typed_as_it_stands() -> None:
    for entry in every():
        assert len(entry["title"]) <= TITLE
        assert entry["body"].strip()


def test_proposals_stand_in_every_state_and_with_every_outcome() -> None:
    assert {each.state for each in of(Proposal)} == set(State)
    assert {each.outcome for each in of(Proposal)} == set(Outcome)


def test_people_answer_each_other_on_three_levels_and_in_other_languages() -> None:
    said = of(Comment)
    assert len(said) >= 120
    assert {each.depth for each in said} == set(range(DEEPEST + 1))
    assert {each.language for each in said} == {"de", "en", "tr", "uk", "ar"}


def test_measures_stand_in_every_status_and_for_every_time() -> None:
    assert {each.status for each in of(Measure)} == set(Status)
    assert {each.horizon for each in of(Measure)} == set(Horizon)


def test_every_measure_can_be_walked_to_its_proposals_and_back() -> None:
    for measure in of(Measure):
        behind = [each for each in sources(measure) if isinstance(each, Proposal)]
        assert behind
        for proposal in behind:
            assert measure in consequences(proposal)


def test_the_board_gave_every_verdict_with_dissent_and_a_conflict_of_interest() -> None:
    concluded = of(Review, Review.state == ReviewState.CONCLUDED)
    assert {each.verdict for each in concluded} == set(Verdict)
    assert any(each.dissent for each in concluded)
    assert any(opinion.conflict for each in concluded for opinion in each.opinions)
    assert of(Review, Review.state == ReviewState.OPEN)


def test_everybody_on_the_board_has_something_to_do() -> None:
    waiting = of(Review, Review.state == ReviewState.OPEN)
    assert all(
        person(role).id not in {o.member_id for o in each.opinions} for each in waiting for role in ("board", "chair")
    )


def test_a_draft_waits_for_the_moderator_and_a_conclusion_for_the_editor() -> None:
    assert [each for each in of(Finding) if not each.is_public]
    planned = {each.review_id for each in of(Measure)}
    assert [r for r in of(Review) if r.verdict is Verdict.RECOMMEND and r.id not in planned]


def test_every_kind_of_case_waits_on_the_desk() -> None:
    assert {each.kind for each in of(Case, Case.decided.is_(None))} == set(Kind) - {Kind.MERGED}


def test_the_strategy_is_in_the_middle_of_its_seven_phases() -> None:
    strategy = next(each for each in of(Process) if "Strategie" in each.title["de"])
    assert len(strategy.phases) == 7
    phase = strategy.phase_at(NOW)
    assert phase is not None
    assert phase.title["de"] == "Handlungsfeld-Workshops"


def test_the_schedule_was_changed_once_for_a_reason() -> None:
    [change] = of(ScheduleChange)
    assert change.reason


def test_one_process_runs_beside_and_one_is_archived() -> None:
    assert len(processes.running(NOW)) == 2
    [archived] = of(Process, Process.state == ProcessState.ARCHIVED)
    assert archived.register.secret is None


def test_decisions_of_the_council_are_marked_as_examples() -> None:
    assert of(Decision)
    assert all("Beispiel" in each.title["de"] and "Beispiel" in each.body for each in of(Decision))


def test_one_survey_is_closed_and_one_is_open() -> None:
    assert {each.closes > NOW for each in of(Survey)} == {True, False}
    for survey in of(Survey):
        assert survey.sheets == db.scalar(select(func.count()).where(Sheet.survey_id == survey.id))


def test_one_meeting_is_still_to_come_and_others_have_minutes() -> None:
    assert [each for each in of(Meeting) if each.starts > NOW and not each.minutes]
    assert [each for each in of(Meeting) if each.minutes and each.attended and each.points]


def test_every_count_is_true() -> None:
    for proposal in of(Proposal):
        votes = {key for _ballot, key, _choice in papers(proposal.ballot)}
        assert proposal.supporters == proposal.ballot.agree == len(votes)
        public = [each for each in of(Comment, Comment.thread_id == proposal.thread_id) if each.is_public]
        assert proposal.comments == proposal.thread.comments == len(public)


def test_nobody_supports_their_own_proposal() -> None:
    alone = [each for each in of(Proposal, Proposal.state == State.PUBLIC) if not each.ballot.merged]
    assert not [each.title for each in alone if choice_of(each.ballot, each.author.voter_id)]


def test_nothing_happened_in_the_future() -> None:
    latest = db.scalar(select(func.max(Step.at)))
    assert latest is not None
    assert latest <= NOW


def test_numbers_were_given_out_in_the_order_of_time() -> None:
    for kind in ("proposal", "finding", "measure", "review"):
        rows = db.execute(select(Record.reference, Record.created).where(Record.kind == kind).order_by(Record.id)).all()
        assert [row.created for row in rows] == sorted(row.created for row in rows)


def test_journeys_go_forward_in_time() -> None:
    for record_id in db.scalars(select(Step.record_id).distinct()):
        moments = db.scalars(select(Step.at).where(Step.record_id == record_id).order_by(Step.id)).all()
        assert list(moments) == sorted(moments)


def test_the_citizens_have_written_something_and_have_news() -> None:
    for role in ("citizen", "citizen2"):
        assert of(Proposal, Proposal.author_id == person(role).id, Proposal.state == State.PUBLIC)
        assert of(Proposal, Proposal.author_id == person(role).id, Proposal.state == State.DRAFT)
        assert of(Comment, Comment.author_id == person(role).id)
        assert unread(person(role).id)
    assert of(Proposal, Proposal.author_id == person("citizen").id, Proposal.state == State.REFUSED)


def test_nobody_gets_mail_about_the_past() -> None:
    assert not of(Message, Message.delivery == Delivery.WAITING)


def test_only_the_people_of_the_roles_can_be_reached(app: Flask) -> None:
    addresses = {each.address for each in of(Person, Person.address.is_not(None))}
    assert addresses == {role.address for role in ROLES.values()}


@pytest.mark.parametrize("days", [48, 233])
def test_the_town_is_filled_on_any_day_of_the_year(tmp_path: Path, days: int) -> None:
    path = tmp_path / "later.db"
    with create_app(Settings(database=f"sqlite:///{path}", secret="x" * 40)).app_context():
        Base.metadata.create_all(db.get_bind())
        assert fill(NOW + timedelta(days=days, hours=13, minutes=59))
        assert {each.status for each in of(Measure)} == set(Status)
        db.remove()
        db.get_bind().dispose()  # type: ignore[union-attr]  # an engine
