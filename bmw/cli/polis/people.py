"""Authors of a conversation: pseudonyms without an address; nobody can sign in as them."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import insert, select

from bmw.accounts.models import Person
from bmw.accounts.pseudonyms import LONGEST, skeleton
from bmw.cli.polis.order import Order
from bmw.kernel.database import db

THE_STUDY = 0
"""The number under which whoever runs a conversation writes in it; in every conversation of a study the same."""


def key_of(order: Order, author: int) -> str:
    """How we know an author again when the import goes on."""
    return f"polis:{order.study.name}"[:78] + ":0" if author == THE_STUDY else f"{order.conversation.key}:{author}"


def name_of(order: Order, author: int) -> str:
    """What an author is called: `Klimarat Energie 1347`; numbers mean different people in different conversations."""
    if author == THE_STUDY:
        return order.study.name[:LONGEST]
    room = LONGEST - len(str(author)) - 1
    return f"{f'{order.study.name} {order.conversation.topic}'[:room].rstrip()} {author}"


class Author(NamedTuple):
    """An author, what they are called, and how that looks."""

    number: int
    name: str
    skeleton: str


def authors(order: Order) -> list[Author]:
    """Everybody who wrote something; made before any step, as the looks of names take their time."""
    names = ((number, name_of(order, number)) for number in order.conversation.authors)
    return [Author(number, name, skeleton(name)) for number, name in names]


def ids(order: Order, numbers: set[int]) -> dict[int, int]:
    """Person by author, as far as they are written."""
    keys = {key_of(order, number): number for number in numbers}
    known = select(Person.imported_from, Person.id).where(Person.imported_from.in_(keys))
    return {keys[str(row.imported_from)]: row.id for row in db.execute(known)}


def write(order: Order, some: Sequence[Author]) -> None:
    """Write the authors that are not there yet."""
    known = ids(order, {each.number for each in some})
    rows = [
        {
            "pseudonym": each.name,
            "skeleton": each.skeleton,
            "language": order.language,
            "voter_id": secrets.token_bytes(16),
            "created": order.at,
            "imported_from": key_of(order, each.number),
        }
        for each in _free([each for each in some if each.number not in known])
    ]
    if rows:
        db.execute(insert(Person), rows)


def _free(wished: Sequence[Author]) -> list[Author]:
    """Names as wished; one that somebody here already has gets a sign that it was taken over."""
    looks = [each.skeleton for each in wished]
    taken = set(db.scalars(select(Person.skeleton).where(Person.skeleton.in_(looks))))
    return [each if each.skeleton not in taken else _marked(each) for each in wished]


def _marked(author: Author) -> Author:
    name = f"{author.name[: LONGEST - 9]} {secrets.token_hex(4)}"
    return Author(author.number, name, skeleton(name))
