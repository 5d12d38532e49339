"""Powers in the same second: an administrator always stays, and what is kept apart never comes together."""

from collections.abc import Callable

from sqlalchemy import delete, select

from bmw.accounts.models import APART, Appointment, Office, Person
from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction
from bmw.offices.models import Act, OfficeChange, Wanted
from bmw.offices.service import propose
from bmw.site.service import ask_to_leave
from tests import factories as make
from tests.attacks.races.conftest import Town
from tests.attacks.races.server import Answer, at_once, statuses

LEAVE = "/de/meine-seite/konto-loeschen/code"
CHANGES = "/de/redaktion/personen/aenderungen"
ROUNDS = 5


def only(count: int) -> list[Person]:
    """So many administrators, and no others."""
    with transaction():
        db.execute(delete(Appointment).where(Appointment.office == Office.ADMINISTRATOR))
        return [make.person(Office.ADMINISTRATOR) for _n in range(count)]


def administrators() -> list[int]:
    with transaction(writes=False):
        return list(db.scalars(select(Appointment.person_id).where(Appointment.office == Office.ADMINISTRATOR)))


def leaving(town: Town, who: Person, code: str) -> Callable[[], Answer]:
    window = town.window(who)
    return lambda: window.send(LEAVE, code=code)


def confirming(town: Town, who: Person, change: OfficeChange) -> Callable[[], Answer]:
    window = town.window(who)
    return lambda: window.send(f"{CHANGES}/{change.id}/bestaetigen")


def test_of_two_last_administrators_who_leave_in_the_same_second_one_stays(town: Town) -> None:
    for _round in range(ROUNDS):
        both = only(2)
        with transaction():
            codes = [ask_to_leave(db.get_one(Person, each.id), now(), texts=False) for each in both]
        answers = at_once([leaving(town, who, code) for who, code in zip(both, codes, strict=True)])
        assert statuses(answers) <= {303, 403, 409}
        assert [answer.status_code for answer in answers].count(303) == 1
        assert len(administrators()) == 1


def test_of_three_who_take_the_office_from_each_other_in_the_same_second_one_stays(town: Town) -> None:
    for _round in range(ROUNDS):
        three = only(3)
        with transaction():
            here = [db.get_one(Person, each.id) for each in three]
            changes = [propose(Wanted(Act.TAKE, Office.ADMINISTRATOR, each), each, "de", now()) for each in here]
        answers = at_once(
            [confirming(town, who, change) for who, change in zip(three, [*changes[1:], changes[0]], strict=True)]
        )
        assert statuses(answers) <= {303, 403, 409}
        assert [answer.status_code for answer in answers].count(303) >= 1
        assert administrators()


def test_two_offices_that_stay_apart_are_not_both_given_in_the_same_second(town: Town) -> None:
    for _round in range(ROUNDS):
        one, two, three = only(3)
        with transaction():
            someone, by = make.person(Office.BOARD), db.get_one(Person, one.id)
            changes = [propose(Wanted(Act.GIVE, each, someone), by, "de", now()) for each in sorted(APART)]
        answers = at_once([confirming(town, two, changes[0]), confirming(town, three, changes[1])])
        assert statuses(answers) <= {303, 403, 409}
        assert [answer.status_code for answer in answers].count(303) == 1
        with transaction(writes=False):
            assert len(db.get_one(Person, someone.id).held & APART) == 1
