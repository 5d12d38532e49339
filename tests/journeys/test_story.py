"""The whole story on real data: from citizens' sentences to a measure, and back to each of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from bmw.accounts.models import Office, Person
from bmw.app import create_app
from bmw.board.models import Criterion, Review
from bmw.cli.commands import command_line
from bmw.findings.models import Evidence, Finding
from bmw.focus.models import Field
from bmw.kernel.database import db, transaction
from bmw.kernel.settings import Settings
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.record.models import Record
from bmw.strategy.models import Measure
from tests import factories
from tests.cli.polis_folders import klimarat
from tests.conftest import Browser, Clock

TOWN = Path(__file__).parents[2] / "bmw" / "cli" / "demo" / "bergheim.toml"
FOLDERS = {
    "mobilitaet": "mobilitaet",
    "energie": "energie-umwelt",
    "produktion-konsum": "tourismus-wirtschaft",
    "ernaehrung-landnutzung": "gesundheit",
}
THROUGH = {"mobilitaet": 903, "energie": 515, "produktion-konsum": 277, "ernaehrung-landnutzung": 801}
HELD = {"mobilitaet": 1235, "energie": 524, "produktion-konsum": 245, "ernaehrung-landnutzung": 651}
REASONS = "Der Beirat hält diese Vorschläge für machbar und gerecht."


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A founded town with all four conversations of the Klimarat."""
    folder, data = tmp_path_factory.mktemp("story"), klimarat()
    names = {
        "DATABASE": f"sqlite:///{folder / 'town.db'}",
        "FILES": str(folder),
        "MAIL": f"folder:{folder}",
        "SECRET": "x" * 40,
    }
    environ = {f"BMW_{name}": value for name, value in names.items()}
    calls = [["init", str(TOWN)]]
    calls += [["import", "polis", str(data / name), "--field", slug, "--lang", "de"] for name, slug in FOLDERS.items()]
    for words in calls:
        done = CliRunner().invoke(command_line(), words, env=environ)
        assert done.exit_code == 0, done.output
    return Settings.read(environ)


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.test_client_class = Browser
    app.extensions["bmw_clock"] = Clock()
    with app.app_context():
        yield app


@pytest.fixture(scope="module")
def staff(app: Flask) -> dict[str, Person]:
    """A moderator, three board members with their chair, an editor."""
    offices = {"moderator": (Office.MODERATOR,), "first": (Office.BOARD,), "second": (Office.BOARD,)}
    offices |= {"chair": (Office.BOARD, Office.CHAIR), "editor": (Office.EDITOR,)}
    with transaction():
        return {name: factories.person(*held, name=f"Amt {name}") for name, held in offices.items()}


def signed_in(app: Flask, person: Person) -> Any:
    return app.test_client().sign_in(person)  # type: ignore[attr-defined]


def top_ten() -> list[Proposal]:
    wanted = select(Proposal).join(Field).where(Field.slug == "mobilitaet", Proposal.state == State.PUBLIC)
    return list(db.scalars(wanted.order_by(Proposal.supporters.desc(), Proposal.id.desc()).limit(10)))


def newest(kind: type[Record]) -> Any:
    return db.scalars(select(kind).order_by(kind.id.desc()).limit(1)).unique().one()


@pytest.mark.data
@pytest.mark.parametrize("name", FOLDERS)
def test_every_conversation_came_over_with_the_decisions_of_its_moderators(app: Flask, name: str) -> None:
    with transaction(writes=False):
        counted = (
            select(Proposal.state, func.count()).join(Field).where(Field.slug == FOLDERS[name]).group_by(Proposal.state)
        )
        states = {row[0]: row[1] for row in db.execute(counted)}
    assert states == {State.PUBLIC: THROUGH[name], State.REFUSED: HELD[name]}


