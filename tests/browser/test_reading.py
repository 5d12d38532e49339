"""That a transcript says what people would hear, and so would show what they would miss."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from accessibility.reading import transcript

HEAD = "<!doctype html><html lang=de><title>Probe</title><main>"
HEARD = {
    "<button></button>": ["Schalter"],
    "<button aria-label=Senden></button>": ["Schalter: Senden"],
    "<a href=/x>mehr</a>": ["Link: mehr"],
    "<h2><a href=/x>Ein Bus</a></h2>": ["Überschrift Ebene 2: Ein Bus, Link"],
    "<svg width=9 height=9><circle r=4 /></svg><p>Text</p>": ["Zeichnung", "Text"],
    "<svg aria-hidden=true width=9 height=9><circle r=4 /></svg><p>Text</p>": ["Text"],
    "<ul><li>eins<li>zwei</ul>": ["Liste mit 2 Einträgen", "  • eins", "  • zwei"],
    "<label for=a>Ort</label><input id=a required>": ["Eingabefeld: Ort, Pflichtfeld"],
    "<input type=checkbox id=b><label for=b>Ja</label>": ["Kontrollfeld: Ja, nicht gewählt"],
    "<dl><dt>Wann?<dd>Heute</dl>": ["Wann? …", "… Heute"],
    "<select aria-label=Thema><option>Alle<option>Bus</select>": [
        "Auswahlliste: Thema, zugeklappt: Alle, eine von 2 Möglichkeiten"
    ],
    "<table><tr><th>Art<th>Zahl<tr><th scope=row>Bus<td>3</table>": [
        "Tabelle",
        "  Spalten: Art | Zahl",
        "  Zeile: Bus | 3",
    ],
}


@pytest.fixture(scope="module")
def hear(browser: Browser) -> Iterator[Callable[[str], list[str]]]:
    """What is said about a piece of HTML in the main part of a page."""
    page = browser.new_page()

    def heard(html: str) -> list[str]:
        page.set_content(f"{HEAD}{html}</main>")
        title, main, *lines = transcript(page, "/nowhere", "http://nowhere").splitlines()
        assert (title, main) == ("Seite: Probe", "Hauptbereich")
        return [line.removeprefix("  ") for line in lines]

    yield heard
    page.close()


@pytest.mark.parametrize("html", HEARD)
def test_a_piece_of_a_page_is_heard_as(html: str, hear: Callable[[str], list[str]]) -> None:
    assert hear(html) == HEARD[html]
