"""A question with several answers to tick; an answer that was not offered gets one clear sentence."""

from typing import Any

from wtforms import SelectMultipleField, ValidationError
from wtforms.form import BaseForm

from bmw.kernel.text import _


class TickBoxes(SelectMultipleField):
    """Boxes to tick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "SelectMultipleField"  # pages draw it as boxes

    def pre_validate(self, form: BaseForm) -> None:
        """Every ticked box is one of those that were shown."""
        if set(self.data or ()) - {value for value, *_more in self.iter_choices()}:
            raise ValidationError(str(_("Please choose only from this list.")))
