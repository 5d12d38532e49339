"""Receipts: each vote has two codes, which lead nobody from one to the other, and counting them gives the numbers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.kernel.database import db, transaction
from bmw.votes import receipts, service
from bmw.votes.models import Ballot, Choice, Kind, Register

KEYS = st.binary(min_size=32, max_size=32)


def ballot(kind: Kind = Kind.OPINION) -> Ballot:
    return service.open_ballot(service.open_register(), kind)


@given(KEYS, KEYS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_no_two_codes_are_the_same(one: bytes, other: bytes, here: int, there: int) -> None:
    votes = {(one, here), (one, there), (other, here), (other, there)}
    codes = [make(*each) for each in votes for make in (receipts.receipt, receipts.paper)]
    assert len(set(codes)) == 2 * len(votes)


@given(KEYS, st.integers(1, 10**6))
def test_a_code_is_found_however_it_is_typed(key: bytes, number: int) -> None:
    code = receipts.receipt(key, number)
    assert len(code) == 19
    assert receipts.spelled(code.lower().replace("-", " ")) == receipts.spelled(f" {code.replace('-', '')} ") == code


@pytest.mark.usefixtures("app")
def test_counting_the_papers_gives_the_numbers_and_there_are_as_many_receipts() -> None:
    with transaction():
        new = ballot()
        for number, choice in enumerate([Choice.AGREE, Choice.AGREE, Choice.DISAGREE, Choice.PASS]):
            service.cast(new, bytes([number]) * 16, choice)
        service.cast(new, b"\0" * 16, Choice.PASS)
        box = receipts.box(new)
        assert (box.counts().agree, box.counts().disagree, box.counts().passed) == (new.agree, new.disagree, new.passed)
        assert (new.agree, new.disagree, new.passed) == (1, 1, 2)
        assert len(set(box.receipts)) == len(box.papers) == 4
        assert set(box.receipts).isdisjoint(box.papers)


@pytest.mark.usefixtures("app")
def test_neither_list_tells_in_which_order_people_came() -> None:
    with transaction():
        new = ballot(Kind.SUPPORT)
        for number in range(30):
            service.cast(new, bytes([number]) * 16, Choice.AGREE)
        box = receipts.box(new)
        assert list(box.receipts) == sorted(box.receipts)
        assert list(box.papers) == sorted(box.papers)


@pytest.mark.usefixtures("app")
def test_somebody_finds_their_own_vote_until_they_take_it_back() -> None:
    with transaction():
        new, voter = ballot(), b"v" * 16
        assert receipts.own(new, voter) is None
        service.cast(new, voter, Choice.DISAGREE)
        own = receipts.own(new, voter)
        assert own is not None
        assert own.receipt in receipts.box(new).receipts
        assert receipts.box(new).papers[own.paper] is own.choice is Choice.DISAGREE
        service.withdraw(new, voter)
        assert own.receipt not in receipts.box(new).receipts


@pytest.mark.usefixtures("app")
def test_a_merged_box_holds_everybody_once() -> None:
    with transaction():
        register = service.open_register()
        one, other = (service.open_ballot(register, Kind.SUPPORT) for _n in range(2))
        for number, box in ((1, one), (2, one), (2, other), (3, other)):
            service.cast(box, bytes([number]) * 16, Choice.AGREE)
        service.merge(one, other)
        assert len(receipts.box(other).receipts) == other.agree == 3
        assert len(receipts.boxes([one, other])[one.id].papers) == one.agree == 2


@pytest.mark.usefixtures("app")
def test_a_receipt_still_lies_in_the_box_when_the_register_is_closed() -> None:
    with transaction():
        new, voter = ballot(Kind.SUPPORT), b"v" * 16
        service.cast(new, voter, Choice.AGREE)
        own: Any = receipts.own(new, voter)
        service.close_register(db.get_one(Register, new.register_id))
        assert own.receipt in receipts.box(new).receipts
        assert receipts.own(new, voter) is None
