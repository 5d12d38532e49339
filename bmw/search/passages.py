"""Why something was found: the words around the place where it says what somebody looks for."""

import re
from dataclasses import replace

from bmw.kernel.text import Reading

LENGTH = 180
BEFORE = 60
STEM = 5
"""So many letters of a word must be the same: the search finds other endings, too."""


def passage(text: Reading, words: str) -> Reading:
    """A piece of a text around the first of these words; if none of them stands there, its beginning."""
    plain = " ".join(text.text.split())
    stems = "|".join(re.escape(each[:STEM]) for each in words.split() if len(each) > 1)
    place = re.search(rf"\b(?:{stems})", plain, re.IGNORECASE) if stems else None
    start = plain.rfind(" ", 0, place.start() - BEFORE) + 1 if place and place.start() > LENGTH - BEFORE else 0
    return replace(text, text=_cut(plain, start))


def _cut(plain: str, start: int) -> str:
    end = len(plain) if len(plain) <= start + LENGTH else plain.rfind(" ", start, start + LENGTH)
    piece = plain[start : end if end > start else start + LENGTH]
    return f"{'… ' if start else ''}{piece}{' …' if start + len(piece) < len(plain) else ''}"
