"""Writing a proposal: compose, look at it, hand it in, change it, take it back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bmw.cases.models import Case, Kind
from bmw.cases.service import open_case, take
from bmw.kernel.database import db, transaction
from bmw.processes.models import Moderation, Opens, Process
from bmw.proposals.models import Edition, Proposal
from bmw.proposals.states import Outcome, State
from tests import factories
from tests.conftest import Clock
from tests.factories import NOW, person
from tests.factories_proposals import proposal

NEW = "/de/vorschlaege/neu"


@pytest.fixture
def process(app: Any) -> Process:
    with transaction():
        return factories.process(factories.field("mobilitaet"), ends=NOW + timedelta(hours=7))


@pytest.fixture
def citizen(browser: Any) -> Any:
    with transaction():
        someone = person()
    return browser(someone)


def typed(process: Process, **changed: Any) -> dict[str, Any]:
    words = {"title": "Radweg nach Glesch", "body": "Der Weg ist gefährlich.", "language": "de", "district": ""}
    return {"procedure": process.reference, "field": "mobilitaet", **words, **changed}


def kept() -> list[Proposal]:
    with transaction(writes=False):
        return list(db.scalars(select(Proposal)))


def path(new: Proposal, more: str = "") -> str:
    return f"/de/vorschlaege/{new.reference}{more}"


def own(state: State, moderation: Moderation = Moderation.BEFORE) -> Proposal:
    with transaction():
        process = factories.process(factories.field(), moderation=moderation, ends=NOW + timedelta(hours=7))
        return proposal(process=process, state=state)


def test_a_proposal_is_written_looked_at_and_handed_in(citizen: Any, process: Process) -> None:
    preview = citizen.send(NEW, **typed(process)).location
    assert "Der Weg ist gefährlich." in citizen.see(preview).text
    thanks = citizen.send(preview.replace("vorschau", "einreichen")).location
    assert kept()[0].reference in citizen.see(thanks).text
    assert kept()[0].state is State.SUBMITTED


def test_a_visitor_is_asked_to_sign_in_first(client: Any, process: Process) -> None:
    assert "/anmelden" in client.see(NEW, 403).html


def test_the_language_of_the_page_is_suggested(citizen: Any, process: Process) -> None:
    assert citizen.see(NEW).form("/neu")["language"] == "de"
    assert citizen.see("/ar/vorschlaege/neu").form("/neu")["language"] == "ar"


def test_process_and_field_are_chosen_by_the_way_there(citizen: Any, process: Process) -> None:
    form = citizen.see(f"{NEW}?verfahren={process.reference}&feld=mobilitaet").form("/neu")
    assert (form["procedure"], form["field"]) == (process.reference, "mobilitaet")


def test_another_language_stays_unknown(citizen: Any, process: Process) -> None:
    citizen.send(NEW, **typed(process, language=""))
    assert kept()[0].language == ""


def test_the_preview_shows_similar_proposals(citizen: Any, process: Process) -> None:
    with transaction():
        proposal(title="Sicherer Radweg nach Glesch")
    preview = citizen.send(NEW, **typed(process)).location
    assert "Sicherer Radweg nach Glesch" in citizen.see(preview).text


def test_similar_proposals_are_found_while_writing(client: Any) -> None:
    with transaction():
        proposal(title="Sicherer Radweg nach Glesch", language="de")
    [item] = client.get("/de/vorschlaege/aehnliche?text=Radwege nach Glesch").json["items"]
    assert (item["title"], item["lang"], item["dir"]) == ("Sicherer Radweg nach Glesch", "de", "ltr")


def test_nobody_else_sees_a_draft(browser: Any) -> None:
    new = own(State.DRAFT)
    with transaction():
        other = person()
    for page in ("", "/vorschau", "/bearbeiten", "/zurueckziehen"):
        browser(other).see(path(new, page), 403)


def test_handing_in_twice_gives_one_proposal_and_no_error(browser: Any) -> None:
    new = own(State.DRAFT)
    citizen = browser(new.author)
    form = citizen.see(path(new, "/vorschau")).form("/einreichen")
    first, second = (citizen.send(path(new, "/einreichen"), **form).location for _each in range(2))
    assert first == second


def test_sending_the_same_form_twice_gives_one_draft(citizen: Any, process: Process) -> None:
    form = typed(process) | {"nonce": "n" * 22}
    first, second = (citizen.send(NEW, **form).location for _each in range(2))
    assert (first, len(kept())) == (second, 1)


def test_a_closed_phase_says_since_when_and_keeps_the_text(citizen: Any, clock: Clock, process: Process) -> None:
    clock.forward(hours=8)
    page = citizen.send(NEW, 422, **typed(process))
    assert page.form("/neu")["body"].strip() == "Der Weg ist gefährlich."
    assert "2026" in page.one(".error-summary").text_content()
    assert kept() == []


def test_a_draft_cannot_be_handed_in_after_the_phase(browser: Any, clock: Clock) -> None:
    new = own(State.DRAFT)
    clock.forward(hours=8)
    browser(new.author).send(path(new, "/einreichen"), 403)
    assert kept()[0].state is State.DRAFT


def test_a_field_of_another_process_is_refused(citizen: Any, process: Process) -> None:
    with transaction():
        factories.process(factories.field("tourismus"))
    citizen.send(NEW, 422, **typed(process, field="tourismus"))


def test_without_an_open_process_the_page_says_so(citizen: Any) -> None:
    with transaction():
        factories.process(factories.field(), opens=(Opens.VOTE,))
    assert not citizen.see(NEW).all("textarea")


def test_soon_after_submitting_the_text_is_put_right_quietly(browser: Any, clock: Clock) -> None:
    new = own(State.SUBMITTED)
    clock.forward(minutes=10)
    browser(new.author).send(path(new, "/bearbeiten"), **words("Ein besserer Titel"))
    assert (kept()[0].title, kept()[0].edition) == ("Ein besserer Titel", 1)


def words(title: str) -> dict[str, str]:
    return {"title": title, "body": "Zwischen Bergheim und Glesch.", "language": "de", "district": ""}


def test_later_the_earlier_wording_is_kept_and_the_desk_looks(browser: Any, clock: Clock) -> None:
    new = own(State.PUBLIC)
    clock.forward(hours=2)
    citizen = browser(new.author)
    citizen.send(path(new, "/bearbeiten"), **words("Ein besserer Titel"))
    page = citizen.see(path(new, "/fassungen"))
    assert "Ein besserer Titel" in page.text
    assert "Ein Radweg nach Glesch" in page.text
    with transaction(writes=False):
        assert Kind.EDITED in db.scalars(select(Case.kind)).all()


def test_what_was_public_keeps_its_earlier_wording_from_the_first_minute(browser: Any) -> None:
    new = own(State.PUBLIC, Moderation.AFTER)
    browser(new.author).send(path(new, "/bearbeiten"), **words("Ein besserer Titel"))
    assert "Ein Radweg nach Glesch" in browser(new.author).see(path(new, "/fassungen")).text


def test_what_a_moderator_has_taken_keeps_its_earlier_wording(browser: Any) -> None:
    new = own(State.SUBMITTED)
    with transaction():
        take(open_case(Kind.SUBMITTED, db.merge(new), NOW), person(), NOW)
    browser(new.author).send(path(new, "/bearbeiten"), **words("Ein besserer Titel"))
    assert kept()[0].edition == 2


def test_what_nobody_has_read_is_put_right_quietly(browser: Any) -> None:
    new = own(State.SUBMITTED)
    browser(new.author).send(path(new, "/bearbeiten"), **words("Ein besserer Titel"))
    assert (kept()[0].title, kept()[0].edition) == ("Ein besserer Titel", 1)


def test_changing_nothing_leaves_no_edition(browser: Any, clock: Clock) -> None:
    new = own(State.PUBLIC)
    clock.forward(hours=2)
    citizen = browser(new.author)
    form = citizen.see(path(new, "/bearbeiten")).form("/bearbeiten")
    citizen.send(path(new, "/bearbeiten"), **form)
    with transaction(writes=False):
        assert db.scalar(select(func.count()).select_from(Edition)) == 0


def test_what_became_something_is_not_changed_any_more(browser: Any) -> None:
    new = own(State.PUBLIC)
    with transaction():
        db.get_one(Proposal, new.id).outcome = Outcome.NOT_TAKEN
    browser(new.author).see(path(new, "/bearbeiten"), 403)


def test_withdrawing_is_confirmed_and_leaves_a_sentence(browser: Any) -> None:
    new = own(State.PUBLIC)
    citizen = browser(new.author)
    citizen.see(path(new, "/zurueckziehen"))
    gone = citizen.send(path(new, "/zurueckziehen")).location
    assert "Zwischen Bergheim" not in citizen.see(gone).text
    citizen.send(path(new, "/zurueckziehen"), 403)


@pytest.mark.parametrize("page", ["/bearbeiten", "/zurueckziehen", "/einreichen"])
def test_what_belongs_to_somebody_else_stays_as_it_is(citizen: Any, page: str) -> None:
    new = own(State.PUBLIC)
    citizen.send(path(new, page), 403, **words("Gekapert"))
    assert (kept()[0].title, kept()[0].published) == ("Ein Radweg nach Glesch", NOW)


BAD: dict[str, dict[str, Any]] = {
    "no title": {"title": ""},
    "only spaces": {"title": " \u200b\u202e "},
    "short title": {"title": "Rad"},
    "long title": {"title": "a!" * 200},
    "no body": {"body": ""},
    "50 kB of a!": {"body": "a!" * 25_000},
    "unknown process": {"procedure": "2026-99999"},
    "no process": {"procedure": ""},
    "unknown field": {"field": "weltraum"},
    "no field": {"field": ""},
    "unknown language": {"language": "xx"},
    "no language": {"language": None},
    "unknown district": {"district": "atlantis"},
    "doubled title": {"title": ["Radweg eins", "Radweg zwei"]},
    "doubled field": {"field": ["mobilitaet", "mobilitaet"]},
}


@pytest.mark.parametrize("mistake", BAD)
def test_a_mistake_is_named_and_nothing_is_lost(citizen: Any, process: Process, mistake: str) -> None:
    sent = {name: value for name, value in typed(process, **BAD[mistake]).items() if value is not None}
    page = citizen.send(NEW, 422, **sent)
    assert page.one(".error-summary li").text_content().strip()
    assert page.form("/neu")["body"].strip() == sent["body"]
    assert kept() == []


def test_hidden_signs_are_taken_out_of_the_words(citizen: Any, process: Process) -> None:
    citizen.send(NEW, **typed(process, title="Rad\u202eweg\x00 nach\nGlesch", body="Zeile eins\r\nZeile zwei\u2066"))
    assert (kept()[0].title, kept()[0].body) == ("Radweg nach Glesch", "Zeile eins\nZeile zwei")


def test_a_draft_goes_to_another_process_and_its_votes_will_count_there(process: Process, citizen: Any) -> None:
    with transaction():
        other = factories.process(factories.field("bildung"), ends=NOW + timedelta(hours=7), title="Schulen")
    citizen.send(NEW, **typed(process))
    draft = db.scalars(select(Proposal)).one()
    citizen.send(f"/de/vorschlaege/{draft.reference}/bearbeiten", **typed(other, field="bildung"))
    moved = db.scalars(select(Proposal)).one()
    assert (moved.process_id, moved.field.slug, moved.ballot.register_id) == (other.id, "bildung", other.register_id)


def test_nobody_is_put_into_a_process_they_did_not_choose(process: Process, citizen: Any) -> None:
    with transaction():
        factories.process(factories.field("bildung"), ends=NOW + timedelta(hours=7), title="Schulen")
    assert citizen.see(NEW).form("/de/vorschlaege/neu")["procedure"] == ""
    answer = citizen.send(NEW, 422, **typed(process, procedure=""))
    assert "Beteiligungsverfahren" in answer.text


def test_what_is_missing_is_named_in_the_order_of_the_page(citizen: Any, process: Process) -> None:
    page = citizen.send(NEW, 422, **typed(process, title="", body="", field=""))
    assert [each.get("href") for each in page.all(".error-summary a")] == ["#field", "#title", "#body"]


@pytest.mark.parametrize("language", ["ar", ""])
def test_what_was_typed_comes_back_in_the_language_that_was_chosen(
    citizen: Any, process: Process, language: str
) -> None:
    sent = typed(process, title="", body="مقاعد أكثر في المدينة", language=language)
    assert citizen.send(NEW, 422, **sent).one("textarea[name=body]").get("lang") == language
