"""Numbers that are kept beside what they count, and whether both still agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A number that is not what counting again gives."""

    kind: str
    """What the number belongs to: `ballot`, `survey`, `thread`, `proposal`."""
    id: int
    what: str
    shown: int
    counted: int


def differences(kind: str, id: int, shown: Mapping[str, int], counted: Mapping[str, int]) -> Iterator[Difference]:
    """Where the kept numbers of one thing and a new count differ."""
    for what in sorted({*shown, *counted}):
        if shown.get(what, 0) != counted.get(what, 0):
            yield Difference(kind, id, what, shown.get(what, 0), counted.get(what, 0))
