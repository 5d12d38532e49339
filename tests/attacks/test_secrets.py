"""What not everybody may read stands nowhere: not on a page, not in a list, not in an address, not in the search."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.attacks.conftest import gets
from tests.attacks.town import SECRET, Town

ADDRESS = re.compile(r"person\d+@example\.org")
OWN = (
    *("/de/nachrichten", "/de/meine-seite/daten", "/de/profil/daten", "/de/profil/daten/lesen"),
    *("/de/impressum", "/de/datenschutz"),
)
"""Pages on which people find what they wrote themselves."""
ELSEWHERE = (
    "/de/suche?q=geheim",
    "/de/vorschlaege/aehnliche?text=Geheimwort+steht+hier+drin",
    "/de/vorschlaege?sort=unterstuetzt",
    "/de/vorschlaege?sort=diskutiert",
    "/de/vorschlaege?sort=entschieden",
    "/de/handlungsfelder/mobilitaet?sort=entschieden",
    "/ar/vorschlaege",
    "/en/verfahren",
    "/de-simple/",
)


def told(answer: Any, *, besides: str = "") -> str:
    """The words of an answer and where it leads, without what the page itself may name."""
    return f"{answer.get_data(as_text=True)} {answer.location or ''}".replace(besides or "\0", "")


@pytest.mark.parametrize("who", ["guest", "citizen"])
def test_nobody_else_reads_drafts_and_what_was_held_back(app: Flask, town: Town, people: Any, who: str) -> None:
    for reader, place in (("author", 1), ("author", 4), ("staff", 4)):
        path = f"/de/vorschlaege/{town.things['proposal'][place].reference}"
        assert SECRET in told(people[reader].get(path, follow_redirects=True))
    for path in (*gets(app, town), *ELSEWHERE):
        if path not in OWN:
            words = told(people[who].get(path))
            assert SECRET.lower() not in words.lower(), path


def test_a_list_of_a_draft_process_is_the_list_of_everything(town: Town, client: Any) -> None:
    draft = town.things["process"][1]
    assert SECRET not in client.get(f"/de/vorschlaege?verfahren={draft.reference}").text


def test_addresses_of_people_stand_only_in_their_own_data(app: Flask, town: Town, people: Any) -> None:
    assert ADDRESS.search(told(people["author"].get("/de/profil/daten")))
    for path in gets(app, town, 1):
        for who in ("author", "staff"):
            words = told(people[who].get(path), besides=getattr(town, who).address)
            assert not ADDRESS.search(words), (path, who)


def test_moderators_do_not_read_drafts(town: Town, people: Any) -> None:
    draft = town.things["proposal"][1]
    assert SECRET in people["author"].get(f"/de/vorschlaege/{draft.reference}/vorschau").text
    for more in ("", "/vorschau", "/fassungen", "/bearbeiten", "/danke"):
        assert SECRET not in people["staff"].get(f"/de/vorschlaege/{draft.reference}{more}").text


def test_the_title_of_a_hidden_proposal_does_not_stand_in_its_address(town: Town, client: Any) -> None:
    under = town.things["comment"][5]
    answer = client.get(f"/de/vorschlaege/kommentar/{under.reference}")
    assert SECRET.lower() not in answer.location


def test_small_groups_and_free_words_stay_unseen_in_results(town: Town, people: Any) -> None:
    closed = town.things["survey"][1]
    page = people["citizen"].see(f"/de/umfragen/{closed.reference}/ergebnisse")
    assert SECRET not in page.text
    assert len(page.all("td")) >= 3
    assert not [cell for cell in page.all("td") if cell.text_content().strip() in {"1", "2"}]


def test_who_reported_something_is_not_told_to_its_author(town: Town, people: Any) -> None:
    page = people["author"].see(f"/de/vorschlaege/{town.one('proposal').reference}")
    assert "gast@" not in page.html
    assert f"{SECRET} Meldung" not in page.html
