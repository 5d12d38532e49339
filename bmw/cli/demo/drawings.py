"""The pictures and the document of the demo town: drawn when it is filled, taken from nobody."""

import io
from math import cos, pi, sin
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from bmw.cli.demo.story import data
from bmw.media.cell.pictures import made_of
from bmw.media.plans import Description, KeptDocument, KeptPicture, MadePicture
from bmw.media.workshop import lay_down, seen_in

SIZE = (1200, 800)
SCALE = 2
"""Drawn larger than the data say, so that the edges come out smooth."""
COLOURS = ("#0a5950", "#a04407", "#1c5578", "#7d4e00", "#5b3a78", "#a3140e")
SEATS = 7


def of(kind: str, key: str) -> list[tuple[KeptPicture, Description]]:
    """The pictures that belong to a thing of the story, each with what is said about it."""
    mine = [each for each in data("pictures")["picture"] if each.get(kind) == key]
    return [(_laid_down(each), _said(each)) for each in mine]


def _said(entry: dict[str, Any]) -> Description:
    alt = entry.get("alt", "")
    return Description(alt, entry.get("language", ""), decorative=not alt)


def _laid_down(entry: dict[str, Any]) -> KeptPicture:
    paper = io.BytesIO()
    _drawn(entry).save(paper, "PNG", compress_level=1)
    told, parts = made_of(paper.getvalue())
    return lay_down(MadePicture(told["width"], told["height"], tuple(parts)))


def _drawn(entry: dict[str, Any]) -> Image.Image:
    sheet = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), entry["ground"])
    pen = ImageDraw.Draw(sheet)
    for what, colour, *given in entry["shapes"]:
        numbers = [SCALE * each for each in given]
        if what == "box":
            pen.rectangle(numbers, colour)
        elif what == "round":
            pen.ellipse(numbers, colour)
        elif what == "form":
            pen.polygon(numbers, colour)
        else:
            pen.line(numbers[1:], colour, numbers[0], "curve")
    for n in range(entry.get("tables", 0)):
        _seat(pen, SCALE * (240 + n % 4 * 240), SCALE * (290 + n // 4 * 260), n)
    return sheet


def _seat(pen: ImageDraw.ImageDraw, x: int, y: int, turn: int) -> None:
    """A round table and the people around it."""
    pen.ellipse(_around(x, y, 62), "#e9ddc6")
    for seat in range(SEATS):
        angle = 2 * pi * (seat + turn / 3) / SEATS
        place = x + 92 * SCALE * cos(angle), y + 92 * SCALE * sin(angle)
        pen.ellipse(_around(*place, 20), COLOURS[(seat + turn) % len(COLOURS)])


def _around(x: float, y: float, reach: float) -> tuple[float, float, float, float]:
    reach *= SCALE
    return (x - reach, y - reach, x + reach, y + reach)


def document(text: str) -> KeptDocument:
    """A plain PDF as an office program writes it when nobody thinks of those who listen: letters, but no structure.

    Without a text it is like a scan: a page without letters.
    """
    lines = [line.lstrip("#- ") for line in text.strip().splitlines()]
    sheet = pikepdf.new()
    sheet.add_blank_page(page_size=(595, 842))
    font = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1, "/BaseFont": pikepdf.Name.Helvetica}
    font["/Encoding"] = pikepdf.Name.WinAnsiEncoding
    page = sheet.pages[0]
    if text:
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=sheet.make_indirect(pikepdf.Dictionary(font))))
    written = b"\n".join(b"(" + line.encode("cp1252") + b") Tj T*" for line in lines)
    page.Contents = sheet.make_stream(b"BT /F1 16 Tf 24 TL 60 760 Td\n" + written + b"\nET")
    paper = io.BytesIO()
    sheet.save(paper)
    return seen_in(paper.getvalue())
