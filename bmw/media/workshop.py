"""The way into the cell and out again: a stranger's file goes in, a finding comes out, or a sentence why not."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from bmw.kernel import files
from bmw.kernel.text import Sentence, _
from bmw.media.models import file_of
from bmw.media.plans import KeptDocument, KeptPicture, MadePicture
from bmw.media.sizes import widths_of

LARGEST = 10 * 1024 * 1024
"""Bytes of a file that somebody may send."""
PATIENCE = 60.0
"""Seconds on the clock until a file is given up; a busy machine is slow, and the cell counts its own work."""
QUEUE = 20.0
ROOT = str(Path(__file__).parents[2])
BENCHES = BoundedSemaphore(2)
"""So many files are looked at at once; each may take a gigabyte for a moment."""


class Unusable(Exception):
    """A file cannot be taken; the sentence says why, and what helps."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


UNREADABLE = _("This file cannot be read as a picture. Perhaps it was damaged on its way. Please try another one.")
PICTURES: dict[str, Sentence] = {
    "pixels": _("This picture is too large: more than 50 million dots. Please make it smaller first."),
    "small": _("This picture is too small or too narrow. Nobody could see what it shows."),
    "moving": _("This picture moves. Moving pictures disturb many people when they read. Please choose a still one."),
    "unreadable": UNREADABLE,
}
DOCUMENTS: dict[str, Sentence] = {
    "locked": _("This document is locked with a password. Please save it without one."),
    "active": _("This document contains a program or a form that runs one. Please save it again as a plain PDF."),
    "carries": _("Other files are packed into this document. Please save it without attachments."),
    "complex": _("This document is too complex to be looked through. Please divide it."),
    "broken": _("This document is damaged or not a PDF. Please save it again."),
}
BUSY = _("Very many files are being sent at the moment. Please send it once more in a moment.")
TOO_LARGE = _("This file is too large. At most 10 MB are possible.")
NO_PICTURE = _("This is not a JPEG, PNG or WebP picture. Please choose another one.")
SIGNS: tuple[tuple[int, tuple[bytes, ...], Sentence], ...] = (
    (4, (b"ftyphei", b"ftyphev", b"ftypmif", b"ftypmsf"), _(
        "This is a HEIC picture, which many devices cannot show. Please send it as JPEG. "
        "On an iPhone: Settings, Camera, Formats, Most Compatible."
    )),
    (0, (b"GIF8",), _("This is a GIF picture. Please save it as PNG or JPEG.")),
    (0, (b"%PDF-",), _("This is a PDF, not a picture. Please send a picture of it as JPEG or PNG.")),
)  # fmt: skip


def made_of(content: bytes) -> MadePicture:
    """A picture, drawn anew in every width; it takes seconds, so never inside a step."""
    _check_sign(content)
    said, parts = _in_cell("picture", content, PICTURES, "unreadable")
    return MadePicture(said["width"], said["height"], tuple(parts))


def lay_down(made: MadePicture) -> KeptPicture:
    """A picture is put into the folder; until somebody has described it, it belongs to nothing."""
    key = files.new_key()
    for width, part in zip(widths_of(made.width), made.parts, strict=True):
        files.keep(file_of(key, width), part)
    return KeptPicture(key, made.width, made.height)


def seen_in(content: bytes) -> KeptDocument:
    """A PDF is looked through and put into the folder; it takes a while, so never inside a step."""
    if not content.startswith(b"%PDF-"):
        raise Unusable(_("This is not a PDF file. Please save the document as PDF first."))
    if len(content) > LARGEST:
        raise Unusable(TOO_LARGE)
    said, _parts = _in_cell("document", content, DOCUMENTS, "broken")
    name = f"{files.new_key()}.pdf"
    files.keep(name, content)
    told = {each: said[each] for each in ("pages", "tagged", "named", "open", "words")}
    return KeptDocument(name, len(content), **told)


def _check_sign(content: bytes) -> None:
    """By its first bytes, not by its name."""
    if len(content) > LARGEST:
        raise Unusable(TOO_LARGE)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (content[:4], content[8:12]) == (
        b"RIFF",
        b"WEBP",
    ):
        return
    known = (said for place, signs, said in SIGNS if content[place:].startswith(signs))
    is_drawing = b"<svg" in content[:1000].lower()
    drawing = _("This is an SVG drawing. It can contain programs. Please save it as PNG.")
    raise Unusable(drawing if is_drawing else next(known, NO_PICTURE))


def _in_cell(
    what: str, content: bytes, troubles: dict[str, Sentence], worst: str
) -> tuple[dict[str, Any], list[bytes]]:
    if not BENCHES.acquire(timeout=QUEUE):
        raise Unusable(BUSY)
    try:
        done = _run(what, content)
    except subprocess.TimeoutExpired:
        raise Unusable(troubles[worst]) from None
    finally:
        BENCHES.release()
    head, _line, rest = done.stdout.partition(b"\n")
    said: dict[str, Any] = json.loads(head) if done.returncode == 0 and head else {"trouble": worst}
    if said.get("trouble"):
        raise Unusable(troubles.get(said["trouble"], troubles[worst]))
    return said, _cut(rest, said["parts"])


def _run(what: str, content: bytes) -> "subprocess.CompletedProcess[bytes]":
    call = [sys.executable, "-P", "-m", "bmw.media.cell", what]
    known = {"PYTHONPATH": ROOT, "PYTHONDONTWRITEBYTECODE": "1", "PATH": ""}
    return subprocess.run(
        call,
        input=content,
        capture_output=True,
        timeout=PATIENCE,
        env=known,
        cwd="/",
        start_new_session=True,
        check=False,
    )


def _cut(rest: bytes, lengths: list[int]) -> list[bytes]:
    parts = []
    for length in lengths:
        parts.append(rest[:length])
        rest = rest[length:]
    return parts
