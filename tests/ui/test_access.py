"""One route, one rule, one transaction: kept together, or not at all, and a repeated form adds nothing."""

import pytest
from flask import Blueprint, Flask, redirect, request
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bmw.focus.models import District
from bmw.kernel.database import db, transaction
from bmw.kernel.rules import anyone, is_signed_in
from bmw.kernel.states import NotPossible
from bmw.ui.access import allowed
from tests import factories

NONCE = "n" * 22


@pytest.fixture
def town(app: Flask) -> FlaskClient:
    bp = Blueprint("trial", __name__, url_prefix="/<lang:lang>/versuch")

    @bp.post("/bauen")
    @allowed(anyone)
    def build() -> object:
        factories.district(request.form.get("name", "Ahe"))
        if request.form.get("fails"):
            {"busy": busy, "late": late, "wrong": wrong}[request.form["fails"]]()
        return redirect("/de/", 303)

    @bp.post("/nur-mit-anmeldung")
    @allowed(is_signed_in)
    def inside() -> object:
        raise AssertionError("nobody gets here")

    app.register_blueprint(bp)
    return app.test_client()


def busy() -> None:
    raise OperationalError("INSERT", {}, Exception("database is locked"))


def late() -> None:
    raise NotPossible("public → draft")


def wrong() -> None:
    raise ZeroDivisionError


def built() -> int:
    with transaction(writes=False):
        return db.scalar(select(func.count()).select_from(District)) or 0


def test_a_step_that_succeeds_is_kept(town: FlaskClient) -> None:
    assert town.post("/de/versuch/bauen").status_code == 303
    assert built() == 1


@pytest.mark.parametrize(("fails", "status"), [("busy", 503), ("late", 409), ("wrong", 500)])
def test_a_step_that_fails_leaves_nothing_and_keeps_the_typed_text(town: FlaskClient, fails: str, status: int) -> None:
    page = town.send("/de/versuch/bauen", status, name="Ein langer Satz", fails=fails)  # type: ignore[attr-defined]
    assert built() == 0
    assert "Ein langer Satz" in page.html
    assert "Traceback" not in page.html


def test_a_form_sent_again_leads_to_the_first_result_and_adds_nothing(town: FlaskClient) -> None:
    for _ in range(3):
        assert town.post("/de/versuch/bauen", data={"nonce": NONCE}).status_code == 303
    assert built() == 1


def test_another_form_builds_another(town: FlaskClient) -> None:
    for letter in "ab":
        town.post("/de/versuch/bauen", data={"nonce": letter * 22})
    assert built() == 2


def test_a_guest_is_told_to_sign_in_and_loses_no_word(town: FlaskClient) -> None:
    page = town.send("/de/versuch/nur-mit-anmeldung", 403, text="Mein Vorschlag")  # type: ignore[attr-defined]
    assert "Mein Vorschlag" in page.html
    assert page.all("main a[href*='/anmelden']")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_from_another_site_changes_nothing_and_can_be_sent_from_here(town: FlaskClient, site: str) -> None:
    answer = town.post("/de/versuch/bauen", data={"name": "Fremd"}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert "Fremd" in answer.text
    assert built() == 0


def test_an_old_browser_is_known_by_its_origin(app: Flask, town: FlaskClient) -> None:
    plain = Flask.test_client_class or FlaskClient
    old = plain(app, app.response_class)
    url = app.extensions["bmw_settings"].public_url
    assert old.post("/de/versuch/bauen", base_url=url).status_code == 403
    assert old.post("/de/versuch/bauen", base_url=url, headers={"Origin": "https://evil.example"}).status_code == 403
    assert old.post("/de/versuch/bauen", base_url=url, headers={"Origin": url}).status_code == 303
