"""Supporting, discussing and following: once each, when it is open, and never for oneself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bmw.comments.models import Comment
from bmw.comments.models import State as CommentState
from bmw.kernel.database import db, transaction
from bmw.processes.models import Moderation, Opens
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.record.queries import followers
from bmw.votes.models import Kind
from tests import factories
from tests.conftest import Clock
from tests.factories import NOW, person
from tests.factories_proposals import comment, proposal


@pytest.fixture
def new(app: Any) -> Proposal:
    with transaction():
        ends = NOW + timedelta(hours=7)
        return proposal(process=factories.process(factories.field(), moderation=Moderation.AFTER, ends=ends))


@pytest.fixture
def citizen(browser: Any) -> Any:
    with transaction():
        someone = person()
    return browser(someone)


def path(new: Proposal, more: str = "") -> str:
    return f"/de/vorschlaege/{new.reference}{more}"


def again(new: Proposal) -> Proposal:
    with transaction(writes=False):
        return db.get_one(Proposal, new.id)


def said() -> list[Comment]:
    with transaction(writes=False):
        return list(db.scalars(select(Comment).order_by(Comment.id)).unique())


def test_support_counts_once_however_often_the_button_is_pressed(citizen: Any, new: Proposal) -> None:
    for _each in range(3):
        citizen.send(path(new, "/unterstuetzen"), support="yes")
    assert again(new).supporters == 1


def test_support_can_be_taken_back(citizen: Any, new: Proposal) -> None:
    citizen.send(path(new, "/unterstuetzen"), support="yes")
    assert citizen.see(path(new)).form("/unterstuetzen") == {"support": "no"}
    citizen.send(path(new, "/unterstuetzen"), support="no")
    assert again(new).supporters == 0


def test_an_author_cannot_support_their_own_proposal(browser: Any, new: Proposal) -> None:
    author = browser(new.author)
    assert not author.see(path(new)).all("form[action$='/unterstuetzen']")
    author.send(path(new, "/unterstuetzen"), 403, support="yes")
    assert again(new).supporters == 0


def test_an_author_is_not_asked_to_report_their_own_proposal(browser: Any, citizen: Any, new: Proposal) -> None:
    assert citizen.see(path(new)).all("main aside a[href*='/melden/']")
    assert not browser(new.author).see(path(new)).all("main aside a[href*='/melden/']")


def test_a_visitor_learns_how_to_take_part(client: Any, new: Proposal) -> None:
    page = client.see(path(new))
    assert page.all("a[href*='/anmelden']")
    assert not page.all("form[action$='/unterstuetzen']")
    client.send(path(new, "/unterstuetzen"), 403, support="yes")


def test_after_the_phase_the_page_says_since_when(citizen: Any, clock: Clock, new: Proposal) -> None:
    clock.forward(hours=8)
    assert "2026" in citizen.see(path(new)).one("aside .reason").text_content()
    citizen.send(path(new, "/unterstuetzen"), 403, support="yes")


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN, State.SUBMITTED, State.REFUSED, State.DRAFT])
def test_only_what_is_public_is_supported_and_discussed(citizen: Any, state: State) -> None:
    with transaction():
        new = proposal(state=state)
    citizen.send(path(new, "/unterstuetzen"), 403, support="yes")
    citizen.send(path(new, "/kommentare"), 403, body="Gut!", language="de")


@pytest.mark.parametrize("sent", [{}, {"support": "maybe"}, {"support": ""}, {"support": ["yes", "no"]}])
def test_an_unclear_voice_changes_nothing(citizen: Any, new: Proposal, sent: dict[str, Any]) -> None:
    citizen.send(path(new, "/unterstuetzen"), 422, **sent)
    assert again(new).supporters == 0


@pytest.mark.parametrize(
    ("word", "standing"), [("agree", (1, 0, 0)), ("disagree", (0, 1, 0)), ("pass", (0, 0, 1)), ("none", (0, 0, 0))]
)
def test_opinions_are_counted(citizen: Any, word: str, standing: tuple[int, int, int]) -> None:
    with transaction():
        new = proposal(process=factories.process(factories.field(), ballot_kind=Kind.OPINION))
    citizen.send(path(new, "/unterstuetzen"), support="agree")
    citizen.send(path(new, "/unterstuetzen"), support=word)
    with transaction(writes=False):
        ballot = db.get_one(Proposal, new.id).ballot
        assert (ballot.agree, ballot.disagree, ballot.passed) == standing


def test_every_ballot_says_that_it_is_advice(client: Any, new: Proposal) -> None:
    assert "Wahl" in client.see(path(new)).text or "election" in client.see(path(new)).text


def test_following_and_not_following(citizen: Any, new: Proposal) -> None:
    for wanted, count in (("yes", 2), ("yes", 2), ("no", 1)):
        citizen.send(path(new, "/folgen"), follow=wanted)
        with transaction(writes=False):
            assert len(followers([new])) == count


def test_an_unclear_wish_to_follow_is_refused(citizen: Any, new: Proposal) -> None:
    citizen.send(path(new, "/folgen"), 422, follow="perhaps")


def test_a_comment_stands_in_its_own_language(citizen: Any, new: Proposal) -> None:
    citizen.send(path(new, "/kommentare"), body="Çok iyi bir fikir", language="tr")
    assert citizen.see(path(new)).language_of("Çok iyi bir fikir") == "tr"
    assert again(new).comments == 1


def test_a_comment_waits_where_moderators_read_first(citizen: Any, client: Any) -> None:
    with transaction():
        new = proposal()
    citizen.send(path(new, "/kommentare"), body="Gut so", language="de")
    assert said()[0].state is CommentState.HELD
    assert "Gut so" in citizen.see(path(new)).text
    assert "Gut so" not in client.see(path(new)).text


def test_a_reply_shows_what_it_replies_to(citizen: Any, new: Proposal) -> None:
    with transaction():
        first = comment(db.get_one(Proposal, new.id), body="Das fehlt seit Jahren")
    page = citizen.see(path(new, f"?antwort={first.reference}"))
    form = page.form("/kommentare")
    citizen.send(path(new, "/kommentare"), **form | {"body": "Ja!"})
    assert said()[1].parent_id == first.id


def test_a_reply_to_what_is_gone_keeps_the_text(citizen: Any, new: Proposal) -> None:
    page = citizen.send(path(new, "/kommentare"), 422, body="Ja genau!", language="de", parent="2026-77777")
    assert page.form("/kommentare")["body"].strip() == "Ja genau!"
    assert said() == []


def test_a_reply_cannot_jump_into_another_discussion(citizen: Any, new: Proposal) -> None:
    with transaction():
        elsewhere = comment(proposal())
    citizen.send(path(new, "/kommentare"), 422, body="Ja!", language="de", parent=elsewhere.reference)


def test_the_same_comment_sent_twice_is_one(citizen: Any, new: Proposal) -> None:
    form = {"body": "Gut!", "language": "de", "nonce": "n" * 22}
    first, second = (citizen.send(path(new, "/kommentare"), **form).location for _each in range(2))
    assert (first, len(said())) == (second, 1)


BAD: dict[str, dict[str, Any]] = {
    "empty": {"body": ""},
    "only unseen signs": {"body": "\u200b \u202e"},
    "too long": {"body": "x" * 2001},
    "50 kB of a!": {"body": "a!" * 25_000},
    "unknown language": {"language": "xx"},
    "doubled body": {"body": ["eins", "zwei"]},
    "doubled language": {"language": ["de", "tr"]},
    "strange parent": {"parent": "x" * 500},
}


@pytest.mark.parametrize("mistake", BAD)
def test_a_mistake_in_a_comment_is_named(citizen: Any, new: Proposal, mistake: str) -> None:
    page = citizen.send(path(new, "/kommentare"), 422, **({"body": "Gut!", "language": "de"} | BAD[mistake]))
    assert page.one(".error-summary li").text_content().strip()
    assert said() == []


def test_a_missing_language_is_not_guessed(citizen: Any, new: Proposal) -> None:
    citizen.send(path(new, "/kommentare"), 422, body="Gut!")


def test_where_nothing_is_discussed_the_page_says_so(citizen: Any) -> None:
    with transaction():
        new = proposal(process=factories.process(factories.field(), opens=(Opens.VOTE,)))
    assert not citizen.see(path(new)).all("textarea")
    citizen.send(path(new, "/kommentare"), 403, body="Gut!", language="de")


def test_the_author_takes_a_comment_back(citizen: Any, browser: Any, new: Proposal) -> None:
    citizen.send(path(new, "/kommentare"), body="Voreilig", language="de")
    gone = f"/de/vorschlaege/kommentar/{said()[0].reference}/zurueckziehen"
    browser(new.author).see(gone, 403)
    citizen.see(gone)
    citizen.send(gone)
    assert "Voreilig" not in citizen.see(path(new)).text
    assert again(new).comments == 0


def test_a_flood_of_comments_is_stopped_for_a_while(citizen: Any, new: Proposal) -> None:
    for _each in range(60):
        citizen.post(path(new, "/kommentare"), data={})
    citizen.send(path(new, "/kommentare"), 429, body="Noch einer", language="de")
