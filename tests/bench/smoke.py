"""`make bench-smoke`: the short form, on one small town; fails when a page costs a quarter more bare pages than before.

Only ratios of processor time from one run are compared: they hold on any machine, busy or not. What looks worse is
measured again before it counts. `make test`, which often shares its processors, fails only for what has doubled.
"""

import json
import sys
import tempfile
from pathlib import Path

import click

from tests.bench import pages, report
from tests.bench.town import Town, generated

KNOWN = Path(__file__).with_name("ratios.json")
SIZE = 200
DEEDS = ("vote", "comment", "answer", "draft")
WORSE = 1.25
TRIES = 4


def measured(town: Town, name: str) -> pages.Measured:
    """A page or a deed."""
    return pages.deed(town, name) if name in DEEDS else pages.page(town, pages.addresses(town)[name])


def best(town: Town, name: str, most: float) -> pages.Measured:
    """The first try that costs no more than that, else the best of all."""
    found = [measured(town, name)]
    while found[-1].ratio > most and len(found) < TRIES:
        found.append(measured(town, name))
    return min(found, key=lambda each: each.ratio)


@click.command()
@click.option("--worse", default=WORSE, help="So many times what was known fails.")
@click.option("--keep", is_flag=True, help="What is measured now is what later runs are compared with.")
def main(worse: float, keep: bool) -> None:
    """Measure, compare, and say what is worse."""
    known: dict[str, float] = {} if keep else json.loads(KNOWN.read_text())
    most = {name: ratio * worse for name, ratio in known.items()}
    with tempfile.TemporaryDirectory() as folder:
        town = generated(Path(folder), SIZE, f"sqlite:///{folder}/town.db")
        names = [*pages.addresses(town), *DEEDS]
        found = {name: best(town, name, most.get(name, 0.0)) for name in names}
    print(report.pages("sqlite", town.name, found))
    if keep:
        KNOWN.write_text(json.dumps({name: round(each.ratio, 2) for name, each in found.items()}, indent=1) + "\n")
        return
    dearer = [name for name in names if found[name].ratio > most.get(name, 0.0)]
    for name in dearer:
        print(f"{name}: {found[name].ratio:.2f} bare pages, was {known.get(name, 0.0):.2f}", file=sys.stderr)
    sys.exit(1 if dearer else 0)


if __name__ == "__main__":
    main()
