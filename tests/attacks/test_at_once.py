"""The same form twice, and many forms in the same second: everything counts once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from bmw.cases.models import Case
from bmw.comments.models import Comment
from bmw.kernel.database import db, transaction
from bmw.proposals.models import Proposal
from bmw.surveys.models import Sheet, Survey
from bmw.votes.models import Ballot, Vote
from tests import factories as make
from tests.attacks.town import Town

CROWD, WINDOWS = 5, 4


def counted(kind: Any, *where: Any) -> int:
    with transaction(writes=False):
        return int(db.scalar(select(func.count()).select_from(kind).where(*where)) or 0)


def at_once(app: Flask, browsers: list[Any], path: str, *forms: dict[str, str]) -> list[int]:
    """Every browser sends every form, all at the same time."""

    def send(job: tuple[Any, dict[str, str]]) -> int:
        return int(job[0].post(path, data=job[1]).status_code)

    with ThreadPoolExecutor(6) as crowd:
        return list(crowd.map(send, [(each, form) for form in forms for each in browsers]))


@pytest.fixture
def crowd(app: Flask, town: Town, browser: Any) -> list[Any]:
    """Some people, each with several windows."""
    with transaction():
        people = [make.person() for _n in range(CROWD)]
    return [browser(each) for each in people for _n in range(WINDOWS)]


def test_everybody_who_supports_in_many_windows_counts_once(app: Flask, town: Town, crowd: list[Any]) -> None:
    supported = town.one("proposal")
    path = f"/de/vorschlaege/{supported.reference}/unterstuetzen"
    yes, no = {"support": "yes"}, {"support": "no"}
    assert set(at_once(app, crowd, path, yes, no, yes)) == {303}
    at_once(app, crowd[::WINDOWS], path, yes)
    with transaction(writes=False):
        ballot, listed = db.get_one(Ballot, supported.ballot_id), db.get_one(Proposal, supported.id)
        assert ballot.agree == listed.supporters == CROWD
    assert counted(Vote, Vote.ballot_id == supported.ballot_id) == CROWD


def test_everybody_who_answers_in_many_windows_counts_once(app: Flask, town: Town, crowd: list[Any]) -> None:
    asked = town.one("survey")
    question = asked.questions[0]
    forms = [{f"question-{question.id}": str(option.id)} for option in question.options]
    assert set(at_once(app, crowd, f"/de/umfragen/{asked.reference}", *forms)) == {303}
    assert counted(Sheet, Sheet.survey_id == asked.id) == CROWD
    with transaction(writes=False):
        survey = db.get_one(Survey, asked.id)
        first = next(each for each in survey.questions if each.id == question.id)
        assert survey.sheets == first.answered == sum(each.count for each in first.options) == CROWD


def test_a_comment_sent_from_one_page_many_times_stands_there_once(app: Flask, town: Town, browser: Any) -> None:
    on = town.one("proposal")
    home = browser(town.citizen)
    path = f"/de/vorschlaege/{on.reference}/kommentare"
    form = {**home.see(path.removesuffix("/kommentare")).form("/kommentare"), "body": "Nur einmal gesagt."}
    windows = [browser(town.citizen) for _n in range(6)]
    assert set(at_once(app, windows, path, form)) == {303}
    assert counted(Comment, Comment.body == "Nur einmal gesagt.") == 1
    assert home.send(path, **form).status_code == 303


def test_a_proposal_sent_from_one_page_many_times_is_one_draft(app: Flask, town: Town, browser: Any) -> None:
    new = "/de/vorschlaege/neu"
    form = browser(town.citizen).see(new).form(new)
    form |= {"title": "Nur einmal bitte", "body": "Das soll nur einmal da sein.", "field": "mobilitaet"}
    form["procedure"] = town.one("process").reference
    windows = [browser(town.citizen) for _n in range(6)]
    assert set(at_once(app, windows, new, form)) == {303}
    assert counted(Proposal, Proposal.title == "Nur einmal bitte") == 1


def test_two_moderators_who_decide_at_once_decide_once(app: Flask, town: Town, browser: Any) -> None:
    waiting = town.things["case"][3]
    path = f"/de/moderation/{waiting.id}/freigeben"
    desks = [browser(town.staff) for _n in range(6)]
    seen = desks[0].see(path.removesuffix("/freigeben")).form("/freigeben")
    codes = at_once(app, desks, path, seen)
    assert sorted(codes) == [303, 409, 409, 409, 409, 409]
    assert counted(Case, Case.id == waiting.id, Case.decided.is_not(None)) == 1


def test_handing_in_and_withdrawing_at_once_ends_in_one_state(app: Flask, town: Town, browser: Any) -> None:
    draft = town.things["proposal"][1]
    windows = [browser(town.author) for _n in range(3)]
    path = f"/de/vorschlaege/{draft.reference}"
    with ThreadPoolExecutor(6) as crowd:
        ways = [f"{path}/einreichen", f"{path}/zurueckziehen"]
        sent = [crowd.submit(each.post, way) for each in windows for way in ways]
        assert {each.result().status_code for each in sent} <= {303, 403, 409}
