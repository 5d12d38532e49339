"""Hints for people who write: what could be a barrier in a text, and how to mend it. Nothing here forbids anything."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from bmw.kernel.text import Sentence, _

READ = 100_000
"""So many characters are looked at."""
MOST = 3
"""So many hints of one kind; more would only discourage."""
LONG, LONG_SIMPLE = 25, 12
"""A sentence with more words is long."""
SHOWN = 40


class Kind(StrEnum):
    """What a hint is about."""

    LANGUAGE = "language"
    PICTURE = "picture"
    LINK = "link"
    HEADING = "heading"
    CAPITALS = "capitals"
    SENTENCE = "sentence"
    TABLE = "table"
    LIST = "list"


GENTLE = frozenset({Kind.LANGUAGE, Kind.LINK, Kind.CAPITALS})
"""What a citizen is told in the preview; nobody is taught how to write."""


@dataclass(frozen=True)
class Hint:
    """Something that could be a barrier, and the repair."""

    kind: Kind
    sentence: Sentence
    repair: Sentence
    words: str = ""
    """The words that are meant, in the language of the text."""


# Every repetition has an end, so that no text takes long.
PICTURE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
FILE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|svg|heic)$", re.IGNORECASE)
LINK = re.compile(r"(?<!!)\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
CALLED = re.compile(
    r"(?:bitte\s+)?(?:klicken\s+sie\s+)?(?:hier|hier\s+klicken|mehr|weiter|weiterlesen|link|dieser\s+link)"
    r"|(?:click\s+)?here|(?:read\s+)?more|this\s+link|continue|(?:اضغط\s+|انقر\s+)?هنا|المزيد|buraya?(?:\s+tıklayın)?",
    re.IGNORECASE,
)
BARE_CALL = re.compile(r"\bklicken sie hier\b|\bhier klicken\b|\bclick here\b|(?:اضغط|انقر) هنا", re.IGNORECASE)
HEADING = re.compile(r"^(#{1,6})\s+\S", re.MULTILINE)
BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_\n]{3,80})(?:\*\*|__)")
WORD = re.compile(r"[^\W\d_]+")
END = re.compile(r"(?<=[.!?؟。])\s|\n")
MARKUP = re.compile(r"\]\([^()\n]{0,2000}\)|[*_#>\[\]`]")
POINT = re.compile(r"[•·●▪–—]\s*\S")


def hints(text: str, language: str, *, headings: bool = False) -> list[Hint]:
    """What could be a barrier in a text of this language; `headings` says that headings come out as such there."""
    text = text[:READ]
    if not text.strip():
        return []
    found = [*_language(language), *_pictures(text), *_links(text), *_capitals(text), *_tables(text), *_lists(text)]
    found += [*(_headings(text) if headings else ()), *_sentences(text, language)]
    return [hint for _kind, several in groupby(found, lambda each: each.kind) for hint in list(several)[:MOST]]


def _language(language: str) -> Iterator[Hint]:
    if not language:
        yield Hint(
            Kind.LANGUAGE,
            _("Nobody has said in which language this is."),
            _("Choose the language. Then reading programs pronounce it right."),
        )


def _pictures(text: str) -> Iterator[Hint]:
    for found in PICTURE.finditer(text):
        if not found[1].strip() or FILE_NAME.search(found[1].strip()):
            yield Hint(
                Kind.PICTURE,
                _("A picture has no description."),
                _("Say in a sentence what can be seen. People who do not see it hear this sentence."),
            )


def _links(text: str) -> Iterator[Hint]:
    called = [found[1].strip(" .!»«→") for found in LINK.finditer(text)]
    for words in [each for each in called if CALLED.fullmatch(each)] or BARE_CALL.findall(text):
        yield Hint(
            Kind.LINK,
            _("A link does not say where it leads."),
            _("Say where it leads, as in: The timetable of line 950."),
            words,
        )


def _capitals(text: str) -> Iterator[Hint]:
    for is_loud, words in groupby(WORD.findall(text), lambda word: len(word) > 1 and word.isupper()):
        loud = list(words)
        if is_loud and (len(loud) > 2 or any(len(word) > 11 for word in loud)):
            yield Hint(
                Kind.CAPITALS,
                _("Words stand in capital letters."),
                _("Write it in small letters. Capitals are hard to read, and some programs spell them out."),
                _short(" ".join(loud)),
            )


def _headings(text: str) -> Iterator[Hint]:
    for before, after in pairwise(len(found[1]) for found in HEADING.finditer(text)):
        if after > before + 1:
            yield Hint(
                Kind.HEADING,
                _("A heading leaves a level out."),
                _("Use ## for headings and ### for those below them, one level after the other."),
            )
    for found in filter(None, (BOLD_LINE.fullmatch(line.strip()) for line in text.splitlines())):
        yield Hint(
            Kind.HEADING,
            _("This looks like a heading, but is only bold."),
            _("Write ## before it. Then reading programs find it in the list of headings."),
            _short(found[1]),
        )


def _sentences(text: str, language: str) -> Iterator[Hint]:
    most = LONG_SIMPLE if language.endswith("-simple") else LONG
    for sentence in END.split(MARKUP.sub(" ", text)):
        words = sentence.split()
        if len(words) > most:
            yield Hint(
                Kind.SENTENCE,
                _("A sentence has %(count)s words.", count=len(words)),
                _("Make two sentences of it. Say the most important thing first."),
                _short(" ".join(words).lstrip("-+ ")),
            )


def _tables(text: str) -> Iterator[Hint]:
    for _found in _several(text, lambda line: "|" in line.strip("|")):
        yield Hint(
            Kind.TABLE,
            _("This looks like a table. It does not come out as one, and has no heads that could be read out."),
            _("Write a list: one line for each row, as in: - Monday: 9 to 12 o'clock."),
        )


def _lists(text: str) -> Iterator[Hint]:
    for _found in _several(text, lambda line: bool(POINT.match(line))):
        yield Hint(
            Kind.LIST,
            _("This looks like a list, but does not come out as one."),
            _("Begin each line with a hyphen and a space. Then reading programs say how many points there are."),
        )


def _several(text: str, fits: Callable[[str], bool]) -> Iterator[list[str]]:
    """Lines below each other, two at least, that fit."""
    for fitting, lines in groupby((line.strip() for line in text.splitlines()), fits):
        found = list(lines)
        if fitting and len(found) > 1:
            yield found


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"
