"""`make bench`: how fast the town is, beside Flask alone, for towns of several sizes on both databases.

Everything comes from one run on one machine; the Markdown goes to standard output, what is being done to the other one.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tests.bench import pages, report
from tests.bench.deeds import Crowd, written
from tests.bench.load import Borne, Day, Visitors, memory, most, open_bare, open_town
from tests.bench.shares import shares
from tests.bench.targets import Run
from tests.bench.town import Town, generated, imported
from tests.databases import Postgres

DEEDS = ("vote", "comment", "answer", "draft")
SMALL, LARGE = 200, 100_000
SECONDS = 5
KEPT = ("home", "field", "list, newest", "proposal")
"""Pages of which the kept ones are asked for as fast as the server bears."""
WRITTEN = 20_000


def tell(words: str) -> None:
    """What is being done."""
    print(words, file=sys.stderr, flush=True)


@contextmanager
def town_of(size: int, database: str, folder: Path) -> Iterator[Town]:
    """A town of this size in a place of its own; one that stands there already is taken as it is."""
    home = folder / f"{database}-{size}"
    whole = home / "whole"
    if not whole.exists():
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(exist_ok=True)
    if size == 0:
        town = imported(home, is_new=not whole.exists())
        whole.touch()
        yield town
        return
    server = Postgres("bench", "bench", durable=True) if database == "postgresql" else None
    address = server.new() if server else f"sqlite:///{home / 'town.db'}"
    with click.progressbar(length=size, label=f"Founding a town of {size:,}", file=sys.stderr) as bar:
        town = generated(home, size, address, bar.update)
    whole.touch()
    yield town
    if server:
        server.drop(address)


def seen(town: Town) -> dict[str, pages.Measured]:
    """Every page, and every deed if there is somebody to do it."""
    found = {}
    for name, paths in pages.addresses(town).items():
        tell(f"{town.name}: {name}")
        found[name] = pages.page(town, paths)
    for kind in DEEDS if town.tokens else ():
        tell(f"{town.name}: {kind}")
        found[kind] = pages.deed(town, kind)
    return found


def borne(town: Town, folder: Path, seconds: int, **more: str) -> dict[str, Borne]:
    """How much the real server bears: kept pages, pages made anew, deeds."""
    first = {name: paths[0] for name, paths in pages.addresses(town).items()}
    crowd, found = Crowd(town), {}
    files = {kind: written(getattr(crowd, kind), WRITTEN, folder / kind) for kind in ("vote", "comment", "mixed")}
    with open_bare(folder / "bare") as port:
        tell(f"{town.name}: hello")
        found["hello (Flask alone)"] = most(port, seconds)
    with open_town(town, folder / "served", **more) as port:
        for name in KEPT:
            tell(f"{town.name}: {name} under load")
            found[f"{name}, kept"] = most(port, seconds, first[name])
            found[f"{name}, made anew"] = most(port, seconds, first[name], cookie="measured=anew")
        for kind, file in files.items():
            tell(f"{town.name}: {kind} under load")
            found[kind] = most(port, seconds, deeds=file)
    return found


def vote_day(town: Town, folder: Path, seconds: float, **more: str) -> Day:
    """235 requests a second, three in ten of them write."""
    with open_town(town, folder / "voted", **more) as port:
        tell(f"{town.name}: a vote day of {seconds:.0f} seconds")
        return Visitors(port).come(Crowd(town).vote_day, 235, seconds, lambda: memory(port))


def herd(town: Town, folder: Path, **more: str) -> Day:
    """5,000 readers in ten seconds, all for the same proposal, each with a new line."""
    with open_town(town, folder / "herd", **more) as port:
        read = Crowd(town).read()
        tell(f"{town.name}: 5,000 readers in ten seconds")
        return Visitors(port, stays=False).come(lambda: read, 500, 10, lambda: memory(port))


@click.command()
@click.option("--sizes", default="0,200,2000,20000,100000", help="Proposals; 0 is the imported data.")
@click.option("--databases", default="sqlite,postgresql")
@click.option("--minutes", default=10.0, help="How long the vote day is.")
@click.option("--processes", default="1,2", help="Web processes of the loaded server; with none it is not loaded.")
@click.option("--towns", type=click.Path(exists=True, path_type=Path), help="Where towns on SQLite are kept.")
def main(sizes: str, databases: str, minutes: float, processes: str, towns: Path | None) -> None:
    """Measure and print."""
    print(report.head(" ".join(["python -m tests.bench", *sys.argv[1:]])), flush=True)
    wanted, run = [int(each) for each in sizes.split(",")], Run()
    for database in databases.split(","):
        tables = run.tables.setdefault(database, {})
        for size in wanted:
            if size == 0 and database != "sqlite":
                continue
            with tempfile.TemporaryDirectory() as folder, town_of(size, database, towns or Path(folder)) as town:
                tables[town.name] = seen(town)
                print(report.pages(database, town.name, tables[town.name]), flush=True)
                if size == max(wanted):
                    print(report.shares(database, town.name, shares(town)), flush=True)
                    _loaded(run, town, database, Path(folder), minutes, [each for each in processes.split(",") if each])
        print(report.growth(database, tables), flush=True)
    print(report.targets(run), flush=True)


def _loaded(run: Run, town: Town, database: str, folder: Path, minutes: float, processes: list[str]) -> None:
    for many in processes:
        home, key = folder / many, (database, many)
        home.mkdir()
        run.borne[key] = borne(town, home, SECONDS, WORKERS=many)
        print(report.borne(database, town.name, many, run.borne[key]), flush=True)
        run.days[key] = vote_day(town, home, minutes * 60, WORKERS=many)
        print(report.day("Vote day", database, town.name, many, run.days[key]), flush=True)
        run.herds[key] = herd(town, home, WORKERS=many)
        print(report.day("Herd", database, town.name, many, run.herds[key]), flush=True)


if __name__ == "__main__":
    main()
