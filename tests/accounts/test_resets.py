"""All factors lost: asked, approved by somebody else, a day to stop it, then a new beginning."""

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bmw.accounts.factors import resets, service
from bmw.accounts.factors.models import Outcome, RecoveryCode, Reset
from bmw.accounts.models import Office, Person
from bmw.accounts.views import resets as views
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from tests import factories
from tests.accounts.factors_of import CONFIRM, app_of, factors_of, set_up

LOST, LIST = f"{CONFIRM}/verloren", "/de/redaktion/personen/verlorene-faktoren"


@pytest.fixture
def mona(app, clock):
    with transaction():
        mona = factories.person(Office.MODERATOR, name="Mona")
    app_of(mona, clock.now)
    return mona


@pytest.fixture
def admins(app):
    with transaction():
        return [factories.person(Office.ADMINISTRATOR, name=name) for name in ("Chefin", "Vertretung")]


def carry_out(at: datetime) -> None:
    with transaction():
        resets.carry_out_due(at)


def only() -> Reset:
    with transaction(writes=False):
        return db.scalars(select(Reset)).unique().one()


def told(person):
    with transaction(writes=False):
        mine = select(Message.subject).where(Message.person_id == person.id).order_by(Message.id)
        return db.scalars(mine).all()


def test_somebody_asks_a_second_person_approves_and_a_day_later_they_begin_anew(browser, mona, admins, clock):
    hers, desk = browser().sign_in(mona, confirmed=False), browser(admins[0])
    hers.send(f"{LOST}/hilfe")
    desk.send(desk.see(LIST).one("form[action*='verlorene']").get("action"))
    clock.forward(hours=23, minutes=59)
    carry_out(clock.now)
    assert len(factors_of(mona)) == 1
    clock.forward(minutes=1)
    carry_out(clock.now)
    assert (factors_of(mona), only().outcome) == ([], Outcome.DONE)
    again = browser().sign_in(mona, confirmed=False)
    set_up(again, clock.now)
    again.see("/de/moderation")


def test_everybody_concerned_is_told_at_every_step(browser, mona, admins, clock):
    browser().sign_in(mona, confirmed=False).send(f"{LOST}/hilfe")
    browser(admins[0]).send(f"{LIST}/{only().id}")
    clock.forward(hours=24)
    carry_out(clock.now)
    assert [len(told(each)) for each in (mona, *admins)] == [4, 3, 3]  # hers: also that the app was added


def test_the_server_looks_each_minute_whether_a_day_has_passed(app):
    assert views.carry_out in app.extensions["bmw_every_minute"]


def test_asking_again_changes_nothing(browser, mona, admins):
    hers = browser().sign_in(mona, confirmed=False)
    for _time in range(3):
        hers.send(f"{LOST}/hilfe")
    assert len(told(admins[0])) == 1
    assert only()


def test_the_person_concerned_stops_it(browser, mona, admins, clock):
    hers = browser().sign_in(mona, confirmed=False)
    hers.send(f"{LOST}/hilfe")
    browser(admins[0]).send(f"{LIST}/{only().id}")
    hers.send(hers.see(LOST).one("form[action*='/anhalten']").get("action"))
    clock.forward(days=3)
    carry_out(clock.now)
    assert (len(factors_of(mona)), only().outcome) == (1, Outcome.CANCELLED)


def test_any_administrator_stops_it(browser, mona, admins, clock):
    browser().sign_in(mona, confirmed=False).send(f"{LOST}/hilfe")
    browser(admins[0]).send(f"{LIST}/{only().id}")
    browser(admins[1]).send(f"{LOST}/{only().id}/anhalten")
    clock.forward(days=3)
    carry_out(clock.now)
    assert len(factors_of(mona)) == 1


def test_nobody_approves_their_own_request_however_confirmed_they_are(browser, admins, clock):
    app_of(admins[0], clock.now)
    own = browser(admins[0])
    own.send(f"{LOST}/hilfe")
    own.send(f"{LIST}/{only().id}", 403)
    assert only().due is None
    browser(admins[1]).send(f"{LIST}/{only().id}")
    assert only().due == clock.now + timedelta(hours=24)


def test_only_confirmed_administrators_approve(browser, mona, admins):
    browser().sign_in(mona, confirmed=False).send(f"{LOST}/hilfe")
    with transaction():
        others = [factories.person(), *(factories.person(each) for each in Office if each != "administrator")]
    for other in others:
        browser(other).send(f"{LIST}/{only().id}", 403)
    browser().sign_in(admins[0], confirmed=False).send(f"{LIST}/{only().id}", 403)
    assert only().due is None


def test_approving_twice_does_not_begin_the_day_anew(browser, mona, admins, clock):
    browser().sign_in(mona, confirmed=False).send(f"{LOST}/hilfe")
    browser(admins[0]).send(f"{LIST}/{only().id}")
    due = only().due
    clock.forward(hours=1)
    browser(admins[1]).send(f"{LIST}/{only().id}", 403)
    assert only().due == due


def test_nobody_else_stops_it_and_what_is_over_is_not_found(browser, mona, admins):
    browser().sign_in(mona, confirmed=False).send(f"{LOST}/hilfe")
    with transaction():
        stranger = factories.person()
    browser(stranger).send(f"{LOST}/{only().id}/anhalten", 403)
    browser(admins[0]).send(f"{LOST}/{only().id}/anhalten")
    browser(admins[0]).send(f"{LOST}/{only().id}/anhalten", 404)
    assert told(stranger) == []


def test_a_new_beginning_takes_power_and_recovery_codes_from_every_browser(browser, mona, admins, clock):
    strong = browser(mona)
    strong.send("/de/profil/zweiter-faktor/codes/neu")
    strong.send(f"{LOST}/hilfe")
    browser(admins[0]).send(f"{LIST}/{only().id}")
    clock.forward(hours=8)
    with transaction():
        db.scalars(select(Reset)).unique().one().due = clock.now
    strong.see("/de/moderation")
    carry_out(clock.now)
    strong.see("/de/moderation", 403)
    with transaction(writes=False):
        assert db.scalars(select(RecoveryCode)).all() == []


def test_the_only_administrator_is_sent_to_the_operator(browser, mona, clock):
    with transaction():
        only_one = factories.person(Office.ADMINISTRATOR)
    app_of(only_one, clock.now)
    page = browser().sign_in(only_one, confirmed=False).see(f"/en{LOST.removeprefix('/de')}")
    assert "command line" in page.text
    assert not page.all("form[action$='/hilfe']")


def test_the_operator_resets_at_the_command_line_and_it_is_recorded(app, mona, admins, monkeypatch):
    from bmw.cli.factors import factors

    monkeypatch.setattr("bmw.cli.commands.town_app", lambda: app)
    done = CliRunner().invoke(factors, ["reset", f" {mona.address.upper()} "])
    assert (done.exit_code, factors_of(mona), only().outcome) == (0, [], Outcome.OPERATOR)
    assert [len(told(each)) for each in admins] == [1, 1]
    assert CliRunner().invoke(factors, ["reset", "nobody@example.org"]).exit_code == 1
    assert "second administrator" in CliRunner().invoke(factors, ["reset", "--help"]).output


def test_who_leaves_takes_factors_codes_and_requests_along(browser, mona, admins, clock):
    browser().sign_in(mona, confirmed=False).send(f"{LOST}/hilfe")
    with transaction():
        service.forget(db.get_one(Person, mona.id), clock.now)
    assert factors_of(mona) == []
    with transaction(writes=False):
        assert db.scalars(select(Reset)).unique().all() == []
