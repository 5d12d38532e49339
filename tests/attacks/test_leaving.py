"""Only whoever reads the mail deletes an account, and only whoever is signed in gets the data, and only their own."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Person
from bmw.accounts.service import ask
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Message
from bmw.site.models import Leaving
from tests.attacks.town import SECRET, Town
from tests.conftest import NOW, Clock

LEAVE = "/de/meine-seite/konto-loeschen"
COPIES = ("/de/meine-seite/daten", "/de/profil/daten", "/de/profil/daten/lesen")


def code_for(address: str) -> str:
    """What the owner of the mailbox reads in the newest mail."""
    with transaction(writes=False):
        mine = select(Message.body).where(Message.private, Message.address == address).order_by(Message.id.desc())
        body = db.scalar(mine.limit(1)) or ""
    return re.search(r"\d{3} \d{3}", body)[0].replace(" ", "")  # type: ignore[index]  # it has one


def is_there(person: Person) -> bool:
    with transaction(writes=False):
        return db.get_one(Person, person.id).address == person.address


def test_the_owner_of_the_mailbox_leaves(town: Town, people: Any) -> None:
    people["citizen"].send(LEAVE, texts="go")
    people["citizen"].send(f"{LEAVE}/code", code=code_for(town.citizen.address or ""))
    assert not is_there(town.citizen)


def test_a_stolen_browser_deletes_nothing(town: Town, people: Any) -> None:
    thief = people["citizen"]
    thief.send(LEAVE, texts="go", sure="y", code="123456", confirmed="1")
    for typed in ("", "000000", "12345", "null"):
        thief.send(f"{LEAVE}/code", 422, code=typed)
    assert thief.get(f"{LEAVE}/code?code={code_for(town.citizen.address or '')}").status_code == 200
    assert is_there(town.citizen)


def test_after_twenty_wrong_codes_not_even_the_right_one_works(town: Town, people: Any) -> None:
    people["citizen"].send(LEAVE, texts="go")
    right = code_for(town.citizen.address or "")
    wrong = [f"{n:06}" for n in range(21) if f"{n:06}" != right][:20]
    for typed in wrong:
        people["citizen"].send(f"{LEAVE}/code", 422, code=typed)
    people["citizen"].send(f"{LEAVE}/code", 429, code=right)
    assert is_there(town.citizen)


def test_a_mailbox_is_not_flooded_with_codes(town: Town, people: Any) -> None:
    answers = [people["citizen"].post(LEAVE, data={"texts": "go"}).status_code for _n in range(12)]
    assert answers == [303] * 10 + [429] * 2


def test_a_code_for_signing_in_is_no_code_for_leaving_nor_the_other_way_round(town: Town, people: Any) -> None:
    people["citizen"].send(LEAVE, texts="go")
    leaving = code_for(town.citizen.address or "")
    with transaction():
        _link, entering = ask(town.citizen.address or "", "de", "s" * 43, "", NOW)
    if entering != leaving:
        people["citizen"].send(f"{LEAVE}/code", 422, code=entering)
        people["guest"].set_cookie("start", "s" * 43)
        people["guest"].send("/de/anmelden/code", 422, code=leaving)
    assert is_there(town.citizen)
    assert people["guest"].get("/de/meine-seite").status_code == 403


def test_the_code_of_somebody_else_deletes_nobody(town: Town, people: Any) -> None:
    for who in ("citizen", "author"):
        people[who].send(LEAVE, texts="go")
    mine, other = code_for(town.citizen.address or ""), code_for(town.author.address or "")
    if mine != other:
        people["author"].send(f"{LEAVE}/code", 422, code=mine, person_id=str(town.citizen.id))
    assert is_there(town.author)
    assert is_there(town.citizen)


def test_a_code_works_for_fifteen_minutes_and_the_newest_only(town: Town, people: Any, clock: Clock) -> None:
    people["citizen"].send(LEAVE, texts="go")
    first = code_for(town.citizen.address or "")
    people["citizen"].send(LEAVE, texts="stay")
    second = code_for(town.citizen.address or "")
    if first != second:
        people["citizen"].send(f"{LEAVE}/code", 422, code=first)
    clock.forward(minutes=15)
    people["citizen"].send(f"{LEAVE}/code", 303, code=second)
    assert is_there(town.citizen)


def test_only_a_hash_of_the_code_is_kept(app: Flask, town: Town, people: Any) -> None:
    people["citizen"].send(LEAVE, texts="go")
    code = code_for(town.citizen.address or "")
    with transaction(writes=False):
        kept = repr(db.execute(select(Leaving.__table__)).all())
    assert code not in kept


@pytest.mark.parametrize("path", COPIES)
def test_a_link_to_the_data_is_worth_nothing_without_the_session(town: Town, people: Any, path: str) -> None:
    assert people["citizen"].get(path).status_code == 200
    answer = people["guest"].get(path, headers={"Referer": f"http://127.0.0.1:8000{path}"})
    assert answer.status_code == 403
    assert (town.citizen.address or "") not in answer.text


@pytest.mark.parametrize("path", COPIES)
def test_nobody_gets_the_data_of_somebody_else(town: Town, people: Any, path: str) -> None:
    assert SECRET in people["author"].get(path).text
    for more in (f"?person_id={town.author.id}", f"?id={town.author.id}", f"?address={town.author.address}"):
        answer = people["citizen"].get(path + more)
        assert town.author.pseudonym not in answer.text
        assert f"{SECRET} Einspruch" not in answer.text
    people["citizen"].send("/de/abmelden")
    assert people["citizen"].get(path).status_code == 403


@pytest.mark.parametrize("path", COPIES)
def test_data_are_kept_by_no_cache(people: Any, path: str) -> None:
    answer = people["citizen"].get(path)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_somebody_wrote_is_no_markup_in_the_copy_to_read(town: Town, people: Any) -> None:
    with transaction():
        db.merge(town.citizen).pseudonym = "<img src=x onerror=alert(1)>"
    copy = people["citizen"].get(COPIES[2]).text
    assert "&lt;img src=x" in copy
    assert "<img" not in copy
    assert "<script" not in copy
