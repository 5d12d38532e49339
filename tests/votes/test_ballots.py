"""One person, one vote, whatever happens to the ballots."""

import pytest
from sqlalchemy import func, select

from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.votes import queries, service
from bmw.votes.keys import RegisterClosed, voter_key
from bmw.votes.models import Ballot, Choice, Kind, Vote
from tests.factories import NOW, Somebody

ANNA, BILAL = b"a" * 16, b"b" * 16
AGREE, PASS, DISAGREE = Choice.AGREE, Choice.PASS, Choice.DISAGREE

pytestmark = pytest.mark.usefixtures("app")


def ballots(count: int = 1, kind: Kind = Kind.OPINION) -> list[Ballot]:
    register = service.open_register()
    return [service.open_ballot(register, kind) for _ in range(count)]


def standing(ballot: Ballot) -> tuple[int, int, int]:
    return ballot.agree, ballot.disagree, ballot.passed


def test_a_vote_counts_once_however_often_it_is_sent() -> None:
    with transaction():
        [ballot] = ballots()
        for _ in range(3):
            service.cast(ballot, ANNA, AGREE)
        assert standing(ballot) == (1, 0, 0)
        assert db.scalar(select(func.count()).select_from(Vote)) == 1


def test_the_last_word_counts() -> None:
    with transaction():
        [ballot] = ballots()
        service.cast(ballot, ANNA, AGREE)
        service.cast(ballot, ANNA, DISAGREE)
        assert standing(ballot) == (0, 1, 0)
        assert queries.choice_of(ballot, ANNA) is DISAGREE


def test_a_changed_vote_knows_that_it_changed() -> None:
    with transaction():
        [ballot] = ballots()
        service.cast(ballot, ANNA, AGREE)
        service.cast(ballot, ANNA, PASS)
        assert db.scalars(select(Vote.version)).all() == [2]


def test_a_withdrawn_vote_is_gone() -> None:
    with transaction():
        [ballot] = ballots()
        service.cast(ballot, ANNA, AGREE)
        service.withdraw(ballot, ANNA)
        service.withdraw(ballot, ANNA)
        assert standing(ballot) == (0, 0, 0)
        assert queries.choice_of(ballot, ANNA) is None


def test_support_cannot_be_against() -> None:
    with transaction():
        [ballot] = ballots(kind=Kind.SUPPORT)
        with pytest.raises(NotPossible):
            service.cast(ballot, ANNA, DISAGREE)


def test_a_vote_names_nobody() -> None:
    with transaction():
        [ballot] = ballots()
        service.cast(ballot, ANNA, AGREE)
        assert db.scalars(select(Vote.voter_key)).one() == voter_key(ballot.register, ANNA) != ANNA
        assert set(Vote.__table__.columns.keys()) == {"ballot_id", "voter_key", "choice", "channel", "version"}


def test_the_same_person_is_another_voter_in_another_register() -> None:
    with transaction():
        first, second = service.open_register(), service.open_register()
        assert voter_key(first, ANNA) != voter_key(second, ANNA)


def test_merged_ballots_count_each_voter_once() -> None:
    with transaction():
        kept, same = ballots(2)
        for ballot, voter in ((kept, ANNA), (same, ANNA), (same, BILAL)):
            service.cast(ballot, voter, AGREE)
        service.merge(same, kept)
        assert standing(kept) == (2, 0, 0)


def test_a_vote_on_a_merged_ballot_goes_where_it_went() -> None:
    with transaction():
        kept, same = ballots(2)
        service.merge(same, kept)
        assert service.cast(same, ANNA, AGREE) is kept
        assert (kept.agree, same.agree) == (1, 0)


def test_a_split_ballot_has_its_own_votes_again() -> None:
    with transaction():
        kept, same = ballots(2)
        service.cast(same, ANNA, AGREE)
        service.merge(same, kept)
        service.cast(kept, BILAL, AGREE)
        service.split(same)
        assert (kept.agree, same.agree, kept.merged) == (1, 1, 0)


def test_taking_back_reaches_the_merged_ballots_too() -> None:
    with transaction():
        kept, same = ballots(2)
        service.cast(same, ANNA, AGREE)
        service.merge(same, kept)
        service.withdraw(kept, ANNA)
        assert (kept.agree, same.agree) == (0, 0)


def test_ballots_do_not_go_round_in_circles() -> None:
    with transaction():
        kept, same = ballots(2)
        service.merge(same, kept)
        with pytest.raises(NotPossible):
            service.merge(kept, same)


def test_ballots_of_two_registers_cannot_be_merged() -> None:
    with transaction(), pytest.raises(NotPossible):
        service.merge(ballots()[0], ballots()[0])


def test_imported_sums_stand_beside_with_their_source() -> None:
    with transaction():
        [ballot] = ballots()
        service.cast(ballot, ANNA, AGREE)
        service.add_imported(ballot, {AGREE: 40, DISAGREE: 2}, "Klimarat 2022")
        service.add_imported(ballot, {AGREE: 41, DISAGREE: 2}, "Klimarat 2022")
        totals = queries.totals(ballot)
        assert (totals.counted[AGREE], totals.imported[AGREE], totals.sum[AGREE]) == (1, 41, 42)
        assert totals.source == "Klimarat 2022"


def test_imported_sums_of_merged_ballots_are_added() -> None:
    with transaction():
        kept, same = ballots(2)
        service.add_imported(kept, {AGREE: 3}, "A")
        service.add_imported(same, {AGREE: 4}, "B")
        service.merge(same, kept)
        totals = queries.totals(kept)
        assert (totals.imported[AGREE], totals.source) == (7, "A · B")


def test_a_closed_register_takes_no_votes_and_knows_nobody() -> None:
    with transaction():
        [ballot] = ballots()
        service.cast(ballot, ANNA, AGREE)
        service.close_register(ballot.register)
        with pytest.raises(RegisterClosed):
            service.cast(ballot, BILAL, AGREE)
        assert (ballot.agree, queries.choice_of(ballot, ANNA)) == (1, None)


def test_erasing_somebody_withdraws_their_votes_where_registers_are_open() -> None:
    with transaction():
        [old], [new] = ballots(), ballots()
        for ballot in (old, new):
            service.cast(ballot, ANNA, AGREE)
            service.cast(ballot, BILAL, AGREE)
        service.close_register(old.register)
        service.forget(Somebody(ANNA), NOW)
        assert (old.agree, new.agree) == (2, 1)


def test_what_somebody_supports_is_found_without_a_list_of_persons() -> None:
    with transaction():
        first, second, third = ballots(3)
        service.cast(first, ANNA, AGREE)
        service.cast(second, ANNA, DISAGREE)
        service.cast(third, BILAL, AGREE)
        assert db.scalars(queries.voted([first.register], ANNA)).all() == [first.id]


def test_every_register_has_a_long_secret_of_its_own() -> None:
    with transaction():
        first, second = service.open_register().secret, service.open_register().secret
        assert first != second
        assert len(first or b"") == 32
