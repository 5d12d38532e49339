"""Commands for a town: set it up, invite its people, fill the demo, import earlier participation."""

from pathlib import Path

import click

from bmw.accounts.models import Office
from bmw.accounts.queries import by_address
from bmw.cli.commands import in_town
from bmw.cli.demo.fill import fill
from bmw.cli.founding import found
from bmw.cli.polis.command import polis
from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction
from bmw.kernel.migrations import migrate as bring_up_to_date
from bmw.kernel.settings import folder_of
from bmw.kernel.states import NotPossible
from bmw.offices.service import dismiss_as_operator, invite_as_operator
from bmw.ui import current
from bmw.ui.links import path_of
from bmw.ui.town import Town


@click.command()
@in_town
def migrate() -> None:
    """Bring the database to the present plan."""
    bring_up_to_date(db.get_bind())  # type: ignore[arg-type]  # the town's session is bound to an engine
    click.echo("The database is up to date.")


@click.command()
@click.argument("town", type=click.Path(path_type=Path))
@in_town
def init(town: Path) -> None:
    """Create an empty real town from TOWN.toml: fields, districts and criteria."""
    source = Town.read(town)
    folder_of(current.settings().home)
    bring_up_to_date(db.get_bind())  # type: ignore[arg-type]  # the town's session is bound to an engine
    with transaction():
        made = found(source, now())
    click.echo(f"{source.name} is founded: {made}. Now: bmw invite ADDRESS --role administrator")


@click.command()
@click.argument("address")
@click.option("--role", type=click.Choice([office.value for office in Office]), required=True, help="The office.")
@in_town
def invite(address: str, role: str) -> None:
    """Print a one-time link that gives ADDRESS an office. Once there are administrators, everybody can read that."""
    try:
        with transaction():
            token = invite_as_operator(address, Office(role), now())
    except NotPossible as error:
        raise click.ClickException(str(error)) from None
    click.echo(current.settings().public_url.rstrip("/") + path_of("accounts.invited", "de", token=token))


@click.command()
@click.argument("address")
@click.option("--role", type=click.Choice([office.value for office in Office]), required=True, help="The office.")
@in_town
def dismiss(address: str, role: str) -> None:
    """Take an office from whoever signs in with ADDRESS, when no administrator can. Everybody can read that."""
    with transaction():
        person = by_address(address.strip().lower())
        if person is None or role not in person.held:
            raise click.ClickException("Nobody with this address holds this office. Nothing was changed.")
        dismiss_as_operator(person, Office(role), now())
    click.echo("The office has ended.")


@click.command()
@in_town
def demo() -> None:
    """Fill an empty database with the demo town."""
    bring_up_to_date(db.get_bind())  # type: ignore[arg-type]  # the town's session is bound to an engine
    click.echo("The demo town is filled." if fill(now()) else "This town is not empty. Nothing was changed.")


@click.group(name="import")
def imports() -> None:
    """Take over earlier participation from other systems."""


imports.add_command(polis)

COMMANDS = (migrate, init, invite, dismiss, demo, imports)
