"""Days as people type them, and the day it is."""

from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.text import _
from bmw.ui import current

WRITTEN = ["%Y-%m-%d", "%d.%m.%Y"]
"""How browsers send a date, and how people type one without a picker."""


class PastDay:
    """A day that has come."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and field.data > today():
            raise ValidationError(str(_("This day lies in the future. Please check the date.")))


def today() -> date:
    """The day it is in the town."""
    return current.at().astimezone(TOWN_ZONE).date()
