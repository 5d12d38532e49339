"""A field for a date and a time on the town's clocks; it also understands what people type without a picker."""

from datetime import UTC, datetime
from typing import Any

from wtforms import DateTimeLocalField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.text import _, clean_line

WRITTEN = (
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y, %H:%M",
    "%d.%m.%Y %H.%M",
)
EARLIEST, LATEST = 2000, 2100
UNREADABLE = _("Please choose a day and a time. If you type them, write them like this: 24.12.2026 18:00.")
ZONE = _("The time is that of our town (Central European Time).")


class TownMoment(DateTimeLocalField):
    """A moment, typed as date and time in the town, kept in UTC."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"description": ZONE, **kwargs})
        self.type = "DateTimeLocalField"  # pages draw it like any other date and time

    def _value(self) -> str:
        if self.raw_data:
            return clean_line(str(self.raw_data[0]))
        return self._local(self.data).strftime(WRITTEN[0]) if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; an unchanged value stays the moment it was, even in the doubled hour of autumn."""
        typed = " ".join(str(valuelist[0]).replace("Uhr", "").split()) if valuelist else ""
        if not typed:
            self.data = None
            return
        wall = self._wall(typed)
        before = self.object_data
        if isinstance(before, datetime) and self._local(before).replace(tzinfo=None, fold=0, second=0) == wall:
            self.data = before
            return
        self.data = self._moment(wall)

    def pre_validate(self, form: BaseForm) -> None:
        """A date nobody can read is said once, not also called missing."""
        if self.process_errors:
            raise StopValidation

    def _wall(self, typed: str) -> datetime:
        for written in WRITTEN:
            try:
                wall = datetime.strptime(typed, written)  # noqa: DTZ007  # the zone is the town's, added in _moment
            except ValueError:
                continue
            if EARLIEST <= wall.year <= LATEST:
                return wall.replace(second=0)
        self.data = None
        raise ValueError(
            str(_("Please choose a day and a time. If you type them, write them like this: 24.12.2026 18:00."))
        )

    def _moment(self, wall: datetime) -> datetime:
        local = wall.replace(tzinfo=TOWN_ZONE)
        moment = local.astimezone(UTC)
        if moment.astimezone(TOWN_ZONE).replace(tzinfo=None) != wall:
            self.data = None
            raise ValueError(str(_("This time does not exist: in this night the clocks go forward from 2:00 to 3:00.")))
        return moment

    @staticmethod
    def _local(moment: datetime) -> datetime:
        return moment.astimezone(TOWN_ZONE)
