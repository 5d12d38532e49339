"""Who wrote this? Only with the office, a reason and a sentence, and everybody concerned learns of it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office, Person
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from bmw.offices import queries, service
from bmw.offices.models import REASONS, Look, Reason
from bmw.site.dossier import about
from bmw.ui.locale import in_language
from tests.factories import NOW, person
from tests.factories_proposals import comment, proposal

WHY = {"reason": "crime", "note": "Anzeige bei der Polizei, Aktenzeichen 12/26."}


class Case:
    """A proposal of somebody, and somebody who may look."""

    def __init__(self) -> None:
        with transaction():
            self.author = person(name="Ada")
            self.holder = person(Office.IDENTITIES, name="Vertrauen")
            self.proposal = proposal(self.author)
        self.path = f"/en/identitaeten/proposal/{self.proposal.reference}"


@pytest.fixture
def case(app: Flask) -> Case:
    return Case()


def told(case: Case) -> Any:
    """Messages to the author that lead to their own page."""
    return select(Message.id).where(Message.person_id == case.author.id, Message.path == "/de/meine-seite")


def looks() -> list[Look]:
    with transaction(writes=False):
        return list(db.scalars(select(Look)))


def test_the_address_stands_in_the_answer_and_nowhere_before(case: Case, browser: Any) -> None:
    holder = browser(case.holder)
    assert str(case.author.address) not in holder.see(case.path).html
    answer = holder.post(case.path, data=WHY)
    assert (answer.status_code, str(case.author.address) in answer.text) == (200, True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert str(case.author.address) not in holder.see(case.path).html


def test_every_look_is_written_down_with_its_reason(case: Case, browser: Any) -> None:
    browser(case.holder).send(case.path, 200, **WHY)
    [look] = looks()
    assert (look.holder_id, look.person_id, look.reason) == (case.holder.id, case.author.id, Reason.CRIME)
    assert (look.note, look.at) == (WHY["note"], NOW)


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"reason": "curiosity"}, {"note": ""}, {"note": "so"}])
def test_without_a_reason_and_a_sentence_nothing_is_shown(case: Case, browser: Any, wrong: dict[str, str]) -> None:
    page = browser(case.holder).send(case.path, 422, **{**WHY, **wrong})
    assert str(case.author.address) not in page.html
    assert looks() == []


@pytest.mark.parametrize("office", [None, *(each for each in Office if each is not Office.IDENTITIES)])
def test_nobody_else_looks_whatever_office_they_hold(case: Case, browser: Any, office: Office | None) -> None:
    with transaction():
        other = person(*([office] if office else []))
    somebody = browser(other)
    somebody.send(case.path, 403, **WHY)
    somebody.see("/en/identitaeten", 403)
    assert looks() == []


def test_all_administrators_see_the_list(case: Case, browser: Any) -> None:
    with transaction():
        admin = person(Office.ADMINISTRATOR)
    browser(case.holder).send(case.path, 200, **WHY)
    text = browser(admin).see("/en/redaktion/einsichten").text
    assert all(word in text for word in ("Ada", "Vertrauen", WHY["note"], case.proposal.reference))
    assert str(case.author.address) not in text


def test_the_person_is_told_and_reads_it_on_their_own_page(case: Case, browser: Any) -> None:
    browser(case.holder).send(case.path, 200, **WHY)
    text = browser(case.author).see("/en/meine-seite").text
    assert f"Contribution {case.proposal.reference}. Reason: The town reports a suspected crime." in text
    assert WHY["note"] not in text
    with transaction(writes=False):
        assert db.scalar(told(case))


def test_where_an_authority_forbids_it_the_person_is_told_after_90_days(case: Case, browser: Any, clock: Any) -> None:
    browser(case.holder).send(case.path, 200, **{**WHY, "reason": "authority_silent"})
    said = "Who looked up your address"
    assert said not in browser(case.author).see("/en/meine-seite").text
    with transaction(writes=False):
        assert about(db.get_one(Person, case.author.id), clock.now)["identity_looks"] == []
        assert db.scalar(told(case)) is None
    clock.forward(days=90)
    assert said in browser(case.author).see("/en/meine-seite").text


def test_nobody_looks_more_than_twenty_times_a_day(case: Case, browser: Any, clock: Any) -> None:
    holder = browser(case.holder)
    for _look in range(20):
        holder.send(case.path, 200, **WHY)
    assert str(case.author.address) not in holder.send(case.path, 429, **WHY).html
    assert len(looks()) == 20
    clock.forward(days=1)
    browser(case.holder).send(case.path, 200, **WHY)


def test_the_number_of_a_contribution_leads_to_the_question(case: Case, browser: Any) -> None:
    with transaction():
        said = comment(db.merge(case.proposal), db.merge(case.author))
    holder = browser(case.holder)
    for kind, record in (("proposal", case.proposal), ("comment", said)):
        answer = holder.get(f"/en/identitaeten?art={kind}&nummer={record.reference}")
        assert answer.location.endswith(f"/identitaeten/{kind}/{record.reference}")
    assert "no contribution with this number" in holder.see("/en/identitaeten?art=proposal&nummer=2020-99999").text
    holder.see(f"/en/identitaeten/process/{case.proposal.reference}", 404)


def test_who_has_left_cannot_be_looked_up(case: Case, browser: Any) -> None:
    with transaction():
        db.get_one(Person, case.author.id).address = None
    assert "No account stands behind this" in browser(case.holder).send(case.path, 403, **WHY).text


def test_how_often_somebody_looked_is_counted_by_month(case: Case, clock: Any) -> None:
    with transaction():
        for at in (NOW, NOW, clock.forward(days=30)):
            service.look(db.merge(case.proposal), case.holder, Reason.RIGHTS, "Auskunft erbeten.", at)
        assert queries.identity_looks_per_month() == [(2026, 6, 1), (2026, 5, 2)]


def test_every_reason_has_its_sentence(app: Flask) -> None:
    with in_language("en"):
        assert all(str(REASONS[each]) for each in Reason)


def test_holders_find_the_question_on_the_page_of_a_proposal(case: Case, browser: Any) -> None:
    path = f"/en/vorschlaege/{case.proposal.reference}"
    assert browser(case.holder).see(path).link("Who is this?") == case.path
    assert "Who is this?" not in browser(case.author).see(path).text
