"""Addresses of things: language first, German words, a human number."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from flask import current_app
from werkzeug.routing import BaseConverter, IntegerConverter

from bmw.kernel.text import Reading

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ı": "i"})
LONGEST = 60
LARGEST = 2**31 - 1
PLACE = "0000-00000"


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A title as it stands in an address; empty where it has no Latin letters."""
    plain = unicodedata.normalize("NFKD", text.translate(UMLAUTS)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit("-", 1)[0]


def without_words(path: str) -> str:
    """An address with the numbers of things only, to be kept: words of a title could be taken back one day."""
    return re.sub(r"(/\d{4}-\d{5,9})-[a-z0-9-]*", r"\1", path)


class Numbered:
    """Anything with a number and a headline."""

    page: str
    reference: str
    headline: Reading
    is_public: bool
    is_emptied: bool


def spelled(thing: Numbered) -> str:
    """Number and words of a thing as they stand in its address; what is not public has only its number."""
    words = slug(thing.headline.text) if thing.is_public and not thing.is_emptied else ""
    return f"{thing.reference}-{words}" if words else thing.reference


class ReferenceConverter(BaseConverter):
    """`2026-00123-radweg-b55`: the number counts, the words are for people."""

    regex = r"\d{4}-\d{5,9}(?:-[a-z0-9-]*)?"

    def to_python(self, value: str) -> str:
        return "-".join(value.split("-")[:2])

    def to_url(self, value: "str | Numbered") -> str:
        return value if isinstance(value, str) else spelled(value)


class NumberConverter(IntegerConverter):
    """A number in an address; one that no database could hold leads nowhere."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **options})


def path_of(endpoint: str, tag: str, **values: object) -> str:
    """The address of a page in some reader's language, without host; works outside of requests."""
    spoken = {"lang": tag} if current_app.url_map.is_endpoint_expecting(endpoint, "lang") else {}
    return str(current_app.url_map.bind("localhost").build(endpoint, {**spoken, **values}))


@lru_cache(maxsize=4096)
def fixed_path(endpoint: str, tag: str) -> str:
    """The address of a page that depends on nothing but the reader's language; built once."""
    return path_of(endpoint, tag)


@lru_cache(maxsize=4096)
def pattern_of(endpoint: str, tag: str, kind: str | None = None) -> str:
    """The address of the pages for one kind of thing, with `PLACE` where the number and words go."""
    return path_of(endpoint, tag, reference=PLACE, kind=kind)
