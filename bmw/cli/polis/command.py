"""`bmw import polis FOLDER`: take over an earlier participation that ran on Polis."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bmw.cli.commands import in_town
from bmw.cli.polis.order import Order
from bmw.cli.polis.pace import Pace
from bmw.cli.polis.read import Conversation, read
from bmw.cli.polis.studies import Study, study_of
from bmw.cli.polis.table import Malformed
from bmw.cli.polis.write import is_published, write
from bmw.focus.models import Field
from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction

EXAMPLES = 5


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--field", "slug", required=True, help="The focus field it belongs to, by its address: mobilitaet.")
@click.option("--lang", "language", required=True, help="The language of the statements: de, en, ar …")
@click.option("--name", default="", help="What the earlier participation was called; known ones have their name.")
@in_town
def polis(folder: Path, slug: str, language: str, name: str) -> None:
    """Take over a Polis export: statements, moderators' decisions and votes.

    FOLDER holds comments.csv and summary.csv and, where single votes are known, participants-votes.csv. Everything is
    checked first and published at the end. Interrupted, the same command goes on where it stopped.
    """
    try:
        conversation = read(folder)
    except Malformed as error:
        raise click.ClickException(f"{error} Nothing was written.") from None
    study = study_of(conversation.key, conversation.url)
    study = Study(name, study.link) if name else study
    order = Order(conversation, study, _field(slug), _tag(language), now())
    with transaction(writes=False):
        known = is_published(conversation.key)
    for line in (*read_lines(conversation), *(("It was taken over before. Nothing was changed.",) if known else ())):
        click.echo(line)
    if not known:
        pace = _carry_out(order)
        click.echo(f"Published as “{order.title}”. Longest step: {pace.slowest * 1000:.0f} ms.")


def _carry_out(order: Order) -> Pace:
    pace = Pace()
    try:
        with click.progressbar(length=order.size, label="Writing", file=sys.stderr) as bar:
            for done in write(order, pace):
                bar.update(done)
    except OperationalError as error:
        raise click.ClickException(
            f"The database did not answer ({error.orig}). What is written is not visible yet. "
            "Run the same command again: it goes on where it stopped."
        ) from None
    return pace


def _field(slug: str) -> int:
    try:
        with transaction(writes=False):
            fields = {each.slug: each.id for each in db.scalars(select(Field).order_by(Field.position))}
    except OperationalError as error:
        raise click.ClickException(f"The database is not ready ({error.orig}). Run first: bmw migrate") from None
    if slug not in fields:
        known = ", ".join(fields) or "none"
        raise click.ClickException(f"There is no field “{slug}”. The fields of this town are: {known}.")
    return fields[slug]


def _tag(language: str) -> str:
    try:
        Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        raise click.ClickException(f"“{language}” is not a language tag such as de, en or ar.") from None
    return language


def read_lines(conversation: Conversation) -> Iterator[str]:
    """What was read, what was left out and why, and what differs."""
    through, held, undecided = (conversation.moderated(decision) for decision in (1, -1, 0))
    yield (
        f"{conversation.topic}: {len(conversation.statements):,} statements by {len(conversation.authors):,} authors, "
        f"{through:,} let through, {held:,} held back, {undecided:,} undecided."
    )
    votes = conversation.votes
    if votes is None:
        yield "Without participants-votes.csv only sums are known. They stand beside counted votes, with their source."
    else:
        yield f"{len(votes):,} votes of {votes.participants:,} participants."
    for number, why in conversation.skipped:
        yield f"Skipped: statement {number}, because {why}."
    if votes is not None and votes.uneven:
        yield f"{len(votes.uneven):,} participants have other sums than votes in their row; their votes count."
    if conversation.differences:
        several = f"The sums of {len(conversation.differences):,} statements differ between the two files"
        yield f"{several}; the single votes count. The largest:"
    for each in conversation.differences[:EXAMPLES]:
        yield (
            f"  statement {each.number}: comments.csv has {each.listed[0]} agrees and {each.listed[1]} disagrees, "
            f"participants-votes.csv has {each.counted[0]} and {each.counted[1]}."
        )
