"""Pages of the roadmap, for everybody and for editors."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from bmw.accounts.models import Office
from bmw.board.states import Verdict
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.strategy import queries, service
from bmw.strategy.models import Decision, Measure
from bmw.strategy.states import Horizon, Status
from tests.factories import NOW, person
from tests.factories_proposals import proposal
from tests.factories_strategy import concluded, decision, measure

FACTS = {"title_de": "Radweg", "summary_de": "Die Stadt baut einen Radweg.", "horizon": "short"}
DECISION = {
    "title_de": "Radwegeprogramm",
    "body": "Rat der Kreisstadt",
    "decided_on": "2026-05-04",
    "result": "Der Rat beschließt den Bau einstimmig.",
}


@pytest.fixture
def planned(app: Any) -> Measure:
    with transaction():
        new = measure(proposal())
        service.set_milestone(new, Localized(de="Planung fertig"), date(2026, 4, 1), by=person(), at=NOW)
        service.set_milestone(new, Localized(de="Bau fertig"), date(2027, 4, 1), by=person(), at=NOW)
        service.reach_milestone(new.milestones[0], date(2026, 4, 2), person(), NOW)
        decision(new)
    return new


@pytest.fixture
def editor(app: Any, browser: Any) -> Any:
    with transaction():
        somebody = person(Office.EDITOR)
    return browser(somebody)


def test_an_empty_roadmap_says_where_to_take_part(client: Any) -> None:
    assert "There is no measure yet" in client.see("/en/agenda").text


def test_the_roadmap_says_status_and_milestones_in_words(client: Any, planned: Measure) -> None:
    text = client.see("/en/agenda").text
    assert "Decided" in text
    assert "1 of 2 milestones reached" in text
    assert "Short term" in text


@pytest.mark.parametrize("query", ["zeit=long", "status=done", "feld=nirgends&zeit=long"])
def test_filters_leave_out_what_does_not_fit(client: Any, planned: Measure, query: str) -> None:
    assert "There is no measure like this" in client.see(f"/en/agenda?{query}").text


@pytest.mark.parametrize("query", ["zeit=nie", "status=%1b", "feld=%ff", "ansicht=zeit", "zeit=short&zeit=long"])
def test_unknown_filters_filter_nothing(client: Any, planned: Measure, query: str) -> None:
    assert planned.reference in client.see(f"/en/agenda?{query}").html


def test_a_measure_leads_back_to_every_contribution(client: Any) -> None:
    with transaction():
        new = measure(*[proposal(title=f"Radweg Nummer {n}") for n in range(8)])
        decision(new)
    page = client.see(f"/de/massnahmen/{new.reference}")
    for n in range(8):
        assert "/vorschlaege/" in page.link(f"Radweg Nummer {n}")
    assert "/beirat/" in "".join(a.get("href") for a in page.all(".chain a"))
    assert "/beschluesse/" in "".join(a.get("href") for a in page.all(".chain a"))


def test_a_measure_speaks_the_reader_s_language_where_it_can(client: Any, planned: Measure) -> None:
    page = client.see(f"/ar/massnahmen/{planned.reference}")
    assert page.heading == "مسار دراجات"
    assert page.language_of("Die Stadt baut einen Radweg.") == "de"


def test_late_milestones_are_named(client: Any, planned: Measure, clock: Any) -> None:
    clock.forward(days=400)
    assert "Later than planned" in client.see(f"/en/massnahmen/{planned.reference}").text


@pytest.mark.parametrize("path", ["/de/agenda", "/de/agenda?ansicht=zeit", "/de/massnahmen/2026-00001"])
def test_a_page_needs_five_queries_at_most(client: Any, planned: Measure, path: str) -> None:
    said: list[str] = []
    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", lambda _c, _k, sql, *_more: said.append(sql))
    client.see(path)
    assert len([sql for sql in said if sql.startswith(("SELECT", "WITH"))]) <= 5, said


def test_a_decision_shows_its_measures(client: Any, planned: Measure) -> None:
    page = client.see("/en/beschluesse/2026-00001")
    assert planned.reference in page.html
    assert "einstimmig" in page.text


def test_a_reader_follows_and_stops_following(browser: Any, planned: Measure) -> None:
    with transaction():
        somebody = person()
    reader = browser(somebody)
    reader.send(f"/en/massnahmen/{planned.reference}/folgen", follow="yes")
    assert "You follow this measure" in reader.see(f"/en/massnahmen/{planned.reference}").text
    reader.send(f"/en/massnahmen/{planned.reference}/folgen", follow="no")
    assert "You follow this measure" not in reader.see(f"/en/massnahmen/{planned.reference}").text


def test_an_editor_plans_a_measure_from_an_opinion(editor: Any) -> None:
    with transaction():
        review = concluded()
    path = editor.see("/en/massnahmen/neu").link("More safe cycle paths")
    assert editor.see(path).form("stellungnahme")["title_en"] == "More safe cycle paths"
    editor.send(path, **FACTS, standing="planned")
    with transaction(writes=False):
        assert db.query(Measure).one().review_id == review.id


def test_the_same_form_sent_twice_plans_one_measure(editor: Any) -> None:
    with transaction():
        concluded()
    path = editor.see("/en/massnahmen/neu").link("More safe cycle paths")
    sent = {**FACTS, "standing": "idea", "nonce": editor.see(path).form("stellungnahme")["nonce"]}
    first, second = editor.send(path, **sent), editor.send(path, **sent)
    assert first.location == second.location


def test_no_measure_comes_from_a_declined_finding(editor: Any) -> None:
    with transaction():
        review = concluded(verdict=Verdict.DECLINE)
    page = editor.see(f"/en/massnahmen/neu?stellungnahme={review.reference}", 403)
    assert "did not recommend" in page.text


WRONG = [
    {"title_de": ""},
    {"title_de": "a" * 161},
    {"summary_de": "a!" * 25_000},
    {"horizon": "soon"},
    {"starts": "someday"},
    {"starts": "2026-05-02", "ends": "2026-05-01"},
    {"unit": "a" * 121},
    {"unit": ["a", "b"]},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_measure_comes_back(editor: Any, planned: Measure, wrong: dict[str, Any]) -> None:
    page = editor.send(f"/en/massnahmen/{planned.reference}/bearbeiten", 422, **{**FACTS, **wrong})
    assert page.title.startswith("Error:")


def test_an_editor_words_a_measure_anew(editor: Any, planned: Measure) -> None:
    path = f"/en/massnahmen/{planned.reference}/bearbeiten"
    form = editor.see(path).form("bearbeiten")
    editor.send(path, **{**FACTS, "version": form["version"]})
    assert editor.see(f"/en/massnahmen/{planned.reference}").heading == "Radweg"


@pytest.mark.parametrize("version", ["1", "", "x", "9" * 5000])
def test_somebody_else_was_faster(editor: Any, planned: Measure, version: str) -> None:
    page = editor.send(f"/en/massnahmen/{planned.reference}/bearbeiten", 409, **{**FACTS, "version": version})
    assert "Die Stadt baut einen Radweg." in page.text


def test_a_stop_is_explained(editor: Any, planned: Measure) -> None:
    path = f"/en/massnahmen/{planned.reference}/status"
    assert "explain to everybody" in editor.send(path, 422, standing="stopped").text
    editor.send(path, standing="stopped", reason="Die Förderung fehlt.")
    assert "Die Förderung fehlt." in editor.see(f"/en/massnahmen/{planned.reference}").text


@pytest.mark.parametrize("status", ["", "idea", "done", "nonsense"])
def test_only_a_possible_status_can_be_chosen(editor: Any, planned: Measure, status: str) -> None:
    editor.send(f"/en/massnahmen/{planned.reference}/status", 422, standing=status)


def test_an_editor_sets_a_milestone_and_says_it_was_reached(editor: Any, planned: Measure) -> None:
    path = f"/en/massnahmen/{planned.reference}/meilensteine"
    editor.send(path, title_de="Einweihung", due="2027-05-01")
    reach = editor.see(path).link("Reached: Einweihung")
    editor.send(reach, 422, reached_on="2030-01-01")
    editor.send(reach, reached_on="01.05.2026")
    assert "2 of 3 milestones reached" in editor.see(f"/en/massnahmen/{planned.reference}").text


@pytest.mark.parametrize("wrong", [{"title_de": ""}, {"due": ""}, {"due": "31.12."}])
def test_a_wrong_milestone_comes_back(editor: Any, planned: Measure, wrong: dict[str, str]) -> None:
    sent = {"title_de": "Einweihung", "due": "2027-05-01", **wrong}
    editor.send(f"/en/massnahmen/{planned.reference}/meilensteine", 422, **sent)


def test_an_editor_records_a_decision(editor: Any, app: Any) -> None:
    with transaction():
        new = measure()
    editor.send("/en/beschluesse/neu", **DECISION, measures=new.reference)
    with transaction(writes=False):
        again = queries.by_reference(new.reference)
        assert again
        assert again.status is Status.DECIDED
        assert db.query(Decision).one().decided_on == date(2026, 5, 4)


@pytest.mark.parametrize(
    "wrong",
    [{"measures": "2026-99999"}, {"measures": []}, {"decided_on": "2031-01-01"}, {"body": ""}, {"result": ""}],
)
def test_a_wrong_decision_comes_back(editor: Any, planned: Measure, wrong: dict[str, Any]) -> None:
    editor.send("/en/beschluesse/neu", 422, **{**DECISION, "measures": planned.reference, **wrong})


DOORS = [
    "massnahmen/neu",
    "massnahmen/{}/bearbeiten",
    "massnahmen/{}/status",
    "massnahmen/{}/meilensteine",
    "massnahmen/meilensteine/1",
    "beschluesse/neu",
]


@pytest.mark.parametrize("office", [None, Office.MODERATOR, Office.BOARD, Office.CHAIR])
def test_only_editors_work_on_the_roadmap(browser: Any, planned: Measure, office: Office | None) -> None:
    with transaction():
        somebody = person(*([office] if office else []))
    visitor = browser(somebody)
    for door in DOORS:
        visitor.see(f"/en/{door.format(planned.reference)}", 403)
        visitor.send(f"/en/{door.format(planned.reference)}", 403, **FACTS)


def test_guests_are_asked_to_sign_in(client: Any, planned: Measure) -> None:
    client.send(f"/en/massnahmen/{planned.reference}/folgen", 403, follow="yes")
    client.see(f"/en/massnahmen/{planned.reference}/status", 403)


def test_the_roadmap_by_time_begins_with_the_soonest(client: Any, app: Any) -> None:
    with transaction():
        for horizon in (Horizon.LONG, Horizon.SHORT):
            measure(horizon=horizon)
    page = client.see("/en/agenda?ansicht=zeit")
    groups = [h.text_content() for h in page.all("section[aria-labelledby^=group] > h2")]
    assert [words.split(" (")[0] for words in groups] == ["Short term", "Long term"]
