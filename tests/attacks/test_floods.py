"""Floods: machines are slowed, people are not, and nobody is ever locked out without being told how it goes on."""

import base64
import json
from typing import Any

import pytest
from altcha import Challenge, solve_challenge
from sqlalchemy import func, select

from bmw.cases.models import Case
from bmw.kernel.database import db, transaction
from bmw.kernel.limits import ALLOWED, DAY, Allowance, What
from bmw.notifications.models import Message
from tests.attacks.town import Town
from tests.conftest import Clock
from tests.page import Page

FEEDBACK = "/de/rueckmeldung"
WORDS = "Der Knopf ist zu klein."


def count(table: Any) -> int:
    with transaction(writes=False):
        return db.scalar(select(func.count()).select_from(table)) or 0


def form(client: Any, path: str = FEEDBACK, **filled: str) -> dict[str, Any]:
    """The form as it stands on its page just now, filled in."""
    return {**client.see(path).form(path), **filled}


def solved(challenge: str) -> str:
    """What the browser finds out."""
    given = json.loads(base64.urlsafe_b64decode(challenge.split(".", maxsplit=1)[0]))
    found = solve_challenge(Challenge.from_dict(given["challenge"]))
    return f"{found.counter}.{found.derived_key}"


@pytest.fixture
def busy(client: Any, clock: Clock) -> dict[str, Any]:
    """A form shown again because very much was sent from this network, with its challenge."""
    for _n in range(ALLOWED[What.LETTER].risky or 0):
        client.send(FEEDBACK, 422, text="")
    page = client.send(FEEDBACK, 422, text=WORDS)
    clock.forward(seconds=5)
    return dict(page.form(FEEDBACK))


def test_a_form_filled_in_by_a_person_is_taken_at_once(town: Town, client: Any, clock: Clock) -> None:
    before, filled = count(Case), form(client, text=WORDS)
    clock.forward(seconds=4)
    client.send(FEEDBACK, **filled)
    assert count(Case) == before + 1


def test_a_form_sent_at_once_is_shown_again_with_its_words_and_taken_later(
    town: Town, client: Any, clock: Clock
) -> None:
    before = count(Case)
    page = client.send(FEEDBACK, 422, **form(client, text=WORDS))
    assert "Nichts von Ihrem Text" in page.text or page.all(".error-summary")
    assert page.form(FEEDBACK)["text"] == WORDS
    assert count(Case) == before
    clock.forward(seconds=4)
    client.send(FEEDBACK, **page.form(FEEDBACK))
    assert count(Case) == before + 1


@pytest.mark.parametrize("begun", ["", "MA==.abc", "x" * 3000, "MTc3ODU4MDAwMA==.ä", "=.=", "MTc3ODU4MDAwMA=="])
def test_nobody_can_write_themselves_when_they_began(town: Town, client: Any, clock: Clock, begun: str) -> None:
    before = count(Case)
    page = client.send(FEEDBACK, 422, **form(client, text=WORDS, begun=begun))
    clock.forward(seconds=5)
    client.send(FEEDBACK, **page.form(FEEDBACK))
    assert count(Case) == before + 1


def test_a_beginning_of_yesterday_is_none(town: Town, client: Any, clock: Clock) -> None:
    old = form(client, text=WORDS)
    clock.forward(hours=25)
    client.send(FEEDBACK, 422, **old)


def test_a_page_from_before_the_clock_was_set_back_is_taken_the_second_time(
    town: Town, client: Any, clock: Clock
) -> None:
    before, ahead = count(Case), form(client, text=WORDS)
    clock.forward(hours=-1)
    page = client.send(FEEDBACK, 422, **ahead)
    clock.forward(seconds=5)
    client.send(FEEDBACK, **page.form(FEEDBACK))
    assert count(Case) == before + 1


def test_the_trap_keeps_a_machine_out_and_says_so(town: Town, client: Any, clock: Clock) -> None:
    before = count(Case)
    page = client.send(FEEDBACK, 422, text=WORDS, website="https://spam.example")
    assert page.all(".error-summary")
    assert count(Case) == before


def test_signing_in_at_once_sends_no_mail(town: Town, client: Any, clock: Clock) -> None:
    filled = form(client, "/de/anmelden", address="neu@example.org")
    before = count(Message)
    client.send("/de/anmelden", 422, **filled)
    assert count(Message) == before
    clock.forward(seconds=2)
    client.send("/de/anmelden", **filled)
    assert count(Message) == before + 1


def test_who_has_been_here_for_a_while_is_not_asked_to_wait(town: Town, people: Any, clock: Clock) -> None:
    client, public = people["citizen"], town.one("proposal")
    path = f"/de/vorschlaege/{public.reference}"
    client.send(f"{path}/kommentare", 303, body="Sofort gesagt.", language="de", begun="")


