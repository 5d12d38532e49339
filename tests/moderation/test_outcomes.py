"""What becomes of proposals: merged, not taken up, answered; and what still owes an outcome."""

import secrets
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from bmw.accounts.models import Office, Person
from bmw.cases import service as cases
from bmw.cases.models import Case, Kind, Letter, Reason
from bmw.kernel.database import db, transaction
from bmw.moderation import service
from bmw.notifications.models import Message
from bmw.processes.models import Process
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.proposals.states import Outcome, State
from bmw.votes.models import Choice
from bmw.votes.service import cast
from tests.factories import NOW, field, person, process
from tests.factories_desk import FACTS, proposal

REASON = "Die Bänke am Markt sind schon bestellt."


@pytest.fixture
def moderator(app: Flask) -> Person:
    with transaction():
        return person(Office.MODERATOR)


@pytest.fixture
def desk(browser: Any, moderator: Person) -> Any:
    return browser(moderator)


@pytest.fixture
def ended(app: Flask) -> Process:
    """A process that has stopped taking proposals."""
    with transaction():
        return process(field("mobil"), starts=NOW - timedelta(days=40), ends=NOW - timedelta(days=1))


@pytest.fixture
def pair(ended: Process) -> tuple[Proposal, Proposal]:
    """Two proposals that say the same, with two supporters each, one of whom supports both."""
    with transaction():
        within = db.merge(ended)
        one, two = proposal(within=within), proposal(within=within, title="Bänke für den Markt")
        voters = [secrets.token_bytes(16) for _number in range(3)]
        for each, who in ((one, voters[:2]), (two, voters[1:])):
            for voter in who:
                cast(each.ballot, voter, Choice.AGREE)
        return one, two


def now(text: Proposal) -> Proposal:
    """The proposal as it stands in the database."""
    return db.scalars(select(Proposal).where(Proposal.id == text.id).execution_options(populate_existing=True)).one()


def told() -> int:
    return db.scalar(select(func.count()).select_from(Message)) or 0


def test_the_desk_counts_what_is_still_without_an_outcome(desk: Any, pair: Any) -> None:
    assert "2" in desk.see("/en/moderation").one("main p a[href*=ohne]").text_content()
    page = desk.see("/en/moderation/noch-ohne-antwort")
    assert "Bänke für den Markt" in page.text


def test_a_process_that_still_takes_proposals_owes_nothing_yet(desk: Any) -> None:
    with transaction():
        proposal(title="Eine Bank am Markt")
    assert "Eine Bank am Markt" not in desk.see("/de/moderation/noch-ohne-antwort").text


@pytest.mark.parametrize("query", ["verfahren=x", "verfahren=2026-99999", "ab=x", "verfahren=%1b"])
def test_an_unknown_process_shows_the_first_that_owes(desk: Any, pair: Any, query: str) -> None:
    assert "Bänke für den Markt" in desk.see(f"/de/moderation/noch-ohne-antwort?{query}").text


def test_not_taking_up_needs_a_reason_and_everybody_concerned_is_told(desk: Any, pair: Any) -> None:
    address = f"/de/moderation/noch-ohne-antwort/{pair[0].reference}"
    desk.see(address)
    desk.send(address, 422, reason="")
    assert "kurz" in desk.send(address, 422, reason="kurz").one("textarea").text_content()
    desk.see(desk.send(address, reason=REASON).location)
    with transaction(writes=False):
        assert (now(pair[0]).outcome, now(pair[0]).reason) == (Outcome.NOT_TAKEN, REASON)
        assert told() == 1


def test_the_same_answer_sent_twice_is_told_once(desk: Any, pair: Any) -> None:
    address = f"/de/moderation/antwort/{pair[0].reference}"
    form = {**desk.see(address).form("/antwort/"), "answer": "Die Bänke kommen im Mai."}
    form |= {"status": "planned", "unit": "Amt für Grün"}
    desk.send(address, **form)
    desk.see(desk.send(address, **form).location)
    with transaction(writes=False):
        assert now(pair[0]).answer == "Die Bänke kommen im Mai."
        assert told() == 1


@pytest.mark.parametrize("answer", ["", "\u200b", "zu kurz", "a!" * 25_000])
def test_an_answer_with_a_fault_is_shown_again(desk: Any, pair: Any, answer: str) -> None:
    desk.send(f"/de/moderation/antwort/{pair[0].reference}", 422, answer=answer, status="planned", unit="Amt")
    with transaction(writes=False):
        assert now(pair[0]).answer == ""


def test_a_moderator_settles_nothing_about_their_own_proposal(desk: Any, moderator: Person, ended: Process) -> None:
    with transaction():
        mine = proposal(db.merge(moderator), within=db.merge(ended))
    for page in ("zusammenfuehren", "noch-ohne-antwort", "antwort"):
        desk.see(f"/de/moderation/{page}/{mine.reference}", 403)


def test_what_was_withdrawn_meanwhile_cannot_be_settled(desk: Any, pair: Any) -> None:
    with transaction():
        now(pair[0]).state = State.WITHDRAWN
    page = desk.send(f"/de/moderation/noch-ohne-antwort/{pair[0].reference}", 403, reason=REASON)
    assert REASON in page.text


def merge_address(pair: tuple[Proposal, Proposal]) -> str:
    return f"/de/moderation/zusammenfuehren/{pair[0].reference}?ziel={pair[1].reference}"


