"""Many people press the button in the same second."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from bmw.kernel.database import db, transaction
from bmw.votes import service
from bmw.votes.models import Ballot, Choice, Kind, Vote

pytestmark = pytest.mark.usefixtures("app")


def test_no_vote_is_lost_and_none_counts_twice_when_all_press_at_once() -> None:
    with transaction():
        ballot_id = service.open_ballot(service.open_register(), Kind.SUPPORT).id

    def press(number: int) -> None:
        with transaction():
            service.cast(db.get_one(Ballot, ballot_id), bytes([number % 20]) * 16, Choice.AGREE)

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(press, range(60)))
    with transaction(writes=False):
        assert db.get_one(Ballot, ballot_id).agree == 20
        assert db.scalar(select(func.count()).select_from(Vote)) == 20


def test_one_person_who_changes_their_mind_in_two_windows_has_one_vote() -> None:
    with transaction():
        ballot_id = service.open_ballot(service.open_register(), Kind.OPINION).id

    def say(choice: Choice) -> None:
        with transaction():
            service.cast(db.get_one(Ballot, ballot_id), b"a" * 16, choice)

    with ThreadPoolExecutor(6) as windows:
        list(windows.map(say, list(Choice) * 8))
    with transaction(writes=False):
        ballot = db.get_one(Ballot, ballot_id)
        assert ballot.agree + ballot.disagree + ballot.passed == 1
