"""Folders of Polis exports: small ones written for a test, and the real ones beside the repository."""

import csv
import os
from pathlib import Path
from typing import Any

import pytest

HEAD = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"]
COMMENTS_HEAD = (",".join(HEAD) + "\n").encode()
FIXED = ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]
BESIDE = Path(__file__).parents[2].parent / "shared" / "data"


def klimarat() -> Path:
    """The real conversations; without them a test is skipped, but never on the build machine."""
    folder = Path(os.environ.get("BMW_TEST_DATA") or BESIDE) / "klimarat"
    if not folder.is_dir():
        missing = f"The real data are not at {folder}. Set BMW_TEST_DATA."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return folder


def comment(number: int, **traits: Any) -> list[Any]:
    """One row of comments.csv."""
    given = {"at": 1651005914222 + number * 1000, "author": 7, "agrees": 0, "disagrees": 0, "moderated": 1}
    given |= {"body": f"Statement {number}"} | traits
    return [
        given["at"],
        "Thu May 05",
        number,
        *(given[name] for name in ("author", "agrees", "disagrees", "moderated", "body")),
    ]


def export(folder: Path, comments: list[list[Any]], matrix: list[list[Any]] | None = None, **summary: Any) -> Path:
    """Write an export that is whole and right."""
    told = {"topic": "Energie", "url": "https://pol.is/abc", "comments": len(comments), **summary}
    _write(folder / "comments.csv", [HEAD, *comments])
    if matrix is not None:
        _write(folder / "participants-votes.csv", [[*FIXED, *sorted(row[2] for row in comments)], *matrix])
        told["voters-in-conv"] = len(matrix)
    _write(folder / "summary.csv", [list(pair) for pair in told.items()])
    return folder


def _write(path: Path, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
