"""Hiding small groups in the results of a survey, so that nobody can be found in them and nobody can work them out.

Source: ONS and Washington State DOH publish no cell under 10 and hide further cells (secondary suppression).
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 10
"""Groups smaller than this are never shown."""
SHARE_BASE = 20
"""Shares are shown only of at least this many people."""


@dataclass(frozen=True)
class Cells:
    """The counts of one question as they may be shown; what is hidden is empty."""

    counts: tuple[int | None, ...]
    answered: int | None

    def share(self, position: int) -> float | None:
        """What part of those who answered chose this, from 0 to 1; empty if it must not be known."""
        count = self.counts[position]
        if count is None or self.answered is None or self.answered < SHARE_BASE:
            return None
        return count / self.answered


def one_of(counts: Sequence[int], least: int = LEAST) -> Cells:
    """The cells of a question with one answer each, where all counts together are those who answered.

    Which further cells are hidden depends only on places, never on sizes: somebody who knows this
    function and sees its result still cannot work out a hidden count.
    """
    answered = sum(counts)
    if answered < least:
        return Cells((None,) * len(counts), None)
    hidden = {place for place, count in enumerate(counts) if count < least}
    while hidden and len(hidden) < len(counts) and _gives_away(counts, hidden, least):
        hidden.add(_nearest(hidden, len(counts)))
    return Cells(tuple(None if place in hidden else count for place, count in enumerate(counts)), answered)


def _gives_away(counts: Sequence[int], hidden: set[int], least: int) -> bool:
    """Whether the hidden cells could be worked out: one alone, together a small group, or all as large as possible."""
    together = sum(counts[place] for place in hidden)
    return len(hidden) == 1 or together < least or together == (least - 1) * len(hidden)


def _nearest(hidden: set[int], places: int) -> int:
    """The visible place next to a hidden one: on a scale its neighbour, in a list the answer before or after."""
    visible = (place for place in range(places) if place not in hidden)
    return min(visible, key=lambda place: (min(abs(place - other) for other in hidden), place))


def many_of(counts: Sequence[int], answered: int, least: int = LEAST) -> Cells:
    """The cells of a question with several answers each; a group that did not choose something is a group too."""
    if answered < least:
        return Cells((None,) * len(counts), None)
    return Cells(tuple(None if min(count, answered - count) < least else count for count in counts), answered)
