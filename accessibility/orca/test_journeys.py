"""Five ways through the town, by keyboard and ear alone: `make screenreader`. What was said lies in `out/`."""

from collections.abc import Iterator

import pytest

from accessibility.listing import LIST
from accessibility.orca.desk import Hearing, desk
from tests.browser.conftest import Town, opened

OUT = LIST.with_name("out")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A demo town of its own."""
    with opened(tmp_path_factory.mktemp("town"), program="bmw") as running:
        yield running


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hearing]:
    """The desk, made ready once."""
    with desk(tmp_path_factory.mktemp("desk")) as hearing:
        yield hearing


@pytest.fixture
def orca(seat: Hearing, town: Town, request: pytest.FixtureRequest) -> Iterator[Hearing]:
    """Orca at the beginning of a journey; afterwards, what it said is written down."""
    seat.begin(town.url)
    yield seat
    OUT.mkdir(exist_ok=True)
    name = request.node.name.removeprefix("test_")
    (OUT / f"orca-{name}.txt").write_text("\n".join(seat.transcript) + "\n", encoding="utf-8")


@pytest.fixture
def citizen(orca: Hearing) -> Hearing:
    """Somebody who has signed in."""
    orca.driver.get(f"{orca.town}/de/demo")
    orca.driver.find_element("css selector", "form:has(input[value=citizen]) button").click()
    orca.listen()
    return orca


def test_home_says_what_this_is_and_what_can_be_done(orca: Hearing) -> None:
    said = orca.visit("/de/")
    assert "Startseite – B.M.W 2.0 Bergheim" in said
    assert "Zum Inhalt springen Verknüpfung" in said, "the first thing to hear is the way past the navigation"
    assert "Was soll in Bergheim besser werden? Überschrift Ebene 1" in orca.find("h", "Ebene 1")
    orca.find("Tab", "Jetzt mitmachen Verknüpfung")
    orca.find("h", "Handlungsfeld wählen Überschrift Ebene 2")
    orca.find("h", "Mobilität Verknüpfung Überschrift Ebene 3")


def test_somebody_finds_a_proposal_and_supports_it(citizen: Hearing) -> None:
    citizen.visit("/de/vorschlaege?sort=neu")
    citizen.find("h", "Bücherschrank am Dorfplatz in Rheidt Verknüpfung")
    assert "Bücherschrank am Dorfplatz in Rheidt" in citizen.follow()
    citizen.find("h", "Mitmachen Überschrift")
    citizen.find("b", "Diesen Vorschlag unterstützen Druckknopf")
    citizen.follow()
    citizen.find("b", "Nicht mehr unterstützen Druckknopf")


def test_somebody_answers_a_survey(citizen: Hearing) -> None:
    citizen.visit("/de/")
    citizen.find("h", "Wie kommen Sie abends nach Hause? Verknüpfung")
    citizen.follow()
    citizen.find("Down", "Wie sind Sie abends meist unterwegs?")
    citizen.find("r", "mit dem Auto")
    citizen.press("space")
    citizen.find("b", "Meine Antworten senden Druckknopf")
    assert "Vielen Dank für Ihre Antworten" in citizen.follow()


def test_somebody_reports_something_and_hears_what_is_missing(orca: Hearing) -> None:
    orca.visit("/de/vorschlaege")
    orca.find("h", "Verknüpfung Überschrift Ebene 2")
    orca.follow()
    orca.find("k", "Diesen Vorschlag melden")
    orca.follow()
    orca.find("r", "beleidigt")
    orca.press("space")
    orca.find("b", "Meldung")
    assert "Bitte prüfen Sie Ihre Eingaben" in orca.follow()


def test_somebody_follows_a_measure(orca: Hearing) -> None:
    orca.visit("/de/agenda")
    orca.find("h", "Abendverkehr auf Bestellung")
    orca.follow()
    orca.find("h", "Meilensteine Überschrift")
    orca.find("Down", "0 von 3 Meilensteinen erreicht")
    orca.find("h", "Woher kommt das?")
    orca.find("k", "Ein Bus, der auch nach 21 Uhr in die Ortsteile fährt")
