"""Answering a survey, changing one's mind, and reading the results."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from bmw.accounts.models import Office, Person
from bmw.kernel.database import db, transaction
from bmw.processes.models import Opens
from bmw.surveys import queries, service
from bmw.surveys.models import Kind, Survey
from tests import factories as make
from tests.factories import NOW
from tests.factories_surveys import answered, survey


@pytest.fixture
def asked(app: Flask) -> Survey:
    with transaction():
        return survey(Kind.SINGLE, Kind.MULTIPLE, Kind.TEXT)


@pytest.fixture
def citizen(app: Flask) -> Person:
    with transaction():
        return make.person()


def path(asked: Survey, more: str = "") -> str:
    return f"/de/umfragen/{asked.reference}{more}"


def found(asked: Survey) -> Survey:
    db.expire_all()
    again = queries.by_reference(asked.reference)
    assert again
    return again


def choice(asked: Survey, question: int, option: int) -> dict[str, Any]:
    wanted = asked.questions[question]
    return {f"question-{wanted.id}": str(wanted.options[option].id)}


def words(asked: Survey, text: str) -> dict[str, Any]:
    return {f"question-{asked.questions[2].id}": text}


def test_a_guest_reads_the_questions_and_is_asked_to_sign_in(client: Any, asked: Survey) -> None:
    page = client.see(path(asked))
    assert "/anmelden?next=" in page.one("main .kern-alert a").get("href")
    assert page.text.count("Womit?") == 3
    client.send(path(asked), 403, **choice(asked, 0, 1))
    assert found(asked).sheets == 0


def test_a_citizen_answers_and_reads_that_it_is_saved(browser: Any, citizen: Person, asked: Survey) -> None:
    home = browser(citizen)
    answer = home.send(path(asked), **choice(asked, 0, 1), **words(asked, "Mit dem Rad"))
    assert home.see(answer.location).all(".kern-alert--success")
    assert found(asked).questions[0].options[1].count == 1
    assert found(asked).questions[1].answered == 0


def test_whoever_comes_back_sees_and_changes_their_answers(browser: Any, citizen: Person, asked: Survey) -> None:
    home = browser(citizen)
    home.send(path(asked), **choice(asked, 0, 1), **choice(asked, 1, 2), **words(asked, "Rad"))
    kept = home.see(path(asked)).form(path(asked))
    assert kept.items() >= {**choice(asked, 0, 1), **words(asked, "Rad")}.items()
    home.send(path(asked), **{**kept, **choice(asked, 0, 0)})
    assert [option.count for option in found(asked).questions[0].options] == [1, 0, 0]
    assert found(asked).sheets == 1


def test_sent_twice_an_answer_counts_once(browser: Any, citizen: Person, asked: Survey) -> None:
    for _time in range(2):
        browser(citizen).send(path(asked), **choice(asked, 0, 1))
    assert (found(asked).sheets, found(asked).questions[0].options[1].count) == (1, 1)


def test_an_answer_can_be_taken_back(browser: Any, citizen: Person, asked: Survey) -> None:
    browser(citizen).send(path(asked), **choice(asked, 0, 1))
    browser(citizen).send(path(asked, "/zurueckziehen"))
    assert (found(asked).sheets, found(asked).questions[0].answered) == (0, 0)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [(0, "999999"), (0, "x"), (1, ["1", "999999"]), (2, "a!" * 25_000), (0, ["1", "2"]), (2, ["a", "b"])],
)
def test_bad_answers_are_explained_and_kept(
    browser: Any, citizen: Person, asked: Survey, question: int, wrong: Any
) -> None:
    name = f"question-{asked.questions[question].id}"
    page = browser(citizen).send(path(asked), 422, **{**words(asked, "Rad"), name: wrong})
    assert page.all(".error-summary")
    assert page.form(path(asked)).get(f"question-{asked.questions[2].id}") in ("Rad", "a", "a!" * 25_000)
    assert found(asked).sheets == 0


def test_a_required_question_is_named_by_its_number(browser: Any, citizen: Person) -> None:
    with transaction():
        asked = survey(Kind.SCALE, required=True)
    page = browser(citizen).send(path(asked), 422)
    assert "1" in page.one(".error-summary a").text_content()
    assert page.one(".error-summary a").get("href") == f"#question-{asked.questions[0].id}-0"


def test_hidden_signs_are_taken_out_of_answers(browser: Any, citizen: Person, asked: Survey) -> None:
    browser(citizen).send(path(asked), **words(asked, "\u202eRad\x00"))
    assert queries.texts_to_pick(asked.questions[2]) == ["Rad"]


@pytest.mark.parametrize("later", [timedelta(days=6), timedelta(days=-2)])
def test_nobody_answers_before_the_start_or_after_the_end(
    browser: Any, citizen: Person, asked: Survey, clock: Any, later: timedelta
) -> None:
    home = browser(citizen)
    clock.now = NOW + later
    page = home.send(path(asked), 403, **words(asked, "Zu spät"))
    assert "Zu spät" in page.html
    assert found(asked).sheets == 0


def test_a_survey_is_open_only_in_a_phase_that_opens_surveys(browser: Any, citizen: Person) -> None:
    with transaction():
        asked = survey(Kind.TEXT, process=make.process(opens=(Opens.VOTE,)))
    browser(citizen).send(path(asked), 403)


def test_a_draft_is_seen_by_editors_only(client: Any, browser: Any) -> None:
    with transaction():
        draft, editor = survey(Kind.TEXT, public=False), make.person(Office.EDITOR)
    client.see(path(draft), 403)
    browser(editor).see(path(draft))


def test_nobody_sees_results_before_the_close(client: Any, browser: Any, asked: Survey) -> None:
    with transaction():
        offices = [make.person(office) for office in (Office.EDITOR, Office.MODERATOR, Office.ADMINISTRATOR)]
    client.see(path(asked, "/ergebnisse"), 403)
    for holder in offices:
        browser(holder).see(path(asked, "/ergebnisse"), 403)


def test_results_show_large_groups_and_hide_small_ones(client: Any, clock: Any, asked: Survey) -> None:
    with transaction():
        answered(found(asked), *([0] * 30 + [1] * 12 + [2] * 3))
    clock.forward(days=6)
    page = client.see(path(asked, "/ergebnisse"))
    first = page.all("table.bars")[0]
    assert "30" in first.text_content()
    assert len(first.cssselect(".bars__hidden")) == 2
    assert "45" in page.text


def test_a_survey_of_nine_people_shows_no_number(client: Any, clock: Any, asked: Survey) -> None:
    with transaction():
        answered(found(asked), *[0] * 9)
    clock.forward(days=6)
    page = client.see(path(asked, "/ergebnisse"))
    assert not page.all("table.bars")
    assert "9" not in page.text.replace("2026", "").replace(asked.reference, "")


def test_an_archived_process_keeps_results_and_forgets_who_answered(
    browser: Any, citizen: Person, asked: Survey, clock: Any
) -> None:
    browser(citizen).send(path(asked), **choice(asked, 0, 1))
    with transaction():
        found(asked).process.register.secret = None
    clock.forward(days=6)
    browser(citizen).see(path(asked, "/ergebnisse"))
    browser(citizen).see(path(asked))
    assert queries.sheet_of(found(asked), citizen) is None


def test_free_answers_are_public_only_when_a_moderator_picks_them(
    client: Any, browser: Any, asked: Survey, clock: Any
) -> None:
    with transaction():
        question, moderator = found(asked).questions[2], make.person(Office.MODERATOR)
        for text in ("Mehr Busse", "Herr X ist dumm"):
            service.answer(question.survey, make.person(), {question.id: text})
    pick = path(asked, f"/freitexte/{question.id}")
    browser(moderator).send(pick, 403, text="Mehr Busse")
    clock.forward(days=6)
    desk = browser(moderator)
    assert "Herr X" in desk.see(pick).text
    desk.send(pick, text="Mehr Busse")
    desk.send(pick, 409, text="Das schrieb niemand")
    page = client.see(path(asked, "/ergebnisse"))
    assert "Mehr Busse" in page.text
    assert "Herr X" not in page.text
    client.see(pick, 403)
    back = path(asked, f"/freitexte/zurueck/{found(asked).questions[2].texts[0].id}")
    desk.send(back, 422, rule="insult")
    assert "Mehr Busse" in client.see(path(asked, "/ergebnisse")).text
    desk.send(back, rule="insult", facts="Der Text setzt jemanden herab.")
    page = client.see(path(asked, "/ergebnisse"))
    assert "Mehr Busse" not in page.text
    assert page.all("a[href*='protokoll#fall-']")
    desk.send(back, 403, rule="insult", facts="Der Text setzt jemanden herab.")
    desk.send(pick, text="Mehr Busse")
    assert "Mehr Busse" in client.see(path(asked, "/ergebnisse")).text
    assert "Aufgehoben am" in client.see("/de/transparenz/protokoll").text


def test_questions_in_another_language_say_so(client: Any, asked: Survey) -> None:
    page = client.see(f"/ar/umfragen/{asked.reference}")
    assert page.language_of("Womit?") == "de"


def test_whoever_leaves_takes_their_answers_along_while_the_survey_is_open(asked: Survey, citizen: Person) -> None:
    for now, left in ((NOW, 0), (NOW + timedelta(days=6), 1)):
        with transaction():
            service.answer(found(asked), citizen, {asked.questions[2].id: "Rad"})
            service.forget(citizen, now)
        assert found(asked).sheets == left


def test_the_table_of_results_holds_what_the_page_shows_and_no_more(client: Any, app: Flask) -> None:
    with transaction():
        new = survey(Kind.SINGLE, Kind.TEXT, opens=NOW - timedelta(days=9), closes=NOW - timedelta(hours=1))
        answered(new, *[0] * 12, *[1] * 15, 2, 2, 2)
    page = client.see(path(new, "/ergebnisse")).text
    lines = client.get(path(new, "/ergebnisse/tabelle?form=programm")).text.splitlines()[1:]
    shown = [line.split(",")[2] for line in lines if line.split(",")[1] != '""']
    assert shown[2] == '""'
    assert all(count in page for count in shown if count != '""')
    assert "3" not in shown


def test_nobody_takes_results_along_while_people_still_answer(client: Any, asked: Survey) -> None:
    assert client.get(path(asked, "/ergebnisse/tabelle")).status_code == 403
