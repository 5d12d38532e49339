"""From the operator's command line to the first decision: invited, accepted, second factor set up, power."""

from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from bmw.accounts.queries import by_address
from bmw.cli.towns import invite
from bmw.kernel.database import transaction
from tests import factories, factories_proposals
from tests.accounts.factors_of import CONFIRM, FACTORS, codes_on, set_up
from tests.accounts.test_signing_in import ask, code
from tests.conftest import Clock

ADDRESS = "mona@example.org"


@pytest.fixture
def link(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    """The link that the command line prints."""
    monkeypatch.setattr("bmw.cli.commands.town_app", lambda: app)
    printed = CliRunner().invoke(invite, [ADDRESS, "--role", "moderator"]).output
    return printed.strip().removeprefix("http://127.0.0.1:8000")


def test_an_invited_moderator_gets_power_with_the_second_factor_and_keeps_it_by_it(
    client: Any, browser: Any, clock: Clock, link: str
) -> None:
    page = client.see(client.send(link).location)
    assert client.send("/de/willkommen", **page.form("/willkommen")).location == FACTORS
    client.see("/de/moderation", 403)
    app = set_up(client, clock.now)
    assert len(codes_on(client.see(f"{FACTORS}/codes"))) == 10
    client.see("/de/moderation")
    client.send("/de/abmelden")
    clock.forward(minutes=1)
    elsewhere = browser()
    ask(elsewhere, ADDRESS)
    assert elsewhere.send("/de/anmelden/code", code=code()).location == CONFIRM
    elsewhere.see("/de/moderation", 403)
    elsewhere.send(CONFIRM, code=app.at(clock.now))
    elsewhere.see("/de/moderation")


def test_without_it_somebody_invited_proposes_and_supports_like_everybody(client: Any, link: str) -> None:
    client.send(link)
    with transaction():
        field = factories.field()
        other = factories_proposals.proposal(factories.person(), factories.process(field), field)
    client.send(f"/de/vorschlaege/{other.reference}/unterstuetzen", support="yes")
    client.see("/de/vorschlaege/neu")
    with transaction(writes=False):
        found = by_address(ADDRESS)
        assert found
        assert found.held == {"moderator"}
