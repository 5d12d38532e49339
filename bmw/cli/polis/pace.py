"""Writing much without making anybody wait: short transactions with a pause after each."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from bmw.kernel.database import transaction

LONGEST = 0.2
"""Seconds that a transaction may take, and somebody may have to wait."""
PAUSE = 0.01

T = TypeVar("T")


class Pace:
    """How large the next step may be: smaller after a slow one, larger again after quick ones."""

    def __init__(self) -> None:
        self.slowest = 0.0

    def walk(self, things: Sequence[T], write: Callable[[Sequence[T]], None], size: int) -> Iterator[int]:
        """Write things in transactions of their own; tells after each how many it wrote."""
        done, step = 0, max(1, size // 8)
        while done < len(things):
            part = things[done : done + step]
            took = self.once(partial(write, part))
            done += len(part)
            if took > LONGEST / 2:
                step = max(1, step // 2)
            elif took < LONGEST / 4:
                step = min(size, step * 2)
            yield len(part)
            time.sleep(PAUSE)

    def once(self, write: Callable[[], None]) -> float:
        """Write something in one transaction; the seconds it took, with keeping it."""
        gc.disable()  # a full collection takes longer than a step; it waits for the pause
        try:
            with transaction():
                began = time.perf_counter()
                write()
            took = time.perf_counter() - began
        finally:
            gc.enable()
        self.slowest = max(self.slowest, took)
        return took
