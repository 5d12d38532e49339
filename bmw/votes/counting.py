"""Counting: pure functions over votes, so that anybody can count again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bmw.votes.models import Choice

Paper = tuple[int, bytes, int]
"""One vote as it lies in the box: ballot, voter key, choice."""


@dataclass(frozen=True)
class Counts:
    """How often each choice was made."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def all(self) -> int:
        """How many voters took part."""
        return self.agree + self.disagree + self.passed


def said(choices: Mapping[int, int], own: int) -> int | None:
    """What one voter says on a ballot, given their choices on it and on those merged into it.

    The ballot itself comes first, then the one that was opened earliest.
    """
    if own in choices:
        return choices[own]
    return choices[min(choices)] if choices else None


def once_each(papers: Iterable[Paper], own: int) -> dict[bytes, int]:
    """Every voter of a ballot and of those merged into it, each with one choice."""
    by_voter: dict[bytes, dict[int, int]] = {}
    for ballot, voter, choice in papers:
        by_voter.setdefault(voter, {})[ballot] = choice
    return {voter: choices[own] if own in choices else choices[min(choices)] for voter, choices in by_voter.items()}


def tally(choices: Iterable[int]) -> Counts:
    """How often each choice was made."""
    counted = dict.fromkeys(Choice, 0)
    for choice in choices:
        counted[Choice(choice)] += 1
    return Counts(counted[Choice.AGREE], counted[Choice.DISAGREE], counted[Choice.PASS])


def count(papers: Iterable[Paper], own: int) -> Counts:
    """The result of a ballot: each voter once, whatever was merged into it."""
    return tally(once_each(papers, own).values())
