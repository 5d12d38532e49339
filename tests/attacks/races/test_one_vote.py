"""One vote for each person and ballot, whatever happens, and what somebody last saw confirmed is what counts."""

import re

from sqlalchemy import select

from bmw.kernel.database import db, transaction
from bmw.proposals.models import Proposal
from bmw.votes.models import Ballot, Choice, Kind
from tests.attacks.races.conftest import Town, votes_on
from tests.attacks.races.server import Window, at_once, statuses
from tests.page import Page

MANY = 50
OPINIONS = ("agree", "disagree", "pass", "none")


def door(thing: Proposal, lang: str = "de") -> str:
    return f"/{lang}/vorschlaege/{thing.reference}/unterstuetzen"


def shown(window: Window, thing: Proposal) -> tuple[int, int]:
    """The number of supporters on its page, and in the list."""
    page = Page(window.see(f"/de/vorschlaege/{thing.reference}"))
    with transaction(writes=False):
        field = db.get_one(Proposal, thing.id).field.slug
    listed = Page(window.see(f"/de/handlungsfelder/{field}")).root.itertext()
    [supporters] = {found[1] for words in listed if (found := re.match(r"\s*(\d+) Unterstütz", words))}
    return int(page.one("aside .stats dd").text_content()), int(supporters)


def test_one_vote_is_counted_and_shown(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    answer = window.send(door(thing), support="yes")
    assert answer.status_code == 303
    assert answer.location.startswith(f"/de/vorschlaege/{thing.reference}")
    assert "Sie unterstützen diesen Vorschlag" in window.see(answer.location).text
    assert shown(window, thing) == (1, 1)


def test_fifty_times_the_same_vote_at_once_is_one(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    assert statuses(at_once([lambda: window.send(door(thing), support="yes")] * MANY)) == {303}
    assert list(votes_on(thing).values()) == [Choice.AGREE]
    assert shown(window, thing) == (1, 1)


def test_fifty_different_votes_at_once_leave_one_and_the_last_confirmed_counts(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal(Kind.OPINION)
    words = [OPINIONS[n % 4] for n in range(MANY)]
    assert statuses(at_once([lambda word=word: window.send(door(thing), support=word) for word in words])) == {303}
    assert len(votes_on(thing)) <= 1
    assert window.send(door(thing), support="disagree").status_code == 303
    assert list(votes_on(thing).values()) == [Choice.DISAGREE]


def test_two_tabs_in_two_languages_are_one_voter(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    jobs = [lambda lang=lang: window.send(door(thing, lang), support="yes") for lang in ("de", "ar") * 10]
    assert statuses(at_once(jobs)) == {303}
    assert len(votes_on(thing)) == 1
    assert window.send(door(thing, "ar"), support="no").location.startswith("/ar/vorschlaege/")
    assert votes_on(thing) == {}
    assert shown(window, thing) == (0, 0)


def test_whoever_lost_the_connection_sends_again_and_counts_once(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    at_once([lambda: window.send_and_go(door(thing), support="yes")] * 10)
    assert window.send(door(thing), support="yes").status_code == 303
    assert list(votes_on(thing).values()) == [Choice.AGREE]


def test_yes_and_no_two_hundred_times_ends_as_last_confirmed(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    for number in range(20):
        assert window.send(door(thing), support="no" if number % 2 else "yes").status_code == 303
        assert len(votes_on(thing)) == 1 - number % 2
    words = ["yes", "no"] * 90
    assert statuses(at_once([lambda word=word: window.send(door(thing), support=word) for word in words])) == {303}
    window.send(door(thing), support="yes")
    assert shown(window, thing) == (1, 1)


def test_a_crowd_in_several_windows_loses_no_vote(town: Town) -> None:
    crowd, thing = town.windows(20), town.proposal()
    jobs = [lambda each=each: each.send(door(thing), support="yes") for each in crowd * 3]
    assert statuses(at_once(jobs)) == {303}
    assert len(votes_on(thing)) == 20
    assert shown(crowd[0], thing) == (20, 20)
    with transaction(writes=False):
        assert db.scalar(select(Ballot.agree).where(Ballot.id == thing.ballot_id)) == 20
