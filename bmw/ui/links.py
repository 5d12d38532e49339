"""Addresses of things: language first, German words, a human number."""

import re
import unicodedata
from typing import Any

from flask import current_app
from werkzeug.routing import BaseConverter, IntegerConverter

from bmw.kernel.text import Reading

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ı": "i"})
LONGEST = 60
LARGEST = 2**31 - 1


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


class ReferenceConverter(BaseConverter):
    """`2026-00123-radweg-b55`: the number counts, the words are for people; what is not public has only its number."""

    regex = r"\d{4}-\d{5,9}(?:-[a-z0-9-]*)?"

    def to_python(self, value: str) -> str:
        return "-".join(value.split("-")[:2])

    def to_url(self, value: "str | Numbered") -> str:
        if isinstance(value, str):
            return value
        words = slug(value.headline.text) if value.is_public and not value.is_emptied else ""
        return f"{value.reference}-{words}" if words else value.reference


class NumberConverter(IntegerConverter):
    """A number in an address; one that no database could hold leads nowhere."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **options})


def path_of(endpoint: str, tag: str, **values: object) -> str:
    """The address of a page in some reader's language, without host; works outside of requests."""
    return str(current_app.url_map.bind("localhost").build(endpoint, {"lang": tag, **values}))
