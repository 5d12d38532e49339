"""Reading a Polis export: statements, votes and the summary, checked as a whole before anything is written."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from bmw.cli.polis.table import Malformed, Row, header, lines, table, whole_number
from bmw.kernel.text import clean_line, clean_text

COMMENTS = "comments.csv"
MATRIX = "participants-votes.csv"
SUMMARY = "summary.csv"
COLUMNS = ("timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body")
FIRST_COLUMN, LAST_FIXED = "participant", "n-disagree"
LONGEST = 6000
EARLIEST, LATEST = 946_684_800_000, 4_102_444_800_000
"""2000 and 2100, in milliseconds."""


@dataclass(frozen=True)
class Statement:
    """What somebody wrote in a conversation, with the sums that Polis gave it."""

    number: int
    author: int
    at: datetime
    agrees: int
    disagrees: int
    moderated: int
    """1 let through, -1 held back, 0 nobody decided."""
    body: str


@dataclass
class Votes:
    """The matrix: who said what on which statement, as three columns of one length."""

    participants: int = 0
    columns: frozenset[int] = frozenset()
    voters: "array[int]" = field(default_factory=lambda: array("q"))
    statements: "array[int]" = field(default_factory=lambda: array("q"))
    choices: "array[int]" = field(default_factory=lambda: array("b"))
    uneven: list[int] = field(default_factory=list)
    """Participants whose own sums differ from their row."""

    def __len__(self) -> int:
        return len(self.choices)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.voters, self.statements, self.choices, strict=True)


@dataclass(frozen=True)
class Difference:
    """Sums of one statement that are not the same in both files."""

    number: int
    listed: tuple[int, int]
    counted: tuple[int, int]

    @property
    def size(self) -> int:
        """How many votes apart they are."""
        return sum(abs(a - b) for a, b in zip(self.listed, self.counted, strict=True))


@dataclass(frozen=True)
class Conversation:
    """One export, whole and in order."""

    key: str
    topic: str
    url: str
    description: str
    statements: tuple[Statement, ...]
    """In the order in which they were written."""
    skipped: tuple[tuple[int, str], ...]
    """Number of each statement left out, and why."""
    votes: Votes | None
    differences: tuple[Difference, ...]
    """Largest first."""

    @property
    def authors(self) -> list[int]:
        """Numbers of everybody who wrote something."""
        return sorted({each.author for each in self.statements})

    def moderated(self, decision: int) -> int:
        """How many statements were let through (1), held back (-1) or left undecided (0)."""
        return sum(each.moderated == decision for each in self.statements)


def read(folder: Path) -> Conversation:
    """Everything in the folder of an export, or one sentence about the first thing that is wrong."""
    if not folder.is_dir():
        raise Malformed(str(folder), "there is no such folder.")
    statements, skipped = _statements(folder)
    summary = _summary(folder, len(statements) + len(skipped))
    known = {each.number for each in statements} | {number for number, _why in skipped}
    votes = _votes(folder, known, summary) if (folder / MATRIX).exists() else None
    return Conversation(
        key=_key(summary, statements),
        topic=clean_line(summary["topic"]),
        url=summary.get("url", ""),
        description=clean_text(summary.get("conversation-description", "")),
        statements=tuple(sorted(statements, key=lambda each: (each.at, each.number))),
        skipped=tuple(sorted(skipped)),
        votes=votes,
        differences=_differences(statements, votes) if votes else (),
    )


def _statements(folder: Path) -> tuple[list[Statement], list[tuple[int, str]]]:
    seen: dict[int, int] = {}
    kept, skipped = [], []
    for row in table(folder / COMMENTS, COLUMNS):
        statement = _statement(row)
        if statement.number in seen:
            first = seen[statement.number]
            raise Malformed(COMMENTS, f"comment-id {statement.number} was already on line {first}.", row.line)
        seen[statement.number] = row.line
        why = _why_not(statement)
        if why:
            skipped.append((statement.number, why))
        else:
            kept.append(statement)
    if not kept:
        raise Malformed(COMMENTS, "there are no statements in it.")
    return kept, skipped


def _statement(row: Row) -> Statement:
    milliseconds = row.number("timestamp", EARLIEST, LATEST)
    return Statement(
        number=row.number("comment-id"),
        author=row.number("author-id"),
        at=datetime.fromtimestamp(milliseconds // 1000, UTC),
        agrees=row.number("agrees"),
        disagrees=row.number("disagrees"),
        moderated=row.number("moderated", -1, 1),
        body=clean_text(row.text("comment-body")),
    )


def _why_not(statement: Statement) -> str:
    if not statement.body:
        return "it has no text"
    return f"it is longer than {LONGEST} characters" if len(statement.body) > LONGEST else ""


def _summary(folder: Path, found: int) -> dict[str, str]:
    summary: dict[str, str] = {}
    for line, cells in lines(folder / SUMMARY):
        if len(cells) != 2:
            raise Malformed(SUMMARY, f"a name and a value are expected, here are {len(cells)} columns.", line)
        summary[cells[0].strip()] = clean_text(cells[1])
    if not summary.get("topic"):
        raise Malformed(SUMMARY, "the topic is missing.")
    _promise(summary, "comments", found, COMMENTS, "statements")
    return summary


def _promise(summary: dict[str, str], name: str, found: int, file: str, what: str) -> None:
    promised = whole_number(summary.get(name, ""))
    if name in summary and promised is None:
        raise Malformed(SUMMARY, f"“{name}” must be a whole number, but is “{summary[name][:40]}”.")
    if promised is not None and promised != found:
        raise Malformed(file, f"there are {found} {what}, but {SUMMARY} says {promised}. Is the file cut off?")


def _key(summary: dict[str, str], statements: list[Statement]) -> str:
    name = summary.get("url", "").rstrip("/").rpartition("/")[2]
    if name:
        return f"polis:{name[:60]}"
    first = min(statements, key=lambda each: each.number)
    return "polis:" + blake2b(f"{summary['topic']}\0{first.at}\0{first.body}".encode(), digest_size=8).hexdigest()


def _votes(folder: Path, known: set[int], summary: dict[str, str]) -> Votes:
    rows = lines(folder / MATRIX)
    names = header(MATRIX, rows)
    start, columns = _columns(names, known)
    votes = Votes(columns=frozenset(columns))
    seen: set[int] = set()
    for line, cells in rows:
        if len(cells) != len(names):
            raise Malformed(MATRIX, f"{len(names)} columns are expected, here are {len(cells)}.", line)
        voter = whole_number(cells[0])
        if voter is None or voter < 0:
            raise Malformed(MATRIX, f"“{FIRST_COLUMN}” must be a whole number, but is “{cells[0][:40]}”.", line)
        if voter in seen:
            raise Malformed(MATRIX, f"participant {voter} is there twice.", line)
        seen.add(voter)
        _take(votes, voter, columns, cells[start:], line)
        own = dict(zip(names[:start], cells, strict=False))
        _compare_row(votes, voter, own, cells[start:])
    votes.participants = len(seen)
    _promise(summary, "voters-in-conv", len(seen), MATRIX, "participants")
    return votes


def _columns(names: list[str], known: set[int]) -> tuple[int, list[int]]:
    if names[0] != FIRST_COLUMN or LAST_FIXED not in names:
        raise Malformed(MATRIX, f"the columns “{FIRST_COLUMN}” (first) and “{LAST_FIXED}” are needed.", 1)
    start = names.index(LAST_FIXED) + 1
    columns: list[int] = []
    for name in names[start:]:
        number = whole_number(name)
        if number is None or number not in known:
            raise Malformed(MATRIX, f"the column “{name[:40]}” belongs to no statement in {COMMENTS}.", 1)
        columns.append(number)
    if len(set(columns)) != len(columns):
        raise Malformed(MATRIX, "a statement has two columns.", 1)
    return start, columns


CHOICES = {"1": 1, "-1": -1, "0": 0}


def _take(votes: Votes, voter: int, columns: list[int], cells: list[str], line: int) -> None:
    for number, cell in zip(columns, cells, strict=True):
        if not cell:
            continue
        choice = CHOICES.get(cell)
        if choice is None:
            raise Malformed(MATRIX, f"statement {number}: a vote is 1, -1, 0 or empty, but not “{cell[:40]}”.", line)
        votes.voters.append(voter)
        votes.statements.append(number)
        votes.choices.append(choice)


def _compare_row(votes: Votes, voter: int, own: dict[str, str], cells: list[str]) -> None:
    if own.get("n-agree", "") != str(cells.count("1")) or own.get("n-disagree", "") != str(cells.count("-1")):
        votes.uneven.append(voter)


def _differences(statements: list[Statement], votes: Votes) -> tuple[Difference, ...]:
    agrees = Counter(number for _voter, number, choice in votes if choice == 1)
    disagrees = Counter(number for _voter, number, choice in votes if choice == -1)
    compared = (
        Difference(each.number, (each.agrees, each.disagrees), (agrees[each.number], disagrees[each.number]))
        for each in statements
        if each.number in votes.columns
    )
    return tuple(sorted((each for each in compared if each.size), key=lambda each: (-each.size, each.number)))