def test_a_target_is_found_by_its_number(desk: Any, pair: Any) -> None:
    page = desk.see(f"/de/moderation/zusammenfuehren/{pair[0].reference}?suche={pair[1].reference}")
    assert f"ziel={pair[1].reference}" in page.one(".card-list a.kern-btn").get("href")


def test_the_preview_counts_each_supporter_once(desk: Any, pair: Any) -> None:
    facts = desk.see(merge_address(pair)).one("dl.facts").text_content()
    assert "3" in facts
    with transaction(writes=False):
        assert now(pair[0]).state is State.PUBLIC


def test_merging_keeps_the_original_and_counts_as_the_preview_said(desk: Any, pair: Any) -> None:
    desk.send(merge_address(pair), 422, reason="")
    desk.see(desk.send(merge_address(pair), reason=REASON, sure="y").location)
    with transaction(writes=False):
        one, two = now(pair[0]), now(pair[1])
        assert (one.state, one.into_id, two.supporters) == (State.MERGED, two.id, 3)


def test_a_merge_can_be_taken_back(desk: Any, pair: Any) -> None:
    desk.send(merge_address(pair), reason=REASON, sure="y")
    page = desk.see(f"/de/moderation/zusammenfuehren/{pair[1].reference}")
    desk.send(page.one("form[action*=trennen]").get("action"))
    desk.send(f"/de/moderation/trennen/{pair[0].reference}", 403)
    with transaction(writes=False):
        assert (now(pair[0]).state, now(pair[0]).supporters, now(pair[1]).supporters) == (State.PUBLIC, 2, 2)


@pytest.fixture
def merged(pair: tuple[Proposal, Proposal]) -> Proposal:
    """A proposal that went into the other one, with two supporters of its own."""
    with transaction():
        proposals.merge(now(pair[0]), now(pair[1]), person(Office.MODERATOR), NOW, REASON)
    return pair[0]


def hide(text: Proposal) -> Case:
    """A moderator hides a proposal that somebody reported."""
    report = cases.report(now(text), None, Letter("So nicht.", Reason.PRIVACY), NOW)
    service.restrict(report, person(Office.MODERATOR), NOW, rule=Reason.PRIVACY, facts=FACTS)
    return report


def test_looking_at_a_changed_text_does_not_end_the_merge(merged: Proposal) -> None:
    with transaction():
        text = now(merged)
        changed = cases.open_case(Kind.EDITED, text, NOW)
        service.accept(changed, person(Office.MODERATOR), NOW)
        assert text.restriction is not None
        assert (text.state, text.restriction.lifted) == (State.MERGED, None)


def test_a_merged_proposal_can_be_hidden_and_keeps_its_supporters_there(
    merged: Proposal, client: Any, pair: Any
) -> None:
    with transaction():
        hide(merged)
        assert (now(merged).state, now(pair[1]).supporters) == (State.HIDDEN, 3)
    for address in (merged.reference, pair[1].reference):
        assert merged.title not in client.see(f"/de/vorschlaege/{address}").html


def test_a_hidden_proposal_comes_back_to_where_it_stood(merged: Proposal) -> None:
    with transaction():
        merge = now(merged).restriction
        objection = cases.object_to(hide(merged), now(merged).author, "Das bin ich selbst.", NOW)
        service.lift(objection, person(Office.MODERATOR), NOW, facts="Es ist der eigene Name.")
        assert (now(merged).state, now(merged).restriction) == (State.MERGED, merge)
        assert merge is not None
        assert merge.lifted is None


def test_undoing_the_merge_of_a_hidden_proposal_shows_nothing(merged: Proposal, pair: Any) -> None:
    with transaction():
        merge = now(merged).restriction
        hidden = hide(merged)
        assert merge is not None
        objection = cases.object_to(merge, now(merged).author, "Meiner ist anders.", NOW)
        service.lift(objection, person(Office.MODERATOR), NOW, facts="Es sind zwei verschiedene.")
        assert (now(merged).state, now(merged).into, hidden.lifted) == (State.HIDDEN, None, None)
        assert (now(merged).supporters, now(pair[1]).supporters) == (2, 2)


def test_the_title_of_a_hidden_proposal_stands_nowhere_where_others_went_into_it(
    merged: Proposal, client: Any, pair: Any
) -> None:
    with transaction():
        hide(pair[1])
    page = client.see(f"/de/vorschlaege/{merged.reference}")
    assert pair[1].title not in page.html
    assert page.all(f"a[href$='{pair[1].reference}']")


@pytest.mark.parametrize("target", ["2026-99999", "x", "\x1b", "a" * 500])
def test_a_target_that_does_not_fit_is_said_so(desk: Any, pair: Any, target: str) -> None:
    page = desk.get(f"/de/moderation/zusammenfuehren/{pair[0].reference}", query_string={"ziel": target})
    assert page.status_code == 200
    sent = desk.post(
        f"/de/moderation/zusammenfuehren/{pair[0].reference}",
        query_string={"ziel": target},
        data={"reason": REASON, "sure": "y"},
    )
    assert sent.status_code == 422


def test_a_proposal_never_goes_into_itself_or_into_another_process(desk: Any, pair: Any) -> None:
    with transaction():
        elsewhere = proposal(title="Bänke am Markt")
    for target in (pair[0], elsewhere):
        page = desk.see(f"/de/moderation/zusammenfuehren/{pair[0].reference}?ziel={target.reference}")
        assert page.all("[role=alert]")
