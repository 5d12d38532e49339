"""Pictures and documents for tests, made when they are needed; some of them mean harm."""

import io
import zlib
from struct import pack
from typing import Any

import pikepdf
from PIL import Image

PLACE = "Bergheim, Chaussee 7"
"""Stands in what a camera writes into its pictures."""


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture as a file."""
    paper = io.BytesIO()
    image.save(paper, kind, **options)
    return paper.getvalue()


def picture(width: int = 640, height: int = 480, colour: Any = (20, 90, 80), kind: str = "JPEG") -> bytes:
    """A plain picture."""
    return saved(Image.new("RGB", (width, height), colour), kind)


def turned() -> bytes:
    """A picture taken upright, the way phones keep it: lying, with a note of how to turn it and where it was taken."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010E] = 6, PLACE
    return saved(Image.new("RGB", (640, 480), "green"), exif=notes)


def moving(kind: str) -> bytes:
    """A picture with two frames."""
    first, second = (Image.new("RGB", (64, 64), colour) for colour in ("red", "blue"))
    return saved(first, kind, save_all=True, append_images=[second])


def bomb(side: int = 40_000) -> bytes:
    """A small PNG that says it is huge, and is."""
    head = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side // 8 + 1) * side, 9)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*each) for each in parts)


def _part(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))


def pdf(*, pages: int = 1, marked_up: bool = False, words: bool = True, **more: Any) -> bytes:
    """A PDF; `more` are entries of its root."""
    document = pikepdf.new()
    for _n in range(pages):
        document.add_blank_page()
    if words:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    if marked_up:
        document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        document.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        document.Root.Lang = "de"
        document.docinfo["/Title"] = "Niederschrift"
    for name, value in more.items():
        document.Root[f"/{name}"] = value
    return _written(document)


def _written(document: pikepdf.Pdf, **options: Any) -> bytes:
    paper = io.BytesIO()
    document.save(paper, **options)
    return paper.getvalue()


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    document = pikepdf.new()
    document.add_blank_page()
    return _written(document, encryption=pikepdf.Encryption(owner="geheim", user="geheim"))


def running_pdf(action: str = "JavaScript") -> bytes:
    """A PDF that runs something when it is opened."""
    does = pikepdf.Dictionary(S=pikepdf.Name(f"/{action}"), JS="app.alert(1)", F="/bin/sh")
    return pdf(OpenAction=does)


def laden_pdf() -> bytes:
    """A PDF that carries another file."""
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["harm.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")
    return _written(document)


def form(content: bytes, name: str = "datei", **words: str) -> dict[str, Any]:
    """A form with a file as browsers send it, for files so large that the test client would put them aside."""
    head = '--cut\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    parts = [f"{head.format(key, '')}{value}\r\n".encode() for key, value in words.items()]
    file = head.format("file", f'; filename="{name}"').encode() + content + b"\r\n--cut--\r\n"
    return {"data": b"".join(parts) + file, "content_type": "multipart/form-data; boundary=cut"}
