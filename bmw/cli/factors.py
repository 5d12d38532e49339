"""Second factors at the command line, for towns with one administrator."""

import click

from bmw.accounts.factors import resets
from bmw.accounts.queries import by_address
from bmw.cli.commands import in_town
from bmw.kernel.clock import now
from bmw.kernel.database import transaction


@click.group()
def factors() -> None:
    """Help people who have lost every second factor.

    Usually they ask on the page "I have lost all of them", a second administrator approves, and a day passes in which
    everybody concerned can stop it. Only where there is no second administrator, `reset` does it at once.
    """


@factors.command()
@click.argument("address")
@in_town
def reset(address: str) -> None:
    """Remove every second factor of ADDRESS at once; they set up a new one at the next sign-in.

    Make sure that it is really them. It is recorded, and told to the person and to all administrators. With a second
    administrator, please let them approve it on the platform instead.
    """
    with transaction():
        person = by_address(address.strip().lower())
        if person is None:
            raise click.ClickException("Nobody signs in with this address. Nothing was changed.")
        resets.by_operator(person, now())
    click.echo("The second factors are removed. The person and all administrators are told.")


COMMANDS = (factors,)
