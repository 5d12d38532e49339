"""CSV files of an export, read strictly: whatever is wrong is said with file and line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bmw.kernel.text import clean_line

LARGEST = 2**31 - 1


class Malformed(Exception):
    """Something in the export is not as it should be; the sentence names file and line."""

    def __init__(self, file: str, sentence: str, line: int | None = None) -> None:
        words = clean_line(sentence)  # it quotes the file, and a terminal obeys signs that nobody sees
        super().__init__(f"{file}, line {line}: {words}" if line else f"{file}: {words}")


@dataclass(frozen=True)
class Row:
    """One row of a file: where it starts, and its cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """What stands in a column."""
        return self.cells[column]

    def number(self, column: str, least: int = 0, most: int = LARGEST) -> int:
        """The whole number in a column."""
        value = whole_number(self.cells[column])
        if value is None or not least <= value <= most:
            raise Malformed(
                self.file, f"“{column}” must be a whole number, but is “{self.cells[column][:40]}”.", self.line
            )
        return value


def whole_number(text: str) -> int | None:
    """A whole number as computers write it, or nothing."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file with the line each starts on; empty lines are passed over."""
    reader = csv.reader(_decoded(path).splitlines(keepends=True), strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cut = "the file ends in the middle of a quoted text. Is it cut off?"
            raise Malformed(path.name, cut if "end of data" in str(error) else f"{error}.", start) from None
        if cells:
            yield start, cells
        start = reader.line_num + 1


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Malformed(path.name, f"the folder {path.parent} has no such file.") from None
    except OSError as error:
        raise Malformed(path.name, f"the file cannot be read ({error.strerror}).") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Malformed(path.name, "this is not UTF-8 text. Please save the file as UTF-8.", line) from None
    if "\0" in text:
        raise Malformed(path.name, "there is a NUL character.", text.count("\n", 0, text.index("\0")) + 1)
    # Only \n, \r\n and \r end a line of CSV; splitlines() would also cut at other separators inside a text.
    return text.translate({0x0B: " ", 0x0C: " ", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x85: " ", 0x2028: " ", 0x2029: " "})


def header(file: str, rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    """The first row: the names of the columns."""
    names = [name.strip() for name in next(rows, (1, []))[1]]
    if not names:
        raise Malformed(file, "the file is empty.")
    twice = next((name for name in names if names.count(name) > 1), None) if len(names) < 50 else None
    if twice is not None:
        raise Malformed(file, f"the column “{twice}” is there twice.", 1)
    return names


def table(path: Path, needed: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a file that has these columns."""
    rows = lines(path)
    names = header(path.name, rows)
    missing = [name for name in needed if name not in names]
    if missing:
        raise Malformed(path.name, f"the column “{missing[0]}” is missing.", 1)
    for line, cells in rows:
        if len(cells) != len(names):
            raise Malformed(path.name, f"{len(names)} columns are expected, here are {len(cells)}.", line)
        yield Row(path.name, line, dict(zip(names, cells, strict=True)))
