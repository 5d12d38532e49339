"""Nobody is restricted without a reason, and nobody judges their own case."""

from typing import Any

import pytest
from sqlalchemy import select

from bmw.cases.models import Case, Kind, Reason
from bmw.cases.service import open_case
from bmw.kernel.database import db, transaction
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests.attacks.dump import dump
from tests.attacks.town import Town
from tests.conftest import NOW

FACTS = "Der Text nennt eine Nachbarin mit Namen und Adresse."
WITHOUT: tuple[dict[str, str], ...] = (
    {},
    {"rule": "", "facts": FACTS},
    {"rule": "privacy", "facts": ""},
    {"rule": "privacy", "facts": " \u200b \n "},
    {"rule": "mood", "facts": FACTS},
    {"rule": "imported", "facts": FACTS},
)


@pytest.fixture
def waiting(town: Town) -> Case:
    """A report of a public proposal."""
    with transaction():
        about = db.get_one(Proposal, town.one("proposal").id)
        return open_case(Kind.REPORTED, about, NOW, from_id=town.citizen.id)


def state_of(town: Town) -> State:
    """How the proposal stands that was reported."""
    with transaction(writes=False):
        return db.get_one(Proposal, town.one("proposal").id).state


def decide(desk: Any, case: Case, **said: str) -> int:
    """A moderator decides what they see."""
    path = f"/de/moderation/{case.id}"
    form = desk.see(path).form("/entscheiden") | {"rule": "", "facts": ""} | said
    return int(desk.post(f"{path}/entscheiden", data=form).status_code)


def test_nothing_is_hidden_without_a_rule_and_the_facts(town: Town, people: Any, waiting: Case) -> None:
    for said in WITHOUT:
        assert decide(people["staff"], waiting, **said) == 422, said
        assert state_of(town) is State.PUBLIC, said
    with transaction(writes=False):
        assert db.get_one(Case, waiting.id).decided is None
    assert decide(people["staff"], waiting, rule="privacy", facts=FACTS) == 303
    assert state_of(town) is State.HIDDEN
    with transaction(writes=False):
        kept = db.get_one(Case, waiting.id)
        assert (kept.rule, kept.facts) == (Reason.PRIVACY, FACTS)


def test_an_author_neither_decides_about_themselves_nor_takes_the_case_away(
    town: Town, people: Any, browser: Any, waiting: Case
) -> None:
    own = next(each for each in town.things["proposal"] if each.author_id == town.staff.id)
    with transaction():
        case = open_case(Kind.REPORTED, db.get_one(Proposal, own.id), NOW, from_id=town.citizen.id)
        before = dump(db.connection())
    for step in ("freigeben", "entscheiden", "uebernehmen"):
        said = {"rule": "privacy", "facts": FACTS, "take": "yes"}
        assert people["staff"].post(f"/de/moderation/{case.id}/{step}", data=said).status_code == 403
    with transaction(writes=False):
        assert dump(db.connection()) == before
    assert decide(people["staff"], waiting, rule="privacy", facts=FACTS) == 303


def test_a_flood_of_reports_hides_nothing(town: Town, app: Any, clock: Any) -> None:
    path = f"/de/melden/proposal/{town.one('proposal').reference}"
    for turn in range(12):
        guest = app.test_client()
        form = guest.see(path).form(path) | {"reason": "insult", "text": f"Das stört {turn}.", "good_faith": "y"}
        guest.post(path, data=form, environ_base={"REMOTE_ADDR": f"198.51.{turn}.7"})
        clock.forward(minutes=61)
    with transaction(writes=False):
        told = db.scalars(select(Case).where(Case.kind == Kind.REPORTED)).all()
    assert len(told) >= 3
    assert state_of(town) is State.PUBLIC
