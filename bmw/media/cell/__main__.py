"""Runs in the cell: a file comes in, what it is goes out; first a line of JSON, then the bytes of pictures."""

import json
import sys

from bmw.media.cell import documents, pictures
from bmw.media.cell.limits import shut


def main(what: str) -> None:
    """Shut the doors before the first byte is read."""
    shut()
    content = sys.stdin.buffer.read()
    answer, parts = pictures.made_of(content) if what == "picture" else (documents.told_of(content), [])
    sys.stdout.buffer.write(json.dumps({**answer, "parts": [len(each) for each in parts]}).encode() + b"\n")
    for each in parts:
        sys.stdout.buffer.write(each)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