@pytest.mark.data
def test_the_desk_shows_what_was_held_back_and_why(app: Flask, staff: dict[str, Person]) -> None:
    desk = signed_in(app, staff["moderator"]).see("/en/moderation?stand=zurueckgehalten&feld=mobilitaet")
    cases = [
        a.get("href")
        for a in desk.all("main li a[href*='stand=zurueckgehalten']")
        if re.search(r"/\d+\?", a.get("href"))
    ]
    assert len(cases) >= 10
    case = signed_in(app, staff["moderator"]).see(cases[0])
    assert "Ihre Gründe sind nicht überliefert." in case.text


@pytest.mark.data
def test_ten_sentences_become_a_measure_and_the_way_leads_back_to_each(app: Flask, staff: dict[str, Person]) -> None:
    with transaction(writes=False):
        ten = top_ten()
        process = ten[0].process.reference
    bundle(signed_in(app, staff["moderator"]), process, ten)
    review(app, staff)
    plan(signed_in(app, staff["editor"]))
    with transaction(writes=False):
        frozen = {each.record_id: each.numbers["supporters"] for each in db.scalars(select(Evidence))}
        measure, roadmap = newest(Measure), app.test_client().see("/de/agenda")  # type: ignore[attr-defined]
    assert frozen == {each.id: each.supporters for each in ten}
    assert measure.reference in roadmap.html
    page = app.test_client().see(roadmap.all(f"main a[href*='/massnahmen/{measure.reference}']")[0].get("href"))  # type: ignore[attr-defined]
    for proposal in ten:
        there = page.all(f"main a[href*='/vorschlaege/{proposal.reference}']")[0].get("href")
        assert app.test_client().see(there).all(f"main a[href*='/massnahmen/{measure.reference}']"), "and back"  # type: ignore[attr-defined]


def bundle(moderator: Any, process: str, ten: list[Proposal]) -> None:
    """The moderator bundles the ten most supported proposals and hands the finding to the board."""
    address = f"/de/moderation/ergebnisse?verfahren={process}&feld=mobilitaet"
    choice = moderator.see(address)
    offered = [box.get("value") for box in choice.all("input[name=quelle]")][:10]
    assert {int(each) for each in offered} == {each.id for each in ten}, "the most supported come first"
    form = moderator.see(f"{address}&weiter=1&" + "&".join(f"quelle={each}" for each in offered)).form(
        "/moderation/ergebnisse"
    )
    words = {"title_de": "Bus und Bahn zuerst", "summary_de": "Zehn Vorschläge wollen besseren Nahverkehr für alle."}
    moderator.send(address, nonce=form["nonce"], quelle=offered, **words)
    with transaction(writes=False):
        reference = newest(Finding).reference
    moderator.send(f"/de/moderation/ergebnisse/{reference}/uebergeben")


def review(app: Flask, staff: dict[str, Person]) -> None:
    """Three members give their opinion, one of them another; the chair concludes."""
    with transaction(writes=False):
        address = f"/de/beirat/{newest(Review).reference}"
        scores = {f"score_{each.id}": "4" for each in db.scalars(select(Criterion))}
    for name, verdict in (("first", "recommend"), ("second", "with_changes"), ("chair", "recommend")):
        member = signed_in(app, staff[name])
        member.send(f"{address}/stellungnahme", verdict=verdict, text="Das hilft vielen Menschen im Alltag.", **scores)
    words = {"reasons": REASONS, "dissent": "Eine Stimme wünscht zuerst eine Kostenschätzung.", "changes": ""}
    signed_in(app, staff["chair"]).send(f"{address}/abschluss", conclusion="recommend", **words)
    assert REASONS in app.test_client().see(address).text  # type: ignore[attr-defined]


def plan(editor: Any) -> None:
    """The editor plans the measure from the conclusion."""
    with transaction(writes=False):
        address = f"/de/massnahmen/neu?stellungnahme={newest(Review).reference}"
    form = editor.see(address).form("/massnahmen/neu")
    words = {"title_de": "Dichterer Takt für Bus und Bahn", "summary_de": "Die Stadt verhandelt einen besseren Takt."}
    editor.send(address, nonce=form["nonce"], horizon="short", status="planned", unit="Verkehrsplanung", **words)
