"""Forms whose words can be looked over before everybody reads them; the hints never hold anything up."""

from collections.abc import Sequence
from typing import ClassVar

from flask import request
from wtforms import Field, TextAreaField

from bmw.kernel.hints import Hint, hints
from bmw.ui.forms import CleanForm

BUTTON = "pruefen"


class CheckedForm(CleanForm):
    """A form with a second button: it saves nothing and shows hints on the words."""

    headings: ClassVar[bool] = False
    """Whether headings come out as such where these words are shown."""
    one_line: ClassVar[Sequence[str]] = ()
    """Fields of one line with whole sentences in them; texts of several lines are looked over anyway."""
    tongue = "de"
    """The language of what is written, where no field says so: the town hall writes German."""

    @property
    def is_checked(self) -> bool:
        """Whether somebody wants hints, and nothing else yet."""
        return request.method == "POST" and request.form.get(BUTTON) == "1"

    @property
    def is_complete(self) -> bool:
        """Whether the form was sent and everything in it is right; looking over saves nothing."""
        return not self.is_checked and super().is_complete

    @property
    def hints(self) -> list[tuple[Field, Hint, str]]:
        """What could be a barrier, in which field, and in which language its words are."""
        return [
            (field, hint, self._language_of(field))
            for name, field in self._fields.items()
            if isinstance(field, TextAreaField) or name.rpartition("_")[0] in self.one_line
            for hint in hints(field.data or "", self._language_of(field), headings=self.headings)
        ]

    def _language_of(self, field: Field) -> str:
        """The language of a field for one language, else the one that was chosen."""
        own = (field.render_kw or {}).get("lang")
        if own is None and "language" in self._fields:
            own = self._fields["language"].data
        return self.tongue if own is None else str(own)
