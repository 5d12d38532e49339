"""Reporting, feedback and objections as people see them, signed in or not."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bmw.cases.models import Case, Decision, Kind, Letter, Part, Reason
from bmw.cases.service import decide, report
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests.conftest import Clock
from tests.factories import NOW, person
from tests.factories_desk import FACTS, comment, held_back, hidden, proposal

REPORT = {"reason": "insult", "text": "Da wird jemand beleidigt.", "good_faith": "y"}


def cases() -> list[Case]:
    """Everything on the desk."""
    return list(db.scalars(select(Case).order_by(Case.id)))


@pytest.fixture
def text(app: object) -> Proposal:
    with transaction():
        return proposal(title="أريد حديقة", language="ar")


def address(text: Proposal) -> str:
    return f"/de/melden/proposal/{text.reference}"


def test_anybody_reports_a_contribution_and_gets_a_receipt(client: Any, text: Proposal) -> None:
    page = client.see(address(text))
    assert page.language_of("أريد حديقة") == "ar"
    sent = client.send(address(text), **REPORT, contact="guest@example.org")
    assert "received" in client.see(sent.location).heading or client.see(sent.location).heading
    with transaction(writes=False):
        (case,) = cases()
        assert (case.kind, case.reason, case.record_id) == (Kind.REPORTED, Reason.INSULT, text.id)
        assert db.scalar(select(func.count()).where(Message.address == "guest@example.org")) == 1


def test_a_comment_can_be_reported_as_well(client: Any, text: Proposal) -> None:
    with transaction():
        said = comment(db.merge(text))
    client.send(f"/de/melden/comment/{said.reference}", **REPORT)
    with transaction(writes=False):
        assert cases()[0].record_id == said.id


def test_a_person_who_signed_in_is_not_asked_for_an_address(browser: Any, text: Proposal) -> None:
    with transaction():
        reporter = person()
    page = browser(reporter).see(address(text))
    assert not page.all("input[name=contact]")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", ""),
        ("reason", "imported"),
        ("reason", "x" * 500),
        ("text", ""),
        ("text", " \u202e\u200b\x00 "),
        ("text", "a!" * 25_000),
        ("good_faith", ""),
        ("contact", "nobody"),
        ("website", "http://machine.example"),
    ],
)
def test_a_report_with_a_fault_is_shown_again_with_everything_typed(
    client: Any, text: Proposal, field: str, value: str
) -> None:
    page = client.send(address(text), 422, **{**REPORT, field: value})
    assert page.all(".error-summary")
    if field != "text":
        assert REPORT["text"] in page.one("textarea").text_content()
    with transaction(writes=False):
        assert not cases()


def test_a_doubled_field_is_named(client: Any, text: Proposal) -> None:
    page = client.send(address(text), 422, **{**REPORT, "text": ["eins", "zwei"]})
    assert page.all(".error-summary a[href='#text']")


def test_the_same_report_sent_twice_is_one_report(client: Any, text: Proposal, clock: Clock) -> None:
    form = {**client.see(address(text)).form("/melden/"), **REPORT}
    clock.forward(seconds=20)
    first, second = client.send(address(text), **form), client.send(address(text), **form)
    assert first.location == second.location
    with transaction(writes=False):
        assert len(cases()) == 1


def test_what_is_not_public_cannot_be_reported(client: Any, text: Proposal) -> None:
    with transaction():
        hidden(db.merge(text))
    client.see(address(text), 403)
    page = client.send(address(text), 403, **REPORT)
    assert REPORT["text"] in page.text


@pytest.mark.parametrize("path", ["proposal/2026-99999", "nothing/2026-00001", "proposal/x"])
def test_a_contribution_that_does_not_exist_cannot_be_reported(client: Any, path: str) -> None:
    client.see(f"/de/melden/{path}", 404)


def test_a_text_of_the_town_can_be_reported_as_well(client: Any, text: Proposal) -> None:
    with transaction(writes=False):
        own = db.get(Proposal, text.id).process.reference  # type: ignore[union-attr]
    client.see(f"/de/melden/process/{own}")
    sent = client.send(f"/de/melden/process/{own}", **REPORT, part="elsewhere", quote="im zweiten Absatz")
    client.see(sent.location)
    with transaction(writes=False):
        assert (cases()[0].part, cases()[0].quote) == (Part.ELSEWHERE, "im zweiten Absatz")


def test_anybody_writes_to_the_town_about_a_barrier(client: Any) -> None:
    page = client.see("/en/rueckmeldung?seite=/en/agenda")
    assert page.one("input[name=path]").get("value") == "/en/agenda"
    sent = client.post("/en/rueckmeldung", data={"text": "No words.", "path": "/en/agenda", "contact": "a@example.org"})
    client.see(sent.location)
    with transaction(writes=False):
        (case,) = cases()
        assert (case.kind, case.path, case.language) == (Kind.FEEDBACK, "/en/agenda", "en")


@pytest.mark.parametrize("page", ["https://evil.example/", "javascript:alert(1)", ""])
def test_only_a_page_of_ours_is_filled_in(client: Any, page: str) -> None:
    assert client.see("/de/rueckmeldung", query_string={"seite": page}).one("input[name=path]").get("value") == ""


def test_empty_feedback_is_shown_again(client: Any) -> None:
    assert client.send("/ar/rueckmeldung", 422, text="").all(".error-summary")


def test_an_author_reads_the_reasons_and_objects_once(browser: Any, client: Any) -> None:
    with transaction():
        author = person()
        decided = held_back(proposal(author, state=State.SUBMITTED), person())
    mine = browser(author)
    assert FACTS in mine.see(f"/de/einspruch/{decided.id}").text
    mine.send(f"/de/einspruch/{decided.id}", text="Das ist mein eigener Name.")
    mine.send(f"/de/einspruch/{decided.id}", text="Das ist mein eigener Name.")
    assert "Das ist mein eigener Name." in mine.see(f"/de/einspruch/{decided.id}").text
    with transaction(writes=False):
        assert [case.kind for case in cases()] == [Kind.SUBMITTED, Kind.OBJECTION]


def test_nobody_else_reads_the_reasons(browser: Any, client: FlaskClient) -> None:
    with transaction():
        decided, stranger = held_back(proposal(state=State.SUBMITTED), person()), person()
    browser(stranger).see(f"/de/einspruch/{decided.id}", 403)
    assert FACTS not in browser().see(f"/de/einspruch/{decided.id}", 403).text


def test_an_empty_objection_is_shown_again(browser: Any) -> None:
    with transaction():
        author = person()
        decided = held_back(proposal(author, state=State.SUBMITTED), person())
    assert browser(author).send(f"/de/einspruch/{decided.id}", 422, text=" ").all(".error-summary")


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
def test_an_objection_to_nothing_is_not_found(browser: Any, number: str) -> None:
    with transaction():
        someone = person()
    browser(someone).see(f"/de/einspruch/{number}", 404)


def test_nobody_is_flooded_with_receipts_they_did_not_ask_for(client: Any, text: Proposal) -> None:
    for _number in range(5):
        client.send(address(text), **REPORT, contact="victim@example.org")
    page = client.send(address(text), 429, **REPORT, contact="Victim@example.org")
    assert REPORT["text"] in page.text
    with transaction(writes=False):
        assert db.scalar(select(func.count()).where(Message.address == "victim@example.org")) == 5


def test_one_decision_about_many_reports_has_one_statement_and_one_objection(browser: Any) -> None:
    with transaction():
        author = person()
        text = proposal(author)
        reports = [report(text, person(), Letter("So nicht.", Reason.INSULT), NOW) for _n in range(2)]
        decide(reports[0], Decision.HIDDEN, person(), NOW, rule=Reason.INSULT, facts=FACTS)
    browser(author).see(f"/de/einspruch/{reports[0].id}")
    browser(author).send(f"/de/einspruch/{reports[1].id}", 403, text="Noch einmal.")
    with transaction(writes=False):
        assert not db.scalars(select(Case).where(Case.kind == Kind.OBJECTION)).all()
