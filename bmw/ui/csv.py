"""Tables to take along: the one place that writes CSV, and no cell of them ever calculates."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import quote

from flask import Response, request

from bmw.kernel.text import Sentence
from bmw.ui.links import slug

MOST = 20_000
"""Rows of one file; what is longer comes in parts, so that no table fills the memory."""
LINES = 200
"""Rows sent at a time."""
STARTS = re.compile(r"""(^|[;,\t\r\n|])([\s"'\u200b\ufeff]*)([=+\-@\uff1d\uff0b\uff0d\uff20\t\r])""")
"""Where a spreadsheet would begin to calculate: at the start of a cell, or of what another separator makes one."""


@dataclass(frozen=True)
class Style:
    """How a file is written."""

    separator: str
    mark: str
    """Signs before everything that tell a spreadsheet it is UTF-8."""
    in_words: bool
    """Heads and states in the reader's words, else as fixed names for programs."""


SPREADSHEET = Style(";", "\ufeff", in_words=True)
PROGRAM = Style(",", "", in_words=False)


@dataclass(frozen=True)
class Named:
    """A value that has a fixed name for programs, and words for people."""

    name: str
    words: Sentence


Cell = str | int | float | Named | None
Row = Sequence[Cell]


def guarded(text: str) -> str:
    """A text that stays a text in every spreadsheet: an apostrophe stands before what would be a formula."""
    if text[:1] in ("\t", "\r"):
        text = f"'{text}"
    return STARTS.sub(r"\1\2'\3", text)


def written(head: Mapping[str, Sentence], rows: Iterable[Row], style: Style) -> Iterator[str]:
    """The lines of a table, some at a time."""
    first: Row = [str(words) for words in head.values()] if style.in_words else list(head)
    lines = chain([first], rows)
    mark = style.mark
    while some := list(islice(lines, LINES)):
        paper = io.StringIO()
        plain = csv.writer(paper, delimiter=style.separator, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
        plain.writerows([_safe(cell, style) for cell in row] for row in some)
        yield mark + paper.getvalue()
        mark = ""


def _safe(cell: Cell, style: Style) -> str | int | float:
    plain = _plain(cell, style)
    return guarded(plain) if isinstance(plain, str) else plain


def _plain(cell: Cell, style: Style) -> str | int | float:
    if isinstance(cell, Named):
        return str(cell.words) if style.in_words else cell.name
    return "" if cell is None else cell


def asked() -> Style:
    """The style the address asks for; without a wish, the one for spreadsheets."""
    return PROGRAM if request.args.get("form") == "programm" else SPREADSHEET


def part() -> int:
    """Which part of a long table the address asks for, from 1."""
    return max(1, min(request.args.get("teil", 1, type=int), 10_000))


def download(
    name: str, head: Mapping[str, Sentence], rows: Iterable[Row], *, private: bool = False, most: int = MOST
) -> Response:
    """A table as a file; all of it is read before the first line is sent, so that a slow reader holds up nobody."""
    style = asked()
    ready = [[_plain(cell, style) for cell in row] for row in islice(rows, most)]
    answer = Response(written(head, ready, style), mimetype="text/csv")
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = attachment(f"{name}.csv")
    if private:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def attachment(name: str) -> str:
    """The header that names a file (RFC 6266): in plain letters for old browsers, in full for all others."""
    stem, _dot, ending = name.rpartition(".")
    return f"attachment; filename=\"{slug(stem) or 'tabelle'}.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
