"""The page “View”: chosen without a script, kept by the browser alone; and the page about sign language."""

import struct
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bmw.kernel.database import generation
from bmw.site.films import PARTS, film
from bmw.ui.display import OFFERED, Display
from tests.page import Page

USUAL = {name: values[0] for name, values in OFFERED.items()}


def choose(client: Any, **chosen: str) -> Any:
    return client.send("/de/ansicht", 303, **{**USUAL, **chosen})


def root(page: Page) -> dict[str, str]:
    return {name: value for name, value in page.root.attrib.items() if name.startswith("data-")}


def test_what_somebody_chooses_shows_on_every_page(client: Any) -> None:
    choose(client, size="150", contrast="high", theme="dark", spacing="wide", reading="single")
    wanted = {"size": "150", "contrast": "high", "theme": "dark", "spacing": "wide", "reading": "single"}
    for path in ("/de/", "/ar/vorschlaege", "/de-simple/leichte-sprache"):
        assert root(client.see(path)) == {f"data-{name}": value for name, value in wanted.items()}


def test_nothing_is_written_before_somebody_chooses(client: Any) -> None:
    for path in ("/de/", "/de/ansicht", "/de/ansicht?next=/de/", "/de/gebaerdensprache"):
        assert "Set-Cookie" not in client.get(path).headers


def test_the_cookie_holds_the_choice_and_nothing_else(client: Any) -> None:
    said = choose(client, size="125").headers.getlist("Set-Cookie")
    assert [each.split(";")[0] for each in said] == [f"view={Display(size='125').code}"]
    assert all(word in said[0] for word in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"))


def test_the_page_shows_what_is_set_and_how_to_forget_it(client: Any) -> None:
    choose(client, theme="light")
    page = client.see("/de/ansicht")
    assert {each.get("name"): each.get("value") for each in page.all("form.form input[checked]")} == {
        **USUAL,
        "theme": "light",
    }
    answer = client.send("/de/ansicht", 303, **dict(page.root.forms[-1].form_values()))
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert root(client.see("/de/")) == {}


def test_one_comes_back_to_where_one_was_in_the_language_one_reads(client: Any) -> None:
    here = "/de/suche?q=rad"
    way = client.see(here).one(".topbar a[href*='ansicht']").get("href")
    sent = client.see(way).form("/de/ansicht") | {"size": "125"}
    assert client.send("/de/ansicht", 303, **sent).location == here
    assert client.send("/ar/ansicht", 303, **sent).location == here.replace("/de/", "/ar/")


@pytest.mark.parametrize("foreign", ["https://evil.example/", "//evil.example/de/", "/de/nirgends", "/static/x", ""])
def test_only_our_own_pages_are_come_back_to(client: Any, foreign: str) -> None:
    assert choose(client, next=foreign).location == "/de/"


def test_a_setting_that_is_not_offered_is_said_and_nothing_is_kept(client: Any) -> None:
    page = client.send("/de/ansicht", 422, **{**USUAL, "size": "900"})
    assert page.all(".error-summary a[href='#size-0']")
    assert "Set-Cookie" not in page.answer.headers


def test_choosing_writes_nothing_and_lets_kept_pages_stand(client: Any) -> None:
    before = generation() >> 32
    choose(client, size="125")
    assert generation() >> 32 == before


def test_the_way_to_the_view_stands_on_every_page_in_the_same_places(client: Any) -> None:
    for path in ("/de/", "/de/vorschlaege", "/de/anmelden", "/ar/hilfe"):
        page = client.see(path)
        top = [each.get("href").split("?")[0] for each in page.all(".topbar nav > ul > li > a")]
        assert top[1].endswith("/ansicht")
        assert [each for each in page.all("footer a") if each.get("href").endswith("/ansicht")]


def test_a_secret_address_is_not_carried_on(client: Any) -> None:
    page = client.see("/de/anmelden/link/" + "a" * 43, 410)
    assert not [each for each in page.all("a[href*='ansicht']") if "link" in each.get("href")]


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def movie(seconds: int) -> bytes:
    head = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(2_000_000)) + box(b"moov", box(b"mvhd", head))


@pytest.fixture
def folder(app: Flask) -> Path:
    """Where the town lays its films."""
    path = Path(app.extensions["bmw_settings"].files) / "gebaerdensprache"
    path.mkdir(parents=True)
    return path


def test_without_films_the_page_says_so_and_what_helps_instead(client: Any) -> None:
    page = client.see("/en/gebaerdensprache")
    assert "There is no film yet" in page.text
    assert not page.all("video")
    assert len(page.all("main section")) == len(PARTS)


def test_a_film_stands_in_its_section_with_length_and_size_and_can_be_taken_along(client: Any, folder: Path) -> None:
    (folder / "navigation.mp4").write_bytes(movie(95))
    page = client.see("/en/gebaerdensprache")
    assert "There is no film yet" not in page.text
    assert "MP4, 1:35 minutes, 2 megabytes" in page.text
    assert page.one("video").get("lang") == "gsg"
    address = page.one("figcaption a[download]").get("href")
    answer = client.get(address, headers={"Range": "bytes=0-7"}, buffered=True)
    assert (answer.status_code, answer.mimetype, answer.data[4:]) == (206, "video/mp4", b"ftyp")


@pytest.mark.parametrize("content", [b"", b"not a film", movie(5)[:40], box(b"moov", box(b"mvhd", b"")), movie(0)])
def test_what_is_no_film_is_not_shown(client: Any, folder: Path, content: bytes) -> None:
    (folder / "inhalt.mp4").write_bytes(content)
    assert film(folder.parent, "inhalt") is None
    assert not client.see("/en/gebaerdensprache").all("video")


@pytest.mark.parametrize(("there", "named"), [(PARTS[:-1], True), (PARTS, False)])
def test_the_statement_names_the_gap_only_while_a_film_is_missing(
    client: Any, folder: Path, there: tuple[str, ...], named: bool
) -> None:
    for name in there:
        (folder / f"{name}.mp4").write_bytes(movie(95))
    gaps = [gap["part"]["en"] for gap in client.get("/barrierefreiheit.json").json["gaps"]]
    assert ("Video in German Sign Language" in gaps) is named
    assert ("Video in German Sign Language" in client.see("/en/barrierefreiheit").text) is named


def test_only_the_four_films_are_given_out(client: Any, folder: Path) -> None:
    (folder / "anderes.mp4").write_bytes(movie(5))
    assert client.get("/de/gebaerdensprache/anderes.mp4").status_code == 404


@pytest.mark.parametrize("lang", ["de", "ar", "de-simple"])
def test_the_start_page_leads_to_both_special_languages(client: Any, lang: str) -> None:
    targets = {each.get("href") for each in client.see(f"/{lang}/").all("main a")}
    assert {f"/{lang}/leichte-sprache", f"/{lang}/gebaerdensprache"} <= targets
