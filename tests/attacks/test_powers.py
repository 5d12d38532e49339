"""Powers: nobody gives themselves one, keeps one that was taken, or looks at anybody unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bmw.accounts.models import Office, Person
from bmw.accounts.service import dismiss
from bmw.kernel.database import db, transaction
from bmw.offices import service
from bmw.offices.models import Act, Export, Look, OfficeChange, Ruling, Wanted
from tests import factories as make
from tests.attacks.town import Town
from tests.factories import NOW

PEOPLE = "/de/redaktion/personen"
WHY = {"reason": "danger", "note": "Ankündigung einer Selbsttötung, die Polizei fragt."}


class Hall:
    """Two administrators and a member of the board whose offices are at stake."""

    def __init__(self, browser: Any) -> None:
        with transaction():
            self.one, self.other = make.person(Office.ADMINISTRATOR), make.person(Office.ADMINISTRATOR)
            self.member = make.person(Office.BOARD)
            self.change = service.propose(Wanted(Act.GIVE, Office.EDITOR, self.member), self.one, "de", NOW)
        self.browser = browser

    @property
    def confirm(self) -> str:
        return f"{PEOPLE}/aenderungen/{self.change.id}/bestaetigen"

    def held(self, who: Person) -> set[str]:
        with transaction(writes=False):
            return set(db.get_one(Person, who.id).offices)


def count(kind: Any) -> int:
    with transaction(writes=False):
        return int(db.scalar(select(func.count()).select_from(kind)) or 0)


@pytest.fixture
def hall(town: Town, browser: Any) -> Hall:
    return Hall(browser)


def test_a_second_administrator_confirms_and_nobody_else_does(hall: Hall, town: Town) -> None:
    for who in (hall.one, hall.member, town.citizen, town.author):
        hall.browser(who).send(hall.confirm, 403)
    assert hall.held(hall.member) == {"board"}
    hall.browser(hall.other).send(hall.confirm)
    assert hall.held(hall.member) == {"board", "editor"}


def test_confirming_many_times_at_once_is_one_ruling(hall: Hall) -> None:
    before = count(Ruling)
    windows = [hall.browser(hall.other) for _n in range(6)]
    with ThreadPoolExecutor(6) as crowd:
        codes = list(crowd.map(lambda each: each.post(hall.confirm).status_code, windows))
    assert min(codes) == 303
    assert set(codes) <= {303, 403, 409}
    assert (codes.count(303), count(Ruling)) == (1, before + 1)


def test_nobody_gives_themselves_an_office_in_one_step(hall: Hall) -> None:
    for office in ("identities", "export", "moderator"):
        hall.browser(hall.one).send(f"{PEOPLE}/{hall.one.id}", office=office)
    assert hall.held(hall.one) == {"administrator"}


def test_a_forged_office_or_change_is_refused(hall: Hall) -> None:
    before = count(OfficeChange)
    client = hall.browser(hall.one)
    for sent in ({}, {"office": "king"}, {"office": ["editor", "export"]}):
        client.send(f"{PEOPLE}/{hall.member.id}", 400, **sent)
    client.send(f"{PEOPLE}/aenderungen/999999/bestaetigen", 404)
    assert count(OfficeChange) == before


def test_a_dismissed_moderator_has_no_power_at_the_next_request(hall: Hall, town: Town) -> None:
    with transaction():
        moderator = make.person(Office.MODERATOR)
    desk, path = hall.browser(moderator), f"/de/moderation/{town.things['case'][3].id}/uebernehmen"
    desk.send(path, take="no")
    with transaction():
        dismiss(db.get_one(Person, moderator.id), Office.MODERATOR, NOW)
    desk.send(path, 403, take="yes")
    desk.see("/de/moderation", 403)


def test_a_dismissed_administrator_confirms_nothing(hall: Hall) -> None:
    other = hall.browser(hall.other)
    other.see(PEOPLE)
    with transaction():
        dismiss(db.get_one(Person, hall.other.id), Office.ADMINISTRATOR, NOW)
    other.send(hall.confirm, 403)
    assert hall.held(hall.member) == {"board"}


def test_no_address_without_a_look_and_no_look_unseen(hall: Hall, town: Town) -> None:
    with transaction():
        holder = make.person(Office.IDENTITIES)
    path, client = f"/de/identitaeten/proposal/{town.one('proposal').reference}", hall.browser(holder)
    assert town.author.address in client.send(path, 200, **WHY).html
    for wrong in ({}, {"reason": "danger"}, {**WHY, "reason": "curious"}, {**WHY, "note": " "}):
        assert town.author.address not in client.send(path, 422, **wrong).html
    for who in (hall.one, hall.member, town.citizen):
        assert town.author.address not in hall.browser(who).send(path, 403, **WHY).html
    assert count(Look) == 1
    assert "Wer Ihre Adresse eingesehen hat" in hall.browser(town.author).see("/de/meine-seite").text


def test_looking_at_many_is_stopped_in_many_windows(hall: Hall, town: Town) -> None:
    with transaction():
        holder = make.person(Office.IDENTITIES)
    path = f"/de/identitaeten/proposal/{town.one('proposal').reference}"
    windows = [hall.browser(holder) for _n in range(4)] * 7
    with ThreadPoolExecutor(4) as crowd:
        codes = list(crowd.map(lambda each: each.post(path, data=WHY).status_code, windows))
    assert (codes.count(200), codes.count(429), count(Look)) == (20, 8, 20)


def test_an_old_table_is_of_no_use_and_no_table_goes_unrecorded(hall: Hall, clock: Any) -> None:
    with transaction():
        holder, other = make.person(Office.EXPORT), make.person(Office.EXPORT)
    client, before = hall.browser(holder), count(Export)
    location = client.send("/de/redaktion/ausgaben", what="cases").location
    assert (client.get(location).status_code, count(Export)) == (200, before + 1)
    client.get("/de/redaktion/ausgaben", data={"what": "cases"})
    for somebody_else in (hall.browser(other), hall.browser(hall.one), hall.browser()):
        assert somebody_else.get(location).status_code == 403
    clock.now += timedelta(hours=1)
    assert (client.get(location).status_code, count(Export)) == (403, before + 1)