def test_a_newcomer_is_slowed(town: Town, people: Any, clock: Clock) -> None:
    with transaction():
        db.merge(town.citizen).created = clock.now
    path = f"/de/vorschlaege/{town.one('proposal').reference}/kommentare"
    people["citizen"].send(path, 422, body="Sofort gesagt.", language="de", begun="")


def test_when_much_comes_in_the_browser_takes_some_trouble(town: Town, client: Any, busy: dict[str, Any]) -> None:
    before = count(Case)
    assert busy["text"] == WORDS
    client.send(FEEDBACK, 422, **busy)
    assert count(Case) == before
    client.send(FEEDBACK, **{**busy, "proof": solved(busy["trouble"])})
    assert count(Case) == before + 1


def test_without_scripts_two_minutes_of_waiting_do_as_well(
    town: Town, client: Any, clock: Clock, busy: dict[str, Any]
) -> None:
    before = count(Case)
    clock.forward(seconds=90)
    client.send(FEEDBACK, 422, **busy)
    clock.forward(seconds=30)
    client.send(FEEDBACK, **busy)
    assert count(Case) == before + 1


def test_trouble_taken_once_counts_once(town: Town, client: Any, busy: dict[str, Any]) -> None:
    taken = {**busy, "proof": solved(busy["trouble"])}
    client.send(FEEDBACK, **taken)
    before = count(Case)
    client.send(FEEDBACK, 422, **{**taken, "nonce": "another-nonce-of-mine"})
    assert count(Case) == before


def test_trouble_taken_stays_good_when_the_form_had_another_mistake(town: Town, client: Any, busy: Any) -> None:
    taken = {**busy, "proof": solved(busy["trouble"])}
    client.send(FEEDBACK, 422, **{**taken, "text": ""})
    client.send(FEEDBACK, **taken)


@pytest.mark.parametrize("proof", ["", "1.00", "7." + "0" * 64, "-1." + "a" * 64, "٣." + "a" * 64, "9" * 900])
def test_a_wrong_proof_is_none(town: Town, client: Any, busy: dict[str, Any], proof: str) -> None:
    client.send(FEEDBACK, 422, **{**busy, "proof": proof})


def test_trouble_is_for_one_form_one_network_and_ten_minutes(
    town: Town, client: Any, clock: Clock, busy: dict[str, Any]
) -> None:
    taken = {**busy, "proof": solved(busy["trouble"])}
    before = count(Case)
    for elsewhere in ("198.51.100.7", "2001:db8::1"):
        for n in range(ALLOWED[What.LETTER].risky or 0):
            client.post(FEEDBACK, data={"text": ""}, environ_base={"REMOTE_ADDR": elsewhere}, headers={"X-N": str(n)})
        answer = client.post(FEEDBACK, data=taken, environ_base={"REMOTE_ADDR": elsewhere})
        assert Page(answer).status == 422
    clock.forward(minutes=11)
    client.send(FEEDBACK, 422, **taken)
    assert count(Case) == before


def test_a_challenge_that_was_tampered_with_is_none(town: Town, client: Any, clock: Clock, busy: Any) -> None:
    words, mark = busy["trouble"].split(".")
    given = json.loads(base64.urlsafe_b64decode(words))
    given["challenge"]["parameters"]["keyPrefix"] = "00"
    changed = base64.urlsafe_b64encode(json.dumps(given).encode()).decode()
    clock.forward(minutes=3)
    client.send(FEEDBACK, 422, **{**busy, "trouble": f"{changed}.{mark}"})


def test_who_is_refused_hears_when_it_goes_on_and_it_does(town: Town, client: Any, clock: Clock) -> None:
    for _n in range(ALLOWED[What.LETTER].most):
        client.send(FEEDBACK, 422, text="")
    answer = client.post(FEEDBACK, data={"text": WORDS})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert WORDS in answer.text
    clock.forward(seconds=int(answer.headers["Retry-After"]))
    client.send(FEEDBACK, text=WORDS)


def test_a_limit_of_a_day_says_tomorrow(town: Town, client: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALLOWED, What.LETTER, Allowance(1, DAY))
    client.send(FEEDBACK, 422, text="")
    answer = client.post(FEEDBACK, data={"text": WORDS})
    assert answer.headers["Retry-After"] == str(14 * 3600)


def test_nobody_votes_without_end(town: Town, people: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/de/vorschlaege/{town.one('proposal').reference}/unterstuetzen"
    people["citizen"].send(path, support="yes")
    monkeypatch.setitem(ALLOWED, What.VOTE, Allowance(2))
    people["citizen"].send(path, support="no")
    people["citizen"].send(path, 429, support="yes")
    people["author"].send(f"/de/vorschlaege/{town.things['proposal'][7].reference}/unterstuetzen", support="yes")
