"""Counting everything again: whether each number that people see is what lies behind it."""

import logging
from collections.abc import Iterator
from itertools import chain

import click
from sqlalchemy import select

from bmw.cli.commands import in_town
from bmw.comments import queries as comments
from bmw.kernel.clock import now
from bmw.kernel.counts import Difference
from bmw.kernel.database import db, transaction
from bmw.proposals import queries as proposals
from bmw.proposals.models import Proposal
from bmw.record import seals
from bmw.record.models import Record
from bmw.surveys import queries as surveys
from bmw.votes import queries as votes

log = logging.getLogger("bmw.counts")


def recount() -> list[str]:
    """Count every ballot, survey and discussion again; one sentence for each number that differs."""
    with transaction(writes=False):
        counted = (votes.miscounted(), surveys.miscounted(), comments.miscounted(), proposals.miscounted())
        return [_sentence(each) for each in chain.from_iterable(counted)]


def _sentence(found: Difference) -> str:
    owner = next(_owners(found), None)
    name = f"{found.kind} {found.id}" + (f" ({owner.kind} {owner.reference})" if owner else "")
    return f"{name}: {found.what} shows {found.shown}, counted {found.counted}"


def _owners(found: Difference) -> Iterator[Record]:
    owned = {"ballot": Proposal.ballot_id, "thread": Proposal.thread_id}
    if found.kind in owned:
        yield from db.scalars(select(Proposal).where(owned[found.kind] == found.id))
    else:
        yield from db.scalars(select(Record).where(Record.id == found.id))


def unsealed() -> list[str]:
    """Compare the record with its seals; one sentence for each seal with which it does not agree any more."""
    with transaction(writes=False):
        return [f"seal {each.id} of {each.at:%Y-%m-%d %H:%M} UTC: the record was changed" for each in seals.broken()]


def watch() -> None:
    """The same as part of the regular work: whatever differs stands in the log, then what is new is sealed."""
    for sentence in recount():
        log.error("count: %s", sentence)
    for sentence in (changed := unsealed()):
        log.error("%s", sentence)
    with transaction():
        until = seals.settled()
    with transaction(writes=False):
        new = seals.since_the_last(until)
    with transaction():
        seals.add(new, now(), is_sound=not changed)


@click.command()
@in_town
def check() -> None:
    """Count every ballot, survey and discussion again, and compare the record with its seals.

    Names each number and seal that differs and ends with 1 if there is one. A running server does it every hour.
    """
    found = [*recount(), *unsealed()]
    for sentence in found:
        click.echo(sentence)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("Every number is what counting again gives, and every seal is whole.")


COMMANDS = (check,)
