"""Participation processes as people see them."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from bmw.accounts.models import Office
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.meetings import service as meetings
from bmw.meetings.plans import About
from bmw.processes import service as processes
from bmw.processes.models import Opens, Phase, Process, State
from bmw.record.queries import is_following
from bmw.site.standing import LEVELS
from tests import factories, factories_proposals
from tests.conftest import NOW, Clock

EVERY = ["de", "en", "ar", "de-simple"]


@pytest.fixture
def process(app) -> Process:
    with transaction():
        return factories.process(factories.field("mobilitaet"))


@pytest.mark.parametrize("lang", EVERY)
def test_a_process_says_what_it_is_what_can_be_done_until_when_and_then(
    client: FlaskClient, process: Process, lang: str
) -> None:
    page = client.see(f"/{lang}/verfahren/{process.reference}")
    assert len(page.all("main .page-head .facts dt")) == 4
    assert page.language_of("Der Beirat prüft sie.") == "de"


def test_a_process_explains_all_four_levels_and_marks_its_own(client: FlaskClient, process: Process) -> None:
    page = client.see(f"/en/verfahren/{process.reference}")
    assert len(page.all("#stufen + dl dt")) == len(LEVELS) == 4
    assert "Consultation" in page.one("#stufen + dl dt:has(.kern-badge)").text_content()


def test_the_schedule_shows_what_is_done_now_and_next(client: FlaskClient, process: Process, clock: Clock) -> None:
    path = f"/en/verfahren/{process.reference}"
    clock.now = NOW - timedelta(days=30)
    assert client.see(path).one(".timeline > li").get("data-status") == "next"
    clock.now = NOW
    assert client.see(path).one(".timeline > li").get("aria-current") == "step"
    clock.now = NOW + timedelta(days=60)
    assert client.see(path).one(".timeline > li").get("data-status") == "done"


def test_what_is_open_until_one_day_is_one_sentence(client: FlaskClient, process: Process) -> None:
    page = client.see(f"/en/verfahren/{process.reference}")
    assert page.one("#offen + p").text_content().strip().endswith("Until 1 June 2026, 12:00 CEST.")
    assert not page.all("#offen + ul")


def test_what_ends_on_different_days_is_said_one_by_one(client: FlaskClient, process: Process) -> None:
    with transaction():
        first = db.merge(process).phases[0]
        first.opens = [Opens.SUBMIT.value]
        ends = first.ends + timedelta(days=7)
        db.add(
            Phase(
                process_id=process.id, title=Localized(de="Mehr"), starts=first.starts, ends=ends, opens=["votes.cast"]
            )
        )
    said = [each.text_content() for each in client.see(f"/en/verfahren/{process.reference}").all("#offen + ul li")]
    assert len(said) == 2
    assert said[0].startswith("You can make proposals until 1 June 2026")


def test_a_change_of_the_schedule_stays_visible_with_its_reason(client: FlaskClient, process: Process) -> None:
    with transaction():
        phase = db.merge(process).phases[0]
        editor = factories.person(Office.EDITOR)
        later = phase.ends + timedelta(days=7)
        processes.reschedule(phase, phase.starts, later, reason="Die Halle war belegt.", by=editor.id, at=NOW)
    page = client.see(f"/en/verfahren/{process.reference}")
    assert "Die Halle war belegt." in page.text
    assert page.language_of("Die Halle war belegt.") == "de"


def test_a_process_counts_proposals_and_those_that_wait_for_an_outcome(client: FlaskClient, process: Process) -> None:
    with transaction():
        again = db.merge(process)
        for _each in range(3):
            factories_proposals.proposal(process=again)
    page = client.see(f"/en/verfahren/{process.reference}")
    assert [each.text_content() for each in page.all(".stats dd")] == ["3", "3"]


def test_a_process_asks_the_database_at_most_five_questions(client: FlaskClient, process: Process, questions) -> None:
    with questions() as asked:
        client.see(f"/de/verfahren/{process.reference}")
    assert len(asked) <= 5, asked


def test_a_signed_in_reader_can_follow_and_stop(browser, process: Process) -> None:
    with transaction():
        person = factories.person()
    reader, path = browser(person), f"/de/verfahren/{process.reference}"
    reader.send(f"{path}/folgen", follow="yes")
    with transaction(writes=False):
        assert is_following(person.id, process)
    assert reader.see(path).one("input[name=follow]").get("value") == "no"
    reader.send(f"{path}/folgen", follow="no")
    assert reader.see(path).one("input[name=follow]").get("value") == "yes"


@pytest.mark.parametrize("words", [{}, {"follow": "vielleicht"}, {"follow": ["yes", "no"]}])
def test_following_needs_a_clear_wish(browser, process: Process, words: dict[str, object]) -> None:
    with transaction():
        person = factories.person()
    browser(person).send(f"/de/verfahren/{process.reference}/folgen", 400, **words)


def test_a_guest_is_asked_to_sign_in_before_following(client: FlaskClient, process: Process) -> None:
    page = client.send(f"/en/verfahren/{process.reference}/folgen", 403, follow="yes")
    assert "/en/anmelden" in page.one("main .kern-btn--primary").get("href")


def test_a_draft_is_for_editors_only(client: FlaskClient, browser, process: Process) -> None:
    with transaction():
        db.merge(process).state = State.DRAFT
        editor = factories.person(Office.EDITOR)
    client.see(f"/de/verfahren/{process.reference}", status=403)
    assert client.see("/de/verfahren")
    assert "Only editors can see it." in browser(editor).see(f"/en/verfahren/{process.reference}").text


def test_a_finished_process_stands_in_the_list_of_finished_ones(
    client: FlaskClient, process: Process, clock: Clock
) -> None:
    clock.now = NOW + timedelta(days=90)
    page = client.see("/en/verfahren")
    assert "No participation process is running at the moment." in page.text
    assert page.link("Ideen für Bergheim")


@pytest.mark.parametrize(("day", "place"), [(0, ".timeline"), (-40, "#zeitplan ~ .links")])
def test_every_meeting_stands_in_the_schedule(client: FlaskClient, process: Process, day: int, place: str) -> None:
    with transaction():
        starts = NOW + timedelta(days=day)
        about = About(Localized(de="Workshop Rad"), "Rathaus", starts, starts + timedelta(hours=2))
        meetings.plan(db.merge(process), about, factories.person().id, NOW)
    page = client.see(f"/en/verfahren/{process.reference}")
    assert "Workshop Rad" in page.one(place).text_content()


def test_a_process_without_a_history_has_no_empty_heading(client: FlaskClient, process: Process) -> None:
    assert "What happened so far" not in client.see(f"/en/verfahren/{process.reference}").text
