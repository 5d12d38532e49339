"""Pages of findings, for everybody and for moderators."""

from typing import Any

import pytest

from bmw.accounts.models import Office
from bmw.findings import service
from bmw.kernel.database import transaction
from tests.factories import NOW, person
from tests.factories_desk import hidden
from tests.factories_proposals import proposal
from tests.factories_strategy import draft, finding, measure


@pytest.fixture
def handed_over(app: Any) -> Any:
    with transaction():
        return finding(proposal(supporters=12))


def test_an_empty_list_says_where_to_take_part(client: Any) -> None:
    assert "There is no finding yet" in client.see("/en/ergebnisse").text


def test_the_list_leads_to_each_finding(client: Any, handed_over: Any) -> None:
    page = client.see("/de/ergebnisse")
    assert handed_over.reference in page.link("Mehr sichere Radwege")


def test_a_title_is_shown_in_the_reader_s_language(client: Any, handed_over: Any) -> None:
    page = client.see(f"/en/ergebnisse/{handed_over.reference}")
    assert page.heading == "More safe cycle paths"
    assert page.language_of("Viele wünschen sich") == "de"


def test_frozen_numbers_stand_beside_today_s(client: Any, handed_over: Any) -> None:
    with transaction():
        from bmw.findings.queries import by_reference

        by_reference(handed_over.reference).sources[0].supporters = 20  # type: ignore[union-attr]  # it is there
    text = client.see(f"/en/ergebnisse/{handed_over.reference}").text
    assert "12 supporters" in text
    assert "20 supporters" in text


def test_other_voices_are_heard(client: Any, handed_over: Any) -> None:
    assert "Einige sorgen sich um Parkplätze." in client.see(f"/de/ergebnisse/{handed_over.reference}").text


def test_a_draft_is_the_moderators_paper(client: Any, browser: Any) -> None:
    with transaction():
        new, moderator = draft(), person(Office.MODERATOR)
    assert "still writing" in client.see(f"/en/ergebnisse/{new.reference}", 403).text
    assert "This is a draft" in browser(moderator).see(f"/en/ergebnisse/{new.reference}").text
    assert new.reference not in client.see("/de/ergebnisse").html


def test_a_source_that_was_hidden_later_keeps_its_place(client: Any) -> None:
    with transaction():
        source = proposal()
        new = finding(source)
        hidden(source)
    text = client.see(f"/en/ergebnisse/{new.reference}").text
    assert "no longer public" in text
    assert "Ein Radweg nach Glesch" not in text


def test_a_finding_shows_what_became_of_it(client: Any) -> None:
    with transaction():
        new = measure(proposal())
    page = client.see("/de/ergebnisse/2026-00001")
    assert new.reference in page.link("Radweg Bergheim–Glesch")


def test_an_unknown_number_is_a_helpful_page(client: Any) -> None:
    client.see("/de/ergebnisse/2026-99999", 404)
    client.see("/de/ergebnisse/2026-99999-anything", 404)


def test_the_list_goes_on_over_pages(client: Any) -> None:
    with transaction():
        source = proposal()
        for _n in range(21):
            service.hand_over(draft(source), person(Office.MODERATOR), NOW)
    first = client.see("/en/ergebnisse")
    assert len(first.all("article")) == 20
    assert len(client.see(first.link("Next page")).all("article")) == 1


@pytest.mark.parametrize("cursor", ["x", "a" * 400, "W10", "%1b"])
def test_a_broken_place_in_the_list_is_its_beginning(client: Any, handed_over: Any, cursor: str) -> None:
    assert handed_over.reference in client.see(f"/de/ergebnisse?ab={cursor}").html
