"""A plan that people know: nobody else changes it, and no editor changes it silently."""

from typing import Any

import pytest

from bmw.kernel.database import db, transaction
from bmw.strategy.queries import by_reference
from bmw.strategy.states import Status
from tests import factories_strategy as later
from tests.attacks.dump import dump
from tests.attacks.town import Town

REASON = "Der Boden ist nass."


def kept() -> Any:
    with transaction(writes=False):
        return dump(db.connection())


def paths(town: Town) -> dict[str, dict[str, str]]:
    """Each way to change the plan, with what an editor types there."""
    milestone, measure = town.one("milestone").id, town.one("measure").reference
    facts = {"title_de": "Radweg", "summary_de": "Kurz.", "horizon": "short", "version": "2", "ends": "2031-01-01"}
    return {
        f"/de/massnahmen/{measure}/bearbeiten": facts,
        f"/de/massnahmen/meilensteine/{milestone}/aendern": {"title_de": "Baubeginn", "due": "2030-01-01"},
        f"/de/massnahmen/meilensteine/{milestone}/aufgeben": {},
    }


@pytest.mark.parametrize("place", range(3))
def test_a_plan_changes_with_a_reason_and_never_without(town: Town, people: Any, place: int) -> None:
    path, words = list(paths(town).items())[place]
    before = kept()
    for who, reason, status in (("guest", REASON, 403), ("citizen", REASON, 403), ("staff", " \u200b", 422)):
        assert people[who].post(path, data={**words, "reason": reason}).status_code == status
    assert kept() == before
    form = people["staff"].get(path).get_data(as_text=True)
    version = form.partition('name="version" type="hidden" value="')[2].partition('"')[0] or "0"
    sent = {**words, "reason": REASON, "version": version}
    assert people["staff"].post(path, data=sent).status_code == 303
    assert REASON in str(kept())


def standing(reference: str) -> Status | None:
    with transaction(writes=False):
        found = by_reference(reference)
        return found.status if found else None


@pytest.mark.parametrize("outcome", ["rejected", "postponed", "nonsense", ""])
def test_nothing_counts_as_decided_without_a_yes(town: Town, people: Any, outcome: str) -> None:
    with transaction():
        measure = later.measure(on=db.merge(town.things["review"][1])).reference
    words = {"title_de": "Rat", "body": "Rat", "decided_on": "2026-05-01", "result": "Der Rat sagt etwas."}
    sent = {**words, "measures": measure, "then": "stay", "afterwards": "Wir rechnen neu."}
    people["staff"].post("/de/beschluesse/neu", data={**sent, "outcome": outcome})
    people["staff"].post(f"/de/massnahmen/{measure}/status", data={"standing": "decided"})
    assert standing(measure) is Status.PLANNED
    people["staff"].post("/de/beschluesse/neu", data={**sent, "outcome": "agreed"})
    assert standing(measure) is Status.DECIDED
