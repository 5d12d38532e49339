"""In the cell: what becomes of a picture, and what is seen in a document."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from bmw.kernel.text import Sentence
from bmw.media.workshop import DOCUMENTS, PICTURES, Unusable, made_of, seen_in
from tests import files


def drawn(content: bytes) -> Image.Image:
    """The largest picture that comes out."""
    return Image.open(io.BytesIO(made_of(content).parts[-1]))


def refused(look: Any, content: bytes) -> Sentence:
    """The sentence with which a file is not taken."""
    with pytest.raises(Unusable) as trouble:
        look(content)
    return trouble.value.sentence


def test_a_picture_comes_out_in_the_widths_that_screens_need(app: Flask) -> None:
    made = made_of(files.picture(2000, 1000))
    sizes = [Image.open(io.BytesIO(part)).size for part in made.parts]
    assert (made.width, made.height) == (1600, 800)
    assert sizes == [(160, 80), (480, 240), (960, 480), (1600, 800)]


def test_a_small_picture_is_not_made_larger(app: Flask) -> None:
    assert [Image.open(io.BytesIO(part)).size for part in made_of(files.picture(500, 100)).parts] == [
        (160, 32), (480, 96), (500, 100),
    ]  # fmt: skip


def test_a_picture_stands_upright_and_tells_nothing_of_place_and_camera(app: Flask) -> None:
    content = files.turned()
    assert files.PLACE.encode() in content
    made = made_of(content)
    assert (made.width, made.height) == (480, 640)
    assert not any(files.PLACE.encode() in part or b"EXIF" in part for part in made.parts)


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "seen"),
    [
        ("CMYK", (0, 255, 255, 0), "JPEG", (255, 0, 0)),
        ("I;16", 65535, "PNG", (255, 255, 255)),
        ("RGBA", (0, 0, 255, 0), "PNG", (255, 255, 255)),
        ("LA", (0, 255), "PNG", (0, 0, 0)),
        ("1", 0, "PNG", (0, 0, 0)),
        ("RGB", (255, 0, 0), "WEBP", (255, 0, 0)),
    ],
)
def test_every_sort_of_colour_becomes_that_of_screens(
    app: Flask, mode: str, colour: Any, kind: str, seen: tuple[int, ...]
) -> None:
    found: Any = drawn(files.saved(Image.new(mode, (64, 64), colour), kind)).convert("RGB").getpixel((30, 30))
    assert all(abs(one - other) < 6 for one, other in zip(found, seen, strict=True))


def test_what_a_phone_takes_from_two_sides_is_one_picture(app: Flask) -> None:
    first, second = Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")
    content = files.saved(first, "MPO", save_all=True, append_images=[second])
    assert drawn(content).convert("RGB").getpixel((30, 30))[0] > 200  # type: ignore[index]  # three colours


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(app: Flask, kind: str) -> None:
    assert refused(made_of, files.moving(kind)) is PICTURES["moving"]


@pytest.mark.parametrize("size", [(8, 300), (300, 8), (40, 30_000)])
def test_what_nobody_could_see_is_refused(app: Flask, size: tuple[int, int]) -> None:
    assert refused(made_of, files.picture(*size, kind="PNG")) is PICTURES["small"]


def test_a_document_says_what_helps_to_read_it_aloud(app: Flask) -> None:
    plain, marked = seen_in(files.pdf(pages=3)), seen_in(files.pdf(marked_up=True))
    assert (plain.pages, plain.tagged, plain.named, plain.open, plain.words) == (3, False, False, True, True)
    assert (marked.tagged, marked.named, marked.open, marked.words) == (True, True, True, True)
    assert not seen_in(files.pdf(words=False)).words


def test_a_locked_document_is_refused(app: Flask) -> None:
    assert refused(seen_in, files.locked_pdf()) is DOCUMENTS["locked"]
