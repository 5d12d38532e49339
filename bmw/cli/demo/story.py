"""The story of the demo town: who is there, which things there are by name, and what happens when."""

import tomllib
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from bmw.accounts.models import Person
from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.text import Localized
from bmw.ui.town import Town

FOLDER = Path(__file__).parent
SEED = 2026
T = TypeVar("T")
Happening = Callable[[datetime], None]


@cache
def data(name: str) -> dict[str, Any]:
    """What stands in one of the files beside this one."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def words(entry: dict[str, Any], key: str) -> Localized:
    """A text of the town in several languages."""
    return Localized(entry.get(key, {}))


class Story:
    """What happens until the moment of filling; everything is told in order of time."""

    def __init__(self, at: datetime, town: Town) -> None:
        self.at = at
        self.town = town
        self.random = Random(SEED)  # noqa: S311  # the same people do the same in every demo town, nothing secret is drawn
        self.people: dict[str, Person] = {}
        self.things: dict[tuple[type, str], Any] = {}
        self._happenings: list[tuple[datetime, Happening]] = []

    def day(self, days: float, hour: int = 0, minute: int = 0) -> datetime:
        """A moment some days before (negative) or after the day of filling, on the town's clocks."""
        wanted = self.at.astimezone(TOWN_ZONE).date() + timedelta(days=days)
        return datetime.combine(wanted, time(hour, minute), TOWN_ZONE)

    def some_hour(self, days: float) -> datetime:
        """Some moment of a day on which people are awake."""
        return self.day(days, self.random.randint(7, 21), self.random.randint(0, 59))

    def in_hours(self, moment: datetime, first: int, last: int) -> datetime:
        """The moment itself, or the next one at which people are awake or at work."""
        local = moment.astimezone(TOWN_ZONE)
        if first <= local.hour < last:
            return local
        late = timedelta(days=1 if local.hour >= last else 0)
        return datetime.combine(local.date() + late, time(first, local.minute), TOWN_ZONE)

    def happens(self, moment: datetime, what: Happening) -> datetime:
        """Note that something happens, at the latest a minute ago; tells when."""
        moment = min(moment, self.at - timedelta(minutes=1))
        self._happenings.append((moment, what))
        return moment

    def tell(self) -> None:
        """Let everything happen in its order; what happens at one moment, in the order in which it was noted."""
        for moment, what in sorted(self._happenings, key=lambda each: each[0]):
            what(moment)

    def keep(self, key: str, thing: T) -> T:
        """Remember a thing by the name that the data files give it."""
        self.things[type(thing), key] = thing
        return thing

    def known(self, kind: type[T], key: str) -> T:
        """The thing of this kind with this name."""
        thing: T = self.things[kind, key]
        return thing
