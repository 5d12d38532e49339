"""Something ends while people vote: a phase, a process, an account, a proposal that goes into another one."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from bmw.accounts.models import Person
from bmw.kernel.clock import TOWN_ZONE, now
from bmw.kernel.database import db, transaction
from bmw.processes.models import Process, State
from bmw.proposals.models import Proposal
from bmw.site.service import ask_to_leave
from bmw.votes.keys import voter_key
from bmw.votes.models import Choice, Kind
from tests import factories as make
from tests.attacks.races.conftest import Town, votes_on
from tests.attacks.races.server import Answer, Window, statuses
from tests.page import Page

Vote = Callable[[], Answer]


def door(thing: Proposal) -> str:
    return f"/de/vorschlaege/{thing.reference}/unterstuetzen"


def while_voting(votes: list[Vote], ending: Callable[[], Answer]) -> tuple[list[Answer], list[Answer]]:
    """Votes come in one after the other in several windows; in the middle of them something ends.

    Gives what was answered to the votes that began before the ending was confirmed, and to those after it.
    """
    before: list[Answer] = []
    after: list[Answer] = []
    ended = Event()

    def cast(vote: Vote) -> None:
        place = after if ended.is_set() else before
        place.append(vote())

    def finish() -> Answer:
        while len(before) < len(votes) // 4:
            time.sleep(0.005)
        answer = ending()
        ended.set()
        return answer

    with ThreadPoolExecutor(9) as pool:
        finishing = pool.submit(finish)
        done = [pool.submit(cast, vote) for vote in votes]
        assert finishing.result().status_code == 303, finishing.result().text
        assert not [each for each in done if each.result()]
    after += [vote() for vote in votes[:4]]
    return before, after


def votes_of(crowd: list[Window], *things: Proposal) -> list[Vote]:
    return [lambda pair=(each, thing): pair[0].send(door(pair[1]), support="yes") for each in crowd for thing in things]


def written(moment: Any) -> str:
    return f"{moment.astimezone(TOWN_ZONE):%d.%m.%Y %H:%M}"


def close(town: Town, process: Process) -> Callable[[], Answer]:
    """An editor moves the end of the only phase to a minute that is over."""
    editor = town.staff()
    with transaction(writes=False):
        [phase] = db.get_one(Process, process.id).phases
    path = f"/de/redaktion/verfahren/{process.reference}/phasen/{phase.id}"
    form = Page(editor.see(path)).form("/phasen/")
    form |= {"ends": written(now()), "reason": "Alle Stimmen sind da."}
    form = {name: str(value) for name, value in form.items() if name != "opens"} | {"opens": "votes.cast"}
    return lambda: editor.send(path, **form)


def test_after_the_close_of_a_phase_nothing_is_accepted_and_a_sentence_says_so(town: Town) -> None:
    thing = town.proposal()
    crowd = town.windows(30)
    before, after = while_voting(votes_of(crowd, thing), close(town, thing.process))
    assert statuses(before) <= {303, 403}
    assert statuses(after) == {403}
    assert "Sie konnten bis" in after[0].text
    assert len(votes_on(thing)) == sum(each.status_code == 303 for each in before)


def test_archiving_while_votes_come_in_keeps_every_confirmed_vote_and_forgets_whose_it_was(town: Town) -> None:
    thing, editor, crowd = town.proposal(), town.staff(), town.windows(24)
    process, ending = thing.process, close(town, thing.process)

    def archive() -> Answer:
        assert statuses([ending()]) == {303}
        return editor.send(f"/de/redaktion/verfahren/{process.reference}/archivieren")

    before, after = while_voting(votes_of(crowd, thing), archive)
    assert statuses(before) <= {303, 403}
    assert statuses(after) == {403}
    assert len(votes_on(thing)) == sum(each.status_code == 303 for each in before)
    with transaction(writes=False):
        kept = db.get_one(Process, process.id)
        assert (kept.state, kept.register.secret) == (State.ARCHIVED, None)


def test_merging_two_proposals_while_both_are_supported_counts_everybody_once(town: Town) -> None:
    process = town.process()
    kept, same, editor = town.proposal(within=process), town.proposal(within=process), town.staff()
    crowd = town.windows(20)
    path = f"/de/moderation/zusammenfuehren/{same.reference}?ziel={kept.reference}"
    form = {**Page(editor.see(path)).form("zusammenfuehren"), "reason": "Beide wollen dasselbe.", "sure": "y"}
    before, after = while_voting(votes_of(crowd, same, kept), lambda: editor.send(path, **form))
    assert statuses(before + after) <= {303, 403}
    assert "zusammengelegt" in next(each.text for each in before + after if each.status_code == 403)
    with transaction(writes=False):
        merged = {*votes_on(kept), *votes_on(same)}
        assert db.get_one(Proposal, kept.id).supporters == len(merged)


def test_taking_apart_while_people_support_gives_each_its_own_votes(town: Town) -> None:
    process = town.process()
    kept, same, editor = town.proposal(within=process), town.proposal(within=process), town.staff()
    first, second = town.windows(6), town.windows(16)
    assert statuses([vote() for vote in votes_of(first, same)]) == {303}
    path = f"/de/moderation/zusammenfuehren/{same.reference}?ziel={kept.reference}"
    form = {**Page(editor.see(path)).form("zusammenfuehren"), "reason": "Beide wollen dasselbe.", "sure": "y"}
    assert editor.send(path, **form).status_code == 303
    before, _after = while_voting(
        votes_of(second, kept), lambda: editor.send(f"/de/moderation/trennen/{same.reference}")
    )
    assert statuses(before) == {303}
    assert (len(votes_on(kept)), len(votes_on(same))) == (16, 6)


def test_an_account_that_is_erased_while_it_votes_leaves_no_vote(town: Town) -> None:
    thing = town.proposal(Kind.OPINION)
    with transaction():
        leaver = make.person()
        old = leaver.voter_id
    window, other = town.window(leaver), town.windows(1)[0]
    assert other.send(door(thing), support="agree").status_code == 303
    words = ["agree", "disagree", "pass"] * 8
    votes: list[Vote] = [lambda word=word: window.send(door(thing), support=word) for word in words]
    with transaction():
        code = ask_to_leave(db.get_one(Person, leaver.id), now(), texts=False)
    leave = "/de/meine-seite/konto-loeschen/code"
    before, after = while_voting(votes, lambda: window.send(leave, code=code))
    assert statuses(before) <= {303, 403}
    assert statuses(after) == {403}
    with transaction(writes=False):
        gone = db.get_one(Person, leaver.id)
        register = db.get_one(Proposal, thing.id).process.register
        assert gone.address is None
        assert not {voter_key(register, each) for each in (old, gone.voter_id)} & votes_on(thing).keys()
    assert list(votes_on(thing).values()) == [Choice.AGREE]
