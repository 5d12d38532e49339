"""What people take with them: everything about them, from every room."""

from typing import Any

from flask import Flask

from bmw.accounts.models import Office, Person
from bmw.cases.models import Kind, Letter
from bmw.cases.service import open_case, report
from bmw.comments import service as comments
from bmw.kernel.database import transaction
from bmw.notifications.service import tell
from bmw.proposals import service as proposals
from bmw.record.service import follow
from bmw.votes.models import Choice
from tests import factories, factories_proposals
from tests.conftest import NOW


def data(browser: Any, person: Person) -> dict[str, Any]:
    return browser(person).get("/en/profil/daten").get_json()


def test_people_take_their_account_and_messages_with_them(app: Flask, browser: Any) -> None:
    with transaction():
        lena = factories.person(Office.EDITOR, name="Lena")
        tell(lena, "Betreff", "Text", NOW)
    answer = browser(lena).get("/en/profil/daten")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    known = answer.get_json()
    assert (known["account"]["address"], known["account"]["pseudonym"]) == (lena.address, "Lena")
    assert (known["messages"][0]["body"], known["offices"][0]["office"]) == ("Text", "editor")


def test_people_take_proposals_with_every_wording_with_them(app: Flask, browser: Any) -> None:
    with transaction():
        lena = factories.person()
        mine = factories_proposals.proposal(lena, title="Ein Radweg")
        proposals.edit(mine, NOW, title="Ein sicherer Radweg", body=mine.body, language="de")
    [told] = data(browser, lena)["proposals"]
    assert (told["title"], told["editions"][0]["title"]) == ("Ein sicherer Radweg", "Ein Radweg")


def test_people_take_what_they_said_reported_supported_and_follow_with_them(app: Flask, browser: Any) -> None:
    with transaction():
        lena, other = factories.person(), factories_proposals.proposal()
        comments.write(other.thread, lena, "Das wünsche ich mir auch.", "de", NOW)
        report(other, lena, Letter("Das ist Werbung."), NOW)
        proposals.support(other, lena, Choice.AGREE)
        follow(lena.id, other)
    known = data(browser, lena)
    assert known["comments"][0]["body"] == "Das wünsche ich mir auch."
    assert (known["reports"][0]["text"], known["reports"][0]["about"]) == ("Das ist Werbung.", other.reference)
    assert known["votes"] == [{"proposal": other.reference, "choice": "agree"}]
    assert known["follows"] == [{"kind": "proposal", "reference": other.reference}]


def test_what_moderators_read_is_not_counted_among_the_reports_one_made(app: Flask, browser: Any) -> None:
    with transaction():
        lena, other = factories.person(), factories_proposals.proposal()
        mine = factories_proposals.proposal(lena)
        open_case(Kind.SUBMITTED, mine, NOW, from_id=lena.id)
        report(other, lena, Letter("Das ist Werbung."), NOW)
    known = data(browser, lena)
    assert [each["about"] for each in known["reports"]] == [other.reference]
    assert [(each["kind"], each["about"]) for each in known["readings"]] == [("submitted", mine.reference)]


def test_nobody_gets_the_data_of_somebody_else(app: Flask, browser: Any) -> None:
    with transaction():
        lena = factories.person()
        factories_proposals.proposal(title="Ein Radweg")
    assert data(browser, lena)["proposals"] == []
    browser().see("/en/profil/daten", 403)
