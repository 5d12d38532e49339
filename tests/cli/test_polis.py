"""Taking a conversation over: complete or invisible, once, with true numbers."""

from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from bmw.accounts.models import Person
from bmw.accounts.pseudonyms import skeleton
from bmw.cases.models import Case, Decision, Reason
from bmw.cli.polis.order import Order
from bmw.cli.polis.pace import Pace
from bmw.cli.polis.read import read
from bmw.cli.polis.studies import study_of
from bmw.cli.polis.write import is_published, write
from bmw.kernel.database import db, transaction
from bmw.lookup import queries as lookup
from bmw.processes.models import Process
from bmw.processes.models import State as ProcessState
from bmw.proposals import queries
from bmw.proposals.models import TITLE, Proposal
from bmw.proposals.states import State
from bmw.record.queries import journey
from bmw.record.words import Word
from bmw.votes.models import Ballot, Choice, Kind, Vote
from bmw.votes.queries import totals
from tests import factories
from tests.cli.polis_folders import comment, export, klimarat

VOTES = [["7", "", "", 3, 3, 2, 0, "1", "1", "0"], ["8", "", "", 3, 2, 1, 1, "1", "-1", ""]]


@pytest.fixture
def order(app: Flask, tmp_path: Path) -> Any:
    """A way to order the import of a small or a real conversation."""

    def make(folder: Path | None = None, **conversation: Any) -> Order:
        if folder is None:
            folder = tmp_path / f"polis-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            export(folder, **conversation)
        read_one = read(folder)
        with transaction():
            field_id = factories.field().id
        return Order(read_one, study_of(read_one.key, read_one.url), field_id, "de", factories.NOW)

    return make


def carry_out(order: Order) -> int:
    return sum(write(order, Pace()))


def count(thing: Any, *where: Any) -> int:
    return db.scalar(select(func.count()).select_from(thing).where(*where)) or 0


def three(**more: Any) -> dict[str, Any]:
    return {"comments": [comment(0, agrees=2), comment(1, agrees=1), comment(2, moderated=-1)], **more}


def test_everything_that_is_announced_is_written(order: Any) -> None:
    wanted = order(**three(matrix=VOTES))
    assert carry_out(wanted) == wanted.size
    assert count(Proposal) == 3
    assert count(Vote) == 5


def test_what_was_let_through_is_public_and_found(order: Any) -> None:
    carry_out(order(comments=[comment(0, body="Mehr Radwege durch die Stadt")]))
    assert [each.title for each in queries.public_page().items] == ["Mehr Radwege durch die Stadt"]
    assert lookup.find("Radweg")


def test_what_was_held_back_stands_on_the_desk_as_decided(order: Any) -> None:
    carry_out(order(**three()))
    case = db.scalars(select(Case)).one()
    assert (case.decision, case.rule) == (Decision.HELD_BACK, Reason.IMPORTED)
    assert db.get_one(Proposal, case.record_id).state is State.REFUSED


def test_what_nobody_decided_waits_for_our_moderators(order: Any) -> None:
    carry_out(order(comments=[comment(0), comment(1, moderated=0)]))
    case = db.scalars(select(Case)).one()
    assert case.is_waiting
    assert db.get_one(Proposal, case.record_id).state is State.SUBMITTED


def test_single_votes_are_counted_and_sums_are_not_added(order: Any) -> None:
    carry_out(order(**three(matrix=VOTES)))
    proposal = db.scalars(select(Proposal).order_by(Proposal.id)).first()
    assert proposal is not None
    assert totals(proposal.ballot).counted == {Choice.AGREE: 2, Choice.DISAGREE: 0, Choice.PASS: 0}
    assert proposal.ballot.imported == []


def test_sums_stand_beside_with_their_source_and_without_voters(order: Any) -> None:
    carry_out(order(comments=[comment(0, agrees=31, disagrees=4)]))
    proposal = db.scalars(select(Proposal)).one()
    stands = totals(proposal.ballot)
    assert (stands.imported[Choice.AGREE], stands.imported[Choice.DISAGREE], proposal.supporters) == (31, 4, 31)
    assert "https://pol.is/abc" in stands.source
    assert count(Vote) == 0


