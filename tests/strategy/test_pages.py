"""Pages of the roadmap, for everybody and for editors."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, func, select

from bmw.accounts.models import Office
from bmw.board.states import Verdict
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.proposals.service import merge
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
    "outcome": "agreed",
    "result": "Der Rat beschließt den Bau einstimmig.",
}


@pytest.fixture
def planned(app: Any) -> Measure:
    with transaction():
        new = measure(proposal())
        service.set_milestone(new, Localized(de="Planung fertig"), date(2026, 4, 1), by=person(), at=NOW)
        service.set_milestone(new, Localized(de="Bau fertig"), date(2027, 4, 1), by=person(), at=NOW)
        service.reach_milestone(new.milestones[0], 1, date(2026, 4, 2), person(), NOW)
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


@pytest.mark.parametrize("query", ["zeit=nie", "status=%1b", "feld=%ff", "ansicht=zeit"])
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


def test_what_was_merged_says_so_in_the_chain(client: Any) -> None:
    with transaction():
        kept = proposal(title="Ein Radweg")
        moved = proposal(process=kept.process, title="Noch ein Radweg")
        merge(moved, kept, person(Office.MODERATOR), NOW, reason="Dasselbe.")
        new = measure(kept)
    items = {li.cssselect("a")[0].text: li.text_content() for li in client.see(_page(new)).all(".chain ul > li")}
    assert f"went into number {kept.reference}" in items["Noch ein Radweg"]
    assert "went into" not in items["Ein Radweg"]


def _page(measure: Measure) -> str:
    return f"/en/massnahmen/{measure.reference}"


def test_a_measure_speaks_the_reader_s_language_where_it_can(client: Any, planned: Measure) -> None:
    page = client.see(f"/ar/massnahmen/{planned.reference}")
    assert page.heading == "مسار دراجات"
    assert page.language_of("Die Stadt baut einen Radweg.") == "de"


def test_late_milestones_are_named(client: Any, planned: Measure, clock: Any) -> None:
    clock.forward(days=400)
    assert "Later than planned" in client.see(f"/en/massnahmen/{planned.reference}").text


@pytest.mark.parametrize(
    ("path", "most"), [("/de/agenda", 5), ("/de/agenda?ansicht=zeit", 5), ("/de/massnahmen/2026-00001", 6)]
)
def test_a_page_needs_few_queries(client: Any, planned: Measure, path: str, most: int) -> None:
    said: list[str] = []
    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", lambda _c, _k, sql, *_more: said.append(sql))
    client.see(path)
    assert len([sql for sql in said if sql.startswith(("SELECT", "WITH"))]) <= most, said


def test_a_decision_shows_its_measures(client: Any, planned: Measure) -> None:
    page = client.see("/en/beschluesse/2026-00001")
    assert "einstimmig" in page.text
    card = page.one("main .kern-card")
    assert f"/massnahmen/{planned.reference}" in card.cssselect("a")[0].get("href")
    assert "The next milestone is due on" in card.text_content()


def test_nothing_on_a_decision_leads_back_to_itself(client: Any, planned: Measure) -> None:
    page = client.see("/en/beschluesse/2026-00001")
    assert not [a for a in page.all("main section a") if "/beschluesse/2026-00001" in a.get("href")]


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
    assert editor.see(first.location).one("h1").text == editor.see(second.location).one("h1").text
    assert db.scalar(select(func.count()).select_from(Measure)) == 1


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
    reach = editor.see(path).link("Enter as reached: Einweihung")
    editor.send(reach, 422, reached_on="2030-01-01")
    editor.send(reach, reached_on="01.05.2026", version=seen(editor, reach))
    assert "2 of 3 milestones reached" in editor.see(f"/en/massnahmen/{planned.reference}").text


@pytest.mark.parametrize(
    ("link", "sent", "said"),
    [
        ("Change: Bau fertig", {"title_de": "Bau ganz fertig", "due": "2027-04-01"}, "the milestone is changed"),
        ("Give up: Bau fertig", {"reason": "Die Förderung fällt weg."}, "everybody can read why"),
        ("Enter as reached: Bau fertig", {"reached_on": "2026-05-01"}, "entered as reached"),
    ],
)
def test_every_step_with_a_milestone_is_confirmed(
    editor: Any, planned: Measure, link: str, sent: dict[str, str], said: str
) -> None:
    milestones = f"/en/massnahmen/{planned.reference}/meilensteine"
    where = editor.see(milestones).link(link)
    answer = editor.send(where, version=seen(editor, where), **sent)
    assert said in editor.see(answer.location).one("main [role=status]").text_content()
    assert not editor.see(f"{milestones}?erledigt=unsinn").one("main [role=status]").text_content().strip()


def test_where_a_measure_comes_from_is_told_without_a_decision_too(client: Any, app: Any) -> None:
    with transaction():
        new = measure()
    assert "From the measure back to every single contribution" in client.see(f"/en/massnahmen/{new.reference}").text


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
    [
        {"measures": "2026-99999"},
        {"measures": []},
        {"decided_on": "2031-01-01"},
        {"body": ""},
        {"result": ""},
        {"outcome": ""},
        {"outcome": "rejected"},
    ],
)
def test_a_wrong_decision_comes_back(editor: Any, planned: Measure, wrong: dict[str, Any]) -> None:
    editor.send("/en/beschluesse/neu", 422, **{**DECISION, "measures": planned.reference, **wrong})


def test_another_period_needs_a_reason_that_everybody_can_read(editor: Any, client: Any, planned: Measure) -> None:
    path = f"/en/massnahmen/{planned.reference}/bearbeiten"
    sent = {**FACTS, "version": editor.see(path).form("bearbeiten")["version"], "ends": "2027-03-01"}
    assert "why the period changes" in editor.send(path, 422, **sent).text
    editor.send(path, **sent, reason="Der Boden ist nass.")
    text = client.see(f"/en/massnahmen/{planned.reference}").text
    assert "Before: no days yet. Now: until 1 March 2027." in text
    assert "Der Boden ist nass." in text


def seen(editor: Any, path: str) -> str:
    """Which wording an editor has before them."""
    return str(editor.see(path).one("form [name=version]").get("value"))


def test_a_milestone_moves_for_a_reason_that_everybody_can_read(editor: Any, client: Any, planned: Measure) -> None:
    page = editor.see(f"/en/massnahmen/{planned.reference}/meilensteine")
    assert page.link("Back to the measure")
    path = page.link("Change: Bau fertig")
    sent = {"title_de": "Bau ganz fertig", "due": "2027-09-01", "version": seen(editor, path)}
    assert "why the day changes" in editor.send(path, 422, **sent).text
    editor.send(path, **sent, reason="Der Winter kam früh.")
    text = client.see(f"/en/massnahmen/{planned.reference}").text
    assert "Before: 1 April 2027. Now: 1 September 2027." in text
    assert "Der Winter kam früh." in text
    assert "Before: Bau fertig" in text


def test_a_milestone_that_was_reached_keeps_its_day(editor: Any, planned: Measure) -> None:
    path = editor.see(f"/en/massnahmen/{planned.reference}/meilensteine").link("Change: Planung fertig")
    editor.send(path, title_de="Planung steht", due="2029-01-01", reason="Nur so.", version=seen(editor, path))
    with transaction(writes=False):
        first = db.query(Measure).one().milestones[0]
        assert (first.title["de"], first.due) == ("Planung steht", date(2026, 4, 1))


def test_a_milestone_is_given_up_for_a_reason_and_stays(editor: Any, client: Any, planned: Measure) -> None:
    path = editor.see(f"/en/massnahmen/{planned.reference}/meilensteine").link("Give up: Bau fertig")
    editor.send(path, 422, reason="")
    editor.send(path, reason="Die Förderung fällt weg.", version=seen(editor, path))
    text = client.see(f"/en/massnahmen/{planned.reference}").text
    assert "Given up" in text
    assert "Die Förderung fällt weg." in text
    assert "1 of 1 milestone reached" in text
    editor.see(path, 403)


@pytest.mark.parametrize(
    ("link", "sent"),
    [
        ("Change: Bau fertig", {"title_de": "Bau ganz fertig", "due": "2027-09-01", "reason": "Der Winter kam früh."}),
        ("Give up: Bau fertig", {"reason": "Die Förderung fällt weg."}),
        ("Enter as reached: Bau fertig", {"reached_on": "2026-05-01"}),
    ],
)
def test_of_two_editors_of_a_milestone_the_slower_one_is_told(
    editor: Any, planned: Measure, link: str, sent: dict[str, str]
) -> None:
    milestones = editor.see(f"/en/massnahmen/{planned.reference}/meilensteine")
    path, faster = milestones.link(link), milestones.link("Change: Bau fertig")
    version = seen(editor, path)
    editor.send(faster, title_de="Bau bald fertig", due="2027-04-01", version=version)
    assert next(iter(sent.values())) in editor.send(path, 409, **sent, version=version).html
    with transaction(writes=False):
        other = db.query(Measure).one().milestones[1]
        assert (other.title["de"], other.is_ahead) == ("Bau bald fertig", True)


def test_the_journey_says_which_milestone(client: Any, planned: Measure) -> None:
    lines = [each.text_content() for each in client.see(f"/en/massnahmen/{planned.reference}").all(".journey li")]
    assert any("A milestone was set." in line and "Bau fertig" in line for line in lines)


def test_a_measure_is_decided_since_the_day_of_the_decision(client: Any, planned: Measure) -> None:
    assert "since 4 May 2026" in client.see(f"/en/massnahmen/{planned.reference}").text


def test_the_council_can_say_no(editor: Any, client: Any, app: Any) -> None:
    with transaction():
        new = measure()
    sent = {**DECISION, "measures": new.reference, "outcome": "rejected", "then": "stop"}
    assert "explain to everybody" in editor.send("/en/beschluesse/neu", 422, **sent).text
    editor.send("/en/beschluesse/neu", **sent, afterwards="Zu teuer.")
    text = client.see(f"/en/massnahmen/{new.reference}").text
    assert "Stopped" in text
    assert "The council rejected the measure." in text
    assert text.count("Zu teuer.") == 1


def test_a_completed_measure_stands_apart(editor: Any, planned: Measure) -> None:
    with transaction():
        for status in (Status.RUNNING, Status.DONE):
            service.set_status(queries.by_reference(planned.reference) or planned, status, "", person(), NOW)
    page = editor.see("/en/beschluesse/neu")
    assert not page.all("[name=measures]")
    assert page.all("details [name=ended]")
    editor.send("/en/beschluesse/neu", **DECISION, ended=planned.reference)


def test_the_editor_sees_which_recommendations_wait(editor: Any, planned: Measure) -> None:
    with transaction():
        concluded()
    page = editor.see("/en/massnahmen/neu")
    assert len(page.all("section[aria-labelledby=waiting] article")) == 1
    assert len(page.all("section[aria-labelledby=planned] article")) == 1
    assert "1 without a measure" in editor.see("/en/redaktion").text


def test_the_town_s_file_names_the_council(editor: Any, app: Any) -> None:
    assert editor.see("/de/beschluesse/neu").form("beschluesse")["body"].startswith("Rat der Kreisstadt ")


def test_somebody_who_signs_in_to_follow_comes_back(client: Any, planned: Measure) -> None:
    page = client.see(f"/en/massnahmen/{planned.reference}")
    assert planned.reference in page.one("#folgen ~ p a").get("href")


DOORS = [
    "massnahmen/neu",
    "massnahmen/{}/bearbeiten",
    "massnahmen/{}/status",
    "massnahmen/{}/meilensteine",
    "massnahmen/meilensteine/1",
    "massnahmen/meilensteine/1/aendern",
    "massnahmen/meilensteine/2/aufgeben",
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
