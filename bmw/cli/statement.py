"""How accessible the platform is, for the command line: each criterion, and the tests that say so."""

from collections import Counter
from collections.abc import Iterator

import click

from bmw.kernel.clock import TOWN_ZONE, now
from bmw.site.conformance.criteria import State
from bmw.site.conformance.verdict import Judged, Verdict, standing


def told(verdict: Verdict) -> Iterator[str]:
    """One line for each criterion that arises, and a last one that adds them up."""
    for each in verdict.judged:
        if each.state is not State.ABSENT:
            yield f"{each.criterion.number:<10} {each.state:<10} {'; '.join(_evidence(each))}"
    counted = Counter(each.state for each in verdict.judged)
    last = verdict.last.day.isoformat() if verdict.last else "never"
    yield f"{', '.join(f'{counted[state]} {state}' for state in State)}. The tests were recorded last on: {last}."


def _evidence(judged: Judged) -> Iterator[str]:
    for name, result in judged.shown.items():
        yield f"{name}: {result.passed} passed" + (f", {result.failed} failed" if result.failed else "")
    for name in judged.not_run:
        yield f"{name}: not run in full"
    if judged.criterion.gaps:
        yield f"known gaps: {', '.join(judged.criterion.gaps)}"


@click.command()
def statement() -> None:
    """How each criterion of accessibility stands, from the tests that were recorded (`make accessibility`)."""
    for line in told(standing(now().astimezone(TOWN_ZONE).date())):
        click.echo(line)


COMMANDS = (statement,)
