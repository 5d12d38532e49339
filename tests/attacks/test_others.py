"""What belongs to somebody else, and what only an office may do."""

from typing import Any

import pytest
from flask import Flask

from bmw.accounts.secret import hashed
from bmw.kernel.database import db, transaction
from tests.attacks.dump import dump
from tests.attacks.town import Town, addresses

EVERYBODY = frozenset(
    {
        "accounts.sign_in",
        "accounts.code",
        "accounts.enter",
        "accounts.invited",
        "accounts.sign_out",
        "accounts.demo",
        "cases.report",
        "cases.receipt",
        "cases.feedback",
        "site.choose_viewing",
    }
)
"""Forms that are there for guests, too."""
OF_CITIZENS = EVERYBODY | frozenset(
    {
        "accounts.welcome",
        "accounts.profile",
        "accounts.end_other_sessions",
        "accounts.keep_codes",
        "notifications.mark_read",
        "site.leave",
        "site.confirm_leaving",
        "site.follow",
        "strategy.follow",
        "proposals.new",
        "proposals.follow",
        "proposals.support",
        "proposals.comment_on",
        "surveys.answer",
        "surveys.withdraw",
    }
)
"""Forms that everybody who has signed in may send, about things that are open."""


def kept() -> Any:
    with transaction(writes=False):
        return dump(db.connection())


def posts(app: Flask, town: Town, but: frozenset[str]) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and rule.endpoint not in but]
    return [path for rule in rules for path in addresses(app, town, rule)]


OF_WHOEVER_CONFIRMS = OF_CITIZENS | frozenset(
    {
        "accounts.confirm",
        "accounts.confirm_passkey",
        "accounts.ask_signature",
        "accounts.factor",
        "accounts.ask_for_help",
        "accounts.cancel_reset",
    }
)
"""What somebody with an office may try before they have confirmed; without a code or a key it leads nowhere."""


@pytest.mark.parametrize(
    ("who", "may"), [("guest", EVERYBODY), ("citizen", OF_CITIZENS), ("unconfirmed", OF_WHOEVER_CONFIRMS)]
)
def test_nobody_does_what_is_not_theirs(app: Flask, town: Town, people: Any, who: str, may: frozenset[str]) -> None:
    before, refused = kept(), 0
    for path in posts(app, town, may):
        answer = people[who].post(path, data={"text": "Von mir", "body": "Von mir", "support": "yes"})
        assert answer.status_code in (403, 404), (path, answer.status_code)
        refused += answer.status_code == 403
    assert refused > 60
    assert kept() == before


def test_an_author_is_no_moderator_of_their_own(app: Flask, town: Town, people: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in ("moderation", "board")]
    before = kept()
    assert people["staff"].get("/de/moderation").status_code == 200
    for rule in rules:
        for path in addresses(app, town, rule):
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            wanted = (200, 403) if rule.endpoint in ("board.index", "board.page") else (403,)
            assert people["author"].open(path, method=method).status_code in wanted, path
    assert kept() == before


def test_offices_do_not_write_for_citizens(town: Town, people: Any) -> None:
    draft = f"/de/vorschlaege/{town.things['proposal'][1].reference}"
    for more in ("bearbeiten", "vorschau"):
        assert people["author"].get(f"{draft}/{more}").status_code == 200
    before = kept()
    for each in town.things["proposal"][:7]:
        for more in ("bearbeiten", "zurueckziehen", "einreichen", "vorschau", "danke"):
            path = f"/de/vorschlaege/{each.reference}/{more}"
            method = "POST" if more in ("einreichen", "bearbeiten", "zurueckziehen") else "GET"
            assert people["staff"].open(path, method=method).status_code == 403, path
    assert kept() == before


def test_nobody_objects_to_a_decision_about_somebody_else(town: Town, people: Any) -> None:
    before = kept()
    for each in town.things["case"]:
        for who in ("guest", "citizen", "staff"):
            people[who].send(f"/de/einspruch/{each.id}", 403, text="Ich auch nicht.")
    assert kept() == before
    people["author"].send(f"/de/einspruch/{town.things['case'][1].id}", text="Aber ich.")
    assert kept() != before


@pytest.mark.parametrize("place", range(1, 7))
def test_what_is_not_public_or_over_takes_no_votes_and_no_words(town: Town, people: Any, place: int) -> None:
    path, before = f"/de/vorschlaege/{town.things['proposal'][place].reference}", kept()
    people["citizen"].send(f"{path}/unterstuetzen", 403, support="yes")
    page = people["citizen"].send(f"{path}/kommentare", 403, body="Meine Worte bleiben", language="de")
    assert "Meine Worte bleiben" in page.text
    assert kept() == before
    people["citizen"].send(f"/de/vorschlaege/{town.one('proposal').reference}/unterstuetzen", support="yes")


def test_nobody_replies_to_what_is_gone(town: Town, people: Any) -> None:
    path, before = f"/de/vorschlaege/{town.one('proposal').reference}/kommentare", kept()
    first, *gone = (town.things["comment"][place] for place in (0, 2, 3, 4, 5))
    for said in gone:
        page = people["citizen"].send(path, 422, body="Eine Antwort", language="de", parent=said.reference)
        assert "Eine Antwort" in page.html
    assert kept() == before
    people["citizen"].send(path, body="Eine Antwort", language="de", parent=first.reference)


def test_a_survey_of_another_process_or_time_takes_no_answer(town: Town, people: Any) -> None:
    opened, *others = town.things["survey"]
    question, before = opened.questions[0], kept()
    for each in others:
        sent = {f"question-{each.questions[0].id}": str(each.questions[0].options[0].id)}
        people["citizen"].send(f"/de/umfragen/{each.reference}", 403, **sent)
        people["citizen"].send(f"/de/umfragen/{each.reference}/zurueckziehen", 403)
    assert kept() == before
    people["citizen"].send(f"/de/umfragen/{opened.reference}", **{f"question-{question.id}": question.options[0].id})
    assert kept() != before


def test_a_session_is_ended_only_by_whoever_it_belongs_to(town: Town, people: Any, browser: Any) -> None:
    home, other = browser(town.author), browser(town.author)
    name = hashed(home.get_cookie("sid").value).hex()
    for who, status in (("guest", 403), ("citizen", 403), ("staff", 403)):
        people[who].send(f"/de/profil/sitzungen/{name}", status)
    for nobodys in ("ab" * 32, "keine-zahl"):
        people["citizen"].send(f"/de/profil/sitzungen/{nobodys}", 404)
    people["citizen"].send("/de/profil/sitzungen")
    home.see("/de/profil")
    other.send(f"/de/profil/sitzungen/{name}")
    home.see("/de/profil", 403)