def test_one_participant_is_one_voter_in_the_whole_conversation(order: Any) -> None:
    carry_out(order(**three(matrix=VOTES)))
    assert count(select(Vote.voter_key).distinct().subquery()) == 2


def test_the_process_is_closed_and_open_for_outcomes(order: Any) -> None:
    carry_out(order(**three()))
    process = db.scalars(select(Process)).one()
    assert (process.state, process.ballot_kind) == (ProcessState.RUNNING, Kind.OPINION)
    assert process.reference == "2022-00001"
    assert process.phases[0].ends.year == 2022
    assert queries.awaiting_outcome(process).count == 2
    assert "CC BY 4.0" in process.attribution


def test_the_journey_begins_when_it_was_written(order: Any) -> None:
    carry_out(order(comments=[comment(0)]))
    steps = journey(db.scalars(select(Proposal)).one())
    assert [step.word for step in steps] == [Word.PROPOSAL_SUBMITTED, Word.PROPOSAL_IMPORTED]
    assert [step.at.year for step in steps] == [2022, 2026]


def test_a_long_statement_is_shortened_at_a_word_in_the_title_only(order: Any) -> None:
    carry_out(order(comments=[comment(0, body="Wort " * 50)]))
    proposal = db.scalars(select(Proposal)).one()
    assert len(proposal.title) <= TITLE
    assert proposal.title.endswith("Wort…")
    assert proposal.body == ("Wort " * 50).strip()


def test_before_the_last_step_nobody_sees_anything(order: Any) -> None:
    wanted = order(**three(matrix=VOTES))
    for _done in write(wanted, Pace()):
        assert not queries.public_page().items
        assert not lookup.find("Statement")
        assert not db.scalars(select(Case).where(Case.decided.is_(None))).all()
        assert not is_published(wanted.conversation.key)
        db.remove()


@pytest.mark.parametrize("steps", range(1, 8))
def test_an_interrupted_import_goes_on_where_it_stopped(order: Any, steps: int) -> None:
    wanted = order(**three(matrix=VOTES))
    list(islice(write(wanted, Pace()), steps))
    db.remove()
    assert carry_out(wanted) == wanted.size
    assert (count(Process), count(Proposal), count(Vote), count(Case)) == (1, 3, 5, 1)
    assert [each.supporters for each in db.scalars(select(Proposal).order_by(Proposal.id))] == [2, 1, 0]


def test_run_twice_the_town_is_the_same(order: Any) -> None:
    wanted = order(**three(matrix=VOTES))
    carry_out(wanted)
    assert is_published(wanted.conversation.key)
    db.remove()
    carry_out(wanted)
    assert (count(Person), count(Process), count(Proposal), count(Vote), count(Case)) == (1, 1, 3, 5, 1)


def test_the_same_number_is_another_person_in_another_conversation(order: Any) -> None:
    carry_out(order(comments=[comment(0, author=7), comment(1, author=0)], url="https://pol.is/a"))
    carry_out(order(comments=[comment(0, author=7), comment(1, author=0)], url="https://pol.is/b", topic="Wasser"))
    names = set(db.scalars(select(Person.pseudonym)))
    assert names == {"Polis Energie 7", "Polis Wasser 7", "Polis"}


def test_a_name_that_somebody_has_already_is_left_to_them(order: Any) -> None:
    with transaction():
        factories.person(name="Polis Energie 7").skeleton = skeleton("Polis Energie 7")
    carry_out(order(comments=[comment(0, author=7)]))
    author = db.scalars(select(Proposal)).one().author
    assert author.pseudonym.startswith("Polis Energie 7 ")


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "public", "held", "votes"),
    [
        ("energie", 515, 524, 130_798),
        ("produktion-konsum", 277, 245, 61_384),
        ("mobilitaet", 903, 1235, 0),
        ("ernaehrung-landnutzung", 801, 651, 0),
    ],
)
def test_real_conversations_come_over_whole(order: Any, name: str, public: int, held: int, votes: int) -> None:
    carry_out(order(klimarat() / name))
    assert count(Proposal, Proposal.state == State.PUBLIC) == public
    assert count(Case, Case.decision == Decision.HELD_BACK) == held
    assert count(Vote) == votes
    assert db.scalar(select(func.sum(Ballot.agree + Ballot.disagree + Ballot.passed))) == votes
