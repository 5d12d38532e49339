"""Files that mean harm: pages in the guise of pictures, bombs, programs in documents, and who may not send any."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from bmw.kernel.database import db, transaction
from bmw.kernel.limits import ALLOWED, What
from bmw.media import queries, workshop
from bmw.media.models import Document, Picture
from bmw.proposals.models import Proposal
from tests import files
from tests.attacks.town import Town

ALT = "Ein schmaler Weg neben einer Straße"
SCRIPT = b"<script>alert(document.domain)</script>"


def draft(town: Town) -> Proposal:
    """What the author is still writing."""
    found: Proposal = town.things["proposal"][1]
    return found


def send(who: Any, town: Town, content: bytes, name: str = "weg.jpg") -> Any:
    """Send a picture for a draft."""
    words = {"alt": ALT, "language": "de", "file": (io.BytesIO(content), name, "image/jpeg")}
    return who.post(f"/de/vorschlaege/{draft(town).reference}/bilder", data=words)


def kept(town: Town) -> list[Picture]:
    with transaction(writes=False):
        return [each for each in queries.of_record(draft(town)) if each.alt == ALT]


def folder(app: Flask) -> list[Path]:
    return list(Path(app.extensions["bmw_settings"].files).glob("*"))


def hostile() -> dict[str, bytes]:
    """What is no picture, or more than one."""
    good = files.picture()
    return {
        "a page": b"<!doctype html>" + SCRIPT,
        "a drawing": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "a page behind the sign of a JPEG": b"\xff\xd8\xff\xe0" + SCRIPT,
        "a page behind the sign of a PNG": b"\x89PNG\r\n\x1a\n" + SCRIPT,
        "an archive": b"PK\x03\x04" + b"\0" * 100,
        "a program": b"MZ" + b"\0" * 100,
        "a GIF": files.picture(kind="GIF"),
        "a TIFF": files.picture(90, 90, kind="TIFF"),
        "a bitmap": files.picture(90, 90, kind="BMP"),
        "a document": files.pdf(),
        "a HEIC picture": b"\0\0\0\x18ftypheic" + b"\0" * 100,
        "half a picture": good[: len(good) // 2],
        "nothing at all": b"",
        "a moving picture": files.moving("PNG"),
    }


@pytest.mark.parametrize("what", hostile())
def test_what_is_no_picture_is_not_kept(app: Flask, town: Town, people: Any, what: str) -> None:
    assert send(people["author"], town, hostile()[what]).status_code == 422
    assert kept(town) == []
    assert folder(app) == []


def test_nothing_of_a_picture_but_its_colours_is_kept(app: Flask, town: Town, people: Any) -> None:
    notes = Image.Exif()
    notes[0x010E] = f"{files.PLACE} {SCRIPT.decode()}"
    picture = Image.new("RGB", (640, 480), "green")
    content = files.saved(picture, exif=notes, comment=SCRIPT, icc_profile=SCRIPT * 9, xmp=SCRIPT) + SCRIPT
    assert content.count(SCRIPT) > 10
    assert send(people["author"], town, content).status_code == 303
    assert len(kept(town)) == 1
    assert len(folder(app)) == 3
    assert not any(word in each.read_bytes() for each in folder(app) for word in (b"script", files.PLACE.encode()))


@pytest.mark.parametrize("name", ["../../../x.webp", "x.html", "/etc/passwd", "x.jpg\x00.html", "ä" * 300, ".htaccess"])
def test_a_picture_is_given_out_as_nothing_else(app: Flask, town: Town, people: Any, name: str) -> None:
    assert send(people["author"], town, files.picture(), name).status_code == 303
    (picture,) = kept(town)
    assert {each.name for each in folder(app)} == set(picture.files)
    with people["author"].get(f"/de/vorschlaege/{draft(town).reference}/bilder/{picture.id}-480.webp") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_a_small_file_never_becomes_a_huge_picture(app: Flask, town: Town, people: Any) -> None:
    bomb = files.bomb()
    assert len(bomb) < 250_000
    page = send(people["author"], town, bomb)
    assert page.status_code == 422
    assert "50 Millionen Bildpunkte" in page.text
    assert folder(app) == []


def test_a_file_that_is_too_large_is_not_even_looked_at(app: Flask, town: Town, people: Any) -> None:
    path = f"/de/vorschlaege/{draft(town).reference}/bilder"
    for more, status in ((0, 422), (2_000_000, 413)):
        sent = files.form(files.picture() + b"0" * (workshop.LARGEST + more), alt=ALT, language="de")
        assert people["author"].post(path, **sent).status_code == status
    assert folder(app) == []


INSIDE = "from bmw.media.cell.limits import shut; import os, socket, subprocess; shut(); "


@pytest.mark.parametrize(
    ("deed", "does"),
    [
        ("it opens a file", "open('/etc/passwd')"),
        ("it writes a file", "os.open('/tmp/harm', os.O_CREAT | os.O_WRONLY)"),
        ("it speaks with others", "socket.socket()"),
        ("it takes all memory", "bytearray(2_000_000_000)"),
        ("it goes on for ever", "exec('while True: pass')"),
        ("it leaves something behind", "os.write(1, b'x'); os.ftruncate(1, 9_000_000)"),
    ],
)
def test_the_cell_has_no_doors(deed: str, does: str, tmp_path: Path) -> None:
    def run(code: str) -> int:
        short = code.replace("shut()", "import resource; shut(); resource.setrlimit(resource.RLIMIT_CPU, (2, 2))")
        with (tmp_path / "out").open("wb") as out:
            known = {"PYTHONPATH": workshop.ROOT}
            return subprocess.run([sys.executable, "-P", "-c", short], env=known, stdout=out, check=False).returncode

    assert run(INSIDE + "len(b'harmless')") == 0
    assert run(INSIDE + does) != 0, deed


def test_a_document_that_runs_or_carries_something_is_not_kept(app: Flask, town: Town, people: Any) -> None:
    path = f"/de/redaktion/treffen/{town.one('meeting').reference}/dokument"

    def put(content: bytes) -> int:
        words = {"title": "Protokoll", "text": "Es wurde geredet.", "file": (io.BytesIO(content), "x.pdf")}
        return int(people["staff"].post(path, data=words).status_code)

    for content in (files.locked_pdf(), files.laden_pdf(), *map(files.running_pdf, ("JavaScript", "Launch"))):
        assert put(content) == 422
    with transaction(writes=False):
        assert db.get(Document, town.one("meeting").id) is None
    assert folder(app) == []
    assert put(files.pdf()) == 303


@pytest.mark.parametrize("who", ["guest", "citizen", "staff"])
def test_nothing_is_opened_for_somebody_who_may_not(app: Flask, town: Town, people: Any, who: str) -> None:
    assert send(people[who], town, files.picture()).status_code == 403
    assert folder(app) == []
    assert send(people["author"], town, files.picture()).status_code == 303


def test_nobody_keeps_the_cell_busy_all_day(app: Flask, town: Town, people: Any) -> None:
    most = ALLOWED[What.FILE].most
    for _n in range(most):
        assert send(people["author"], town, b"").status_code == 422
    assert send(people["author"], town, files.picture()).status_code == 429
    assert folder(app) == []
