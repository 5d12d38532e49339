"""What everybody reads about powers: what one person did alone, and how often identities were looked up."""

from datetime import timedelta
from typing import Any

from flask import Flask

from bmw.accounts.models import Office
from bmw.kernel.database import transaction
from bmw.offices import service as offices
from bmw.offices.models import Act, Reason, Wanted
from bmw.proposals import service
from bmw.site.figures import months
from tests.factories import NOW, person
from tests.factories_proposals import proposal


def test_everybody_reads_what_an_administrator_did_alone(client: Any) -> None:
    assert "Das ist noch nicht vorgekommen" in client.see("/de/transparenz").text
    with transaction():
        administrator, friend = person(Office.ADMINISTRATOR), person(Office.EDITOR, name="Ada Beispiel")
        offices.propose(Wanted(Act.GIVE, Office.BOARD, friend), administrator, "de", NOW)
    page = client.see("/de/transparenz")
    assert "Beirat" in page.one("#allein").getparent().text_content()
    assert "Ada Beispiel" not in page.text


def test_looks_at_identities_are_counted_in_public(client: Any) -> None:
    with transaction():
        about, holder = proposal(person(name="Ada Beispiel")), person(Office.IDENTITIES)
        offices.look(about, holder, Reason.CRIME, "Anzeige liegt vor.", NOW)
    section = client.see("/de/transparenz").one("#einsicht").getparent().text_content()
    assert "Mai 2026" in section
    assert "Anzeige" not in section


def test_a_month_in_which_proposals_were_only_merged_is_listed(app: Flask) -> None:
    june = NOW + timedelta(days=30)
    with transaction():
        kept = proposal()
        service.merge(proposal(process=kept.process), kept, person(), june, "Beide wollen dasselbe.")
    with transaction(writes=False):
        assert [(each.first.month, each.merged) for each in months(june)] == [(6, 1), (5, 0)]
