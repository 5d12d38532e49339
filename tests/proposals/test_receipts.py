"""The page of receipts: is my vote in, how many are there, and the table of all votes."""

import csv
import io
from typing import Any

import pytest
from flask import Flask

from bmw.kernel.database import db, transaction
from bmw.proposals import service
from bmw.proposals.models import Proposal
from bmw.proposals.views import counting
from bmw.votes import receipts
from bmw.votes.models import Choice, Kind
from tests import factories as make
from tests.factories import NOW
from tests.factories_proposals import proposal


@pytest.fixture
def voted(app: Flask) -> Any:
    """A proposal on which three people have three opinions, and one of them."""
    with transaction():
        new = proposal(process=make.process(make.field(), ballot_kind=Kind.OPINION))
        people = [make.person() for _n in range(3)]
        for person, choice in zip(people, (Choice.AGREE, Choice.AGREE, Choice.DISAGREE), strict=True):
            service.support(new, person, choice)
        return new, people[2]


def box_of(new: Proposal) -> receipts.Box:
    with transaction(writes=False):
        return receipts.box(db.get_one(Proposal, new.id).ballot)


def rows(client: Any, new: Proposal, more: str = "") -> tuple[list[dict[str, str]], str]:
    answer = client.get(f"/de/vorschlaege/stimmen/{new.process.reference}?form=programm{more}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.text, newline=""))), answer.headers.get("Link", "")


def test_the_way_there_stands_beside_the_vote(client: Any, voted: Any) -> None:
    new, _person = voted
    page = client.see(f"/de/vorschlaege/{new.reference}")
    there = page.one("aside a[href$='/nachzaehlen']")
    assert "selbst nachprüfen" in there.text_content()


def test_everybody_sees_how_many_votes_there_are_and_nobody_elses_code(client: Any, voted: Any) -> None:
    new, _person = voted
    page = client.see(f"/de/vorschlaege/{new.reference}/nachzaehlen")
    assert [each.text_content() for each in page.all(".stats dd")] == ["3", "2", "1", "0"]
    assert not any(code in page.text for code in (*box_of(new).receipts, *box_of(new).papers))


def test_a_voter_sees_their_own_two_codes(browser: Any, voted: Any) -> None:
    new, person = voted
    page = browser(person).see(f"/de/vorschlaege/{new.reference}/nachzaehlen")
    own, paper = (each.text_content() for each in page.all("dl.facts code"))
    assert own in box_of(new).receipts
    assert box_of(new).papers[paper] is Choice.DISAGREE
    assert "Ablehnung" in page.one("dl.facts").text_content()


def test_a_receipt_is_found_and_tells_no_choice(client: Any, voted: Any) -> None:
    new, _person = voted
    code = box_of(new).receipts[0].lower().replace("-", " ")
    found = (
        client.see(f"/de/vorschlaege/{new.reference}/nachzaehlen?beleg={code}")
        .one(".kern-alert[role=status]")
        .text_content()
    )
    assert "Die Stimme zählt" in found
    assert not any(word in found for word in ("Zustimmung", "Ablehnung", "Unentschieden"))


def test_a_ballot_paper_tells_its_choice_and_a_wrong_code_is_not_there(client: Any, voted: Any) -> None:
    new, _person = voted
    paper = next(code for code, choice in box_of(new).papers.items() if choice is Choice.DISAGREE)
    address = f"/de/vorschlaege/{new.reference}/nachzaehlen?beleg="
    assert "Ablehnung" in client.see(f"{address}{paper}").one(".kern-alert[role=status]").text_content()
    for wrong in ("AAAA-AAAA-AAAA-AAAA", "<script>", "٣"):
        assert "liegt nicht" in client.see(f"{address}{wrong}").one(".kern-alert[role=status]").text_content()


def test_what_is_not_public_cannot_be_counted(client: Any, voted: Any) -> None:
    new, _person = voted
    with transaction():
        service.withdraw(db.get_one(Proposal, new.id), NOW)
    assert client.get(f"/de/vorschlaege/{new.reference}/nachzaehlen").status_code == 403
    assert rows(client, new)[0] == []


def test_the_table_names_every_vote_twice_and_no_choice_beside_a_receipt(client: Any, voted: Any) -> None:
    new, _person = voted
    found, more = rows(client, new)
    assert [each["kind"] for each in found] == ["receipt"] * 3 + ["paper"] * 3
    assert sorted(each["choice"] for each in found) == ["", "", "", "agree", "agree", "disagree"]
    assert {each["reference"] for each in found} == {new.reference}
    assert more == ""


def test_a_long_table_names_where_it_goes_on(client: Any, voted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    new, _person = voted
    with transaction():
        second = proposal(process=db.get_one(Proposal, new.id).process)
        service.support(second, make.person(), Choice.AGREE)
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    first, link = rows(client, new)
    assert {each["reference"] for each in first} == {new.reference}
    assert f"?ab={second.reference}&form=programm>" in link
    assert 'rel="next"' in link
    rest, link = rows(client, new, f"&ab={second.reference}")
    assert ({each["reference"] for each in rest}, link) == ({second.reference}, "")
