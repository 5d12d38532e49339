"""What time it is, and how moments are written down."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from flask_babel import get_locale
from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bmw.kernel.text import Lazy, in_order

TOWN_ZONE = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """The present moment, in UTC, to the second (finer times would tell who did what together)."""
    return datetime.now(UTC).replace(microsecond=0)


def noon(day: date) -> datetime:
    """The middle of a day in the town: where only the day is known."""
    return datetime.combine(day, time(12), TOWN_ZONE)


def in_words(moment: datetime) -> Lazy:
    """A moment for a sentence, put into the reader's language when it is shown: 12. März 2026, 18:00 MEZ."""
    return Lazy(_said, moment)


def span_in_words(starts: datetime, ends: datetime) -> tuple[str, str, str] | None:
    """The day of something that begins and ends on it, with its weekday, and both times; nothing if it takes longer.

    The zone stands behind the second time: Montag, 19. Oktober 2026 | 17:00 | 20:00 MESZ.
    """
    day, locale = starts.astimezone(TOWN_ZONE).date(), get_locale()
    if day != ends.astimezone(TOWN_ZONE).date():
        return None
    weekday = format_date(day, "EEEE, d MMMM y" if locale.language == "en" else "full", locale)
    return weekday, format_datetime(starts, "HH:mm", TOWN_ZONE, locale), _time_with_zone(ends, locale)


def day_in_words(day: date) -> Lazy:
    """A day for a sentence, put into the reader's language when it is shown: 12. März 2026."""
    return Lazy(_said_day, day)


def _said_day(day: date) -> str:
    locale = get_locale()
    return format_date(day, "d MMMM y" if locale.language == "en" else "long", locale)


def _said(moment: datetime) -> str:
    return _written(moment, get_locale())


@lru_cache(maxsize=4096)
def _written(moment: datetime, locale: Locale) -> str:
    comma = "،" if locale.text_direction == "rtl" else ","
    day = format_datetime(moment, "d. MMMM y" if locale.language == "de" else "d MMMM y", TOWN_ZONE, locale)
    return f"{day}{comma} {_time_with_zone(moment, locale)}"


def _time_with_zone(moment: datetime, locale: Locale) -> str:
    zone = moment.astimezone(TOWN_ZONE).tzname() or ""
    if locale.language == "de":
        zone = {"CET": "MEZ", "CEST": "MESZ"}.get(zone, zone)
    told = f"{format_datetime(moment, 'HH:mm', TOWN_ZONE, locale)} {zone}"
    return in_order(told) if locale.text_direction == "rtl" else told


class Moment(TypeDecorator[datetime]):
    """A point in time: stored as UTC without zone, handed out with it."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What it is outside of the database; places in long lists are read by it."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)
