"""Films in German Sign Language: the town lays them into a folder, the page finds them there."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

FOLDER = "gebaerdensprache"
PARTS = ("inhalt", "navigation", "barrierefreiheit", "mehr")
"""What has to be said in sign language on the start page (BITV 2.0, section 4), and what each file is called."""
HEAD = struct.Struct(">I4s")


@dataclass(frozen=True)
class Film:
    """A film that lies in the folder."""

    path: Path
    bytes: int
    seconds: int

    @property
    def length(self) -> str:
        """Minutes and seconds, as players show them."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def megabytes(self) -> float:
        """How much has to be loaded."""
        return round(self.bytes / 1_000_000, 1)


def closed(files: Path) -> frozenset[str]:
    """The gaps of the accessibility statement that the films close: one, once none of them is missing."""
    return frozenset({"sign-language"} if all(film(files, part) for part in PARTS) else ())


def film(files: Path, part: str) -> Film | None:
    """The film about one part, if the town has laid a readable one into the folder."""
    path = files / FOLDER / f"{part}.mp4"
    if part not in PARTS or not path.is_file():
        return None
    about = path.stat()
    seconds = _seconds(path, about.st_size, about.st_mtime_ns)
    return Film(path, about.st_size, seconds) if seconds else None


@lru_cache(maxsize=16)
def _seconds(path: Path, size: int, changed: int) -> int:
    """How long a film lasts, as its own head says (ISO 14496-12, box `mvhd`); nothing if it is no such film."""
    with path.open("rb") as file:
        for start, end in _boxes(file, b"moov", 0, size):
            for at, _end in _boxes(file, b"mvhd", start, end):
                return _duration(file, at)
    return 0


def _boxes(file: BinaryIO, kind: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the boxes of one kind begin and end, behind their heads."""
    while start + HEAD.size <= end:
        file.seek(start)
        size, found = HEAD.unpack(file.read(HEAD.size))
        head = HEAD.size
        if size == 1:
            size, head = int.from_bytes(file.read(8), "big"), 16
        size = end - start if size == 0 else size
        if size < head:
            return
        if found == kind:
            yield start + head, min(start + size, end)
        start += size


def _duration(file: BinaryIO, at: int) -> int:
    file.seek(at)
    said = file.read(32)
    if len(said) < 32:
        return 0
    scale, length = struct.unpack(">IQ", said[20:32]) if said[0] == 1 else struct.unpack(">II", said[12:20])
    return int(length / scale + 0.5) if scale else 0
