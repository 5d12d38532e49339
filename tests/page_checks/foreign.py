"""Words that look like those of the page and are of another language: known only to whoever knows the texts."""

import re
from collections.abc import Iterable, Mapping

from lxml.html import HtmlElement

from tests.page_checks.language import language, words

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
SHORTEST, BEGINNING = 12, 24
"""Letters that tell a sentence from any other; lists show no more than its beginning."""


def beginnings(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """How each sentence of these texts begins, and its language, from pairs of language and text."""
    pieces = ((tag, " ".join(piece.split())) for tag, text in texts for piece in SENTENCE.split(text))
    return {piece[:BEGINNING].rstrip(".!? "): tag for tag, piece in pieces if len(piece) >= SHORTEST}


def unmarked(root: HtmlElement, known: Mapping[str, str]) -> list[str]:
    """Where words of such a text stand in an element of another language."""
    found = []
    for element, text in words(root):
        plain = " ".join(text.split())
        for beginning, tag in known.items():
            if beginning in plain and language(element) != tag:
                found.append(f"{tag} words are marked as {language(element)!r}: {plain[:80]}")
    return found
