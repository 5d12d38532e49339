"""From contributions to a finding: chosen, worded, frozen, and handed to the board."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office, Person
from bmw.board.models import Review
from bmw.findings.models import Finding
from bmw.findings.states import State as Stage
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.meetings.models import Meeting, Point
from bmw.processes.models import Process
from bmw.proposals.models import Proposal
from bmw.proposals.states import Outcome
from bmw.record.service import enter
from tests.factories import NOW, field, person, process
from tests.factories_desk import proposal

WORDS = {"title_de": "Mehr Bänke am Markt", "summary_de": "Viele Menschen wünschen sich Bänke im Schatten."}


@pytest.fixture
def desk(browser: Any, app: Flask) -> Any:
    with transaction():
        moderator = person(Office.MODERATOR)
    return browser(moderator)


@pytest.fixture
def place(app: Flask) -> Process:
    with transaction():
        return process(field("mobil"))


@pytest.fixture
def sources(place: Process) -> list[Proposal]:
    """Three proposals with ten, twenty and thirty supporters."""
    with transaction():
        within = db.merge(place)
        return [proposal(within=within, title=f"Bank {n}", supporters=n * 10) for n in (1, 2, 3)]


@pytest.fixture
def point(place: Process) -> Point:
    with transaction():
        meeting = Meeting(
            process_id=place.id,
            title=Localized(de="Werkstatt"),
            place="Rathaus",
            starts=NOW,
            ends=NOW,
            minutes="",
            attended=12,
        )
        enter(meeting, NOW)
        said = Point(meeting_id=meeting.id, position=1, text="Schatten fehlt.", agreed=9, language="de")
        return enter(said, NOW)


def address(place: Process, *records: Any, **more: str) -> str:
    ticked = "".join(f"&quelle={each.id}" for each in records)
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/de/moderation/ergebnisse?verfahren={place.reference}&feld=mobil{ticked}{asked}"


def draft() -> Finding:
    return db.scalars(select(Finding)).one()


def bundle(desk: Any, place: Process, *records: Any) -> str:
    """The address of a draft with these sources."""
    return str(desk.send(address(place), quelle=[each.id for each in records], **WORDS).location)


def test_proposals_are_offered_with_the_most_supported_first(desk: Any, place: Process, sources: Any) -> None:
    desk.see("/de/moderation/ergebnisse")
    labels = [each.text_content() for each in desk.see(address(place)).all("fieldset label")]
    assert labels == ["Bank 3", "Bank 2", "Bank 1"]


def test_what_is_ticked_stays_ticked_while_searching(desk: Any, place: Process, sources: Any) -> None:
    page = desk.see(address(place, sources[0], suche="gibtesnicht"))
    assert page.one("input[name=quelle][checked]").get("value") == str(sources[0].id)


def test_going_on_without_a_source_says_what_is_missing(desk: Any, place: Process, sources: Any) -> None:
    assert desk.see(address(place, weiter="1")).all("[role=alert]")


def test_a_finding_freezes_the_numbers_of_its_sources(desk: Any, place: Process, sources: Any, point: Point) -> None:
    desk.see(address(place, sources[2], point, weiter="1"))
    desk.see(bundle(desk, place, sources[2], point))
    with transaction():
        db.get_one(Proposal, sources[2].id).supporters = 99
    with transaction(writes=False):
        assert [each.numbers for each in draft().evidence] == [{"supporters": 30, "comments": 0}, {"agreed": 9}]
        assert db.get_one(Proposal, sources[2].id).outcome is Outcome.BUNDLED


@pytest.mark.parametrize("missing", ["title_de", "summary_de"])
def test_a_finding_without_words_is_shown_again_with_its_sources(
    desk: Any, place: Process, sources: Any, missing: str
) -> None:
    page = desk.send(address(place), 422, quelle=[sources[0].id], **{**WORDS, missing: ""})
    assert page.one("input[name=quelle]").get("value") == str(sources[0].id)
    with transaction(writes=False):
        assert not db.scalars(select(Finding)).all()


@pytest.mark.parametrize("ticked", [[], ["0"], ["x"], ["9" * 30], ["-1"]])
def test_unknown_sources_make_no_finding(desk: Any, place: Process, sources: Any, ticked: list[str]) -> None:
    desk.send(address(place), 422, quelle=ticked, **WORDS)
    with transaction(writes=False):
        assert not db.scalars(select(Finding)).all()


def test_a_proposal_of_another_field_is_no_source(desk: Any, place: Process) -> None:
    with transaction():
        other = proposal()
    desk.send(address(place), 422, quelle=[other.id], **WORDS)


@pytest.mark.parametrize(
    "query", ["verfahren=x&feld=y", "verfahren=2026-00001", "feld=mobil", "verfahren=%1b&feld=%1b"]
)
def test_an_unknown_process_or_field_leads_to_the_beginning(desk: Any, place: Process, query: str) -> None:
    assert desk.see(f"/de/moderation/ergebnisse?{query}").all("select[name=verfahren]")


def test_the_same_finding_sent_twice_is_one_finding(desk: Any, place: Process, sources: Any) -> None:
    form = desk.see(address(place, sources[0], weiter="1")).form("/ergebnisse")
    first = desk.send(address(place), **{**form, **WORDS})
    assert desk.send(address(place), **{**form, **WORDS}).location == first.location
    with transaction(writes=False):
        draft()


def test_a_draft_is_reworded_and_gains_and_loses_sources(desk: Any, place: Process, sources: Any) -> None:
    paper = bundle(desk, place, sources[0])
    desk.see(desk.send(paper, **{**WORDS, "minority": "Manche wünschen Parkplätze."}).location)
    desk.send(f"{paper}/quellen", quelle=[sources[1].id, sources[2].id])
    desk.send(f"{paper}/quellen", quelle=sources[0].id, wanted="no")
    with transaction(writes=False):
        assert {each.record_id for each in draft().evidence} == {sources[1].id, sources[2].id}
        assert draft().minority == "Manche wünschen Parkplätze."
        assert db.get_one(Proposal, sources[0].id).outcome is Outcome.OPEN


def test_a_draft_with_a_fault_keeps_what_was_typed(desk: Any, place: Process, sources: Any) -> None:
    paper = bundle(desk, place, sources[0])
    page = desk.send(paper, 422, title_de="", summary_de="Neu gefasst.")
    assert page.one("textarea[name=summary_de]").text_content().strip() == "Neu gefasst."


def test_handing_over_opens_the_review_once(desk: Any, place: Process, sources: Any) -> None:
    paper = bundle(desk, place, sources[0])
    page = desk.see(desk.send(f"{paper}/uebergeben").location.replace("/de/", "/en/"))
    assert "/ergebnisse/2026-00001" in page.link("Read the finding as everybody reads it")
    assert "/beirat/2026-00001" in page.link("See it with the advisory board")
    desk.send(f"{paper}/uebergeben", 403)
    desk.see(paper, 403)
    with transaction(writes=False):
        assert draft().state is Stage.HANDED_OVER
        assert db.scalars(select(Review)).one().finding_id == draft().id


def test_a_finding_without_sources_stays_on_the_desk(desk: Any, place: Process, sources: Any) -> None:
    paper = bundle(desk, place, sources[0])
    desk.send(f"{paper}/quellen", quelle=sources[0].id, wanted="no")
    desk.send(f"{paper}/uebergeben", 403)
    assert not desk.see(paper).all("form[action$=uebergeben]")


def test_adding_nothing_to_a_draft_is_a_page_that_says_so(desk: Any, place: Process, sources: Any) -> None:
    desk.send(f"{bundle(desk, place, sources[0])}/quellen", 400, quelle="x")


def test_only_moderators_write_findings(browser: Any, desk: Any, place: Process, sources: Any) -> None:
    paper = bundle(desk, place, sources[0])
    with transaction():
        citizen: Person = person()
    browser(citizen).see(paper, 403)
    browser(citizen).send(f"{paper}/uebergeben", 403)
    browser(citizen).see("/de/moderation/ergebnisse", 403)


def test_moderators_see_which_sources_they_wrote_themselves(browser: Any, place: Process, sources: Any) -> None:
    with transaction():
        me = person(Office.MODERATOR)
        proposal(me, within=db.merge(place), title="Meine Bank")
    mine = browser(me).see(address(place).replace("/de/", "/en/")).all("li:has(p strong)")
    assert [each.xpath("string(.//label)") for each in mine] == ["Meine Bank"]
