"""What the participation says, as moderators write it down."""

from typing import Any

from wtforms import SelectMultipleField, TextAreaField

from bmw.kernel.text import _
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtMost, CreatingForm, Needed
from bmw.ui.forms_localized import InLanguages, LocalizedForm

ANSWER = 6000


class FindingForm(CheckedForm, LocalizedForm):
    """What the participation says about one subject."""

    title = InLanguages(
        _("Title"),
        _("Please give the finding a German title."),
        hint=_("One sentence that says it all, as in: Cycle paths along the main roads should be safe."),
    )
    summary = InLanguages(
        _("Summary"),
        _("Please sum up in German what people say."),
        most=ANSWER,
        long=True,
        hint=_("What do people want, why, and what do the numbers say?"),
    )
    minority = TextAreaField(
        _("Voices against it"),
        [AtMost(ANSWER)],
        description=_("What speaks against it in the contributions, in German. The board should hear both sides."),
    )

    def words(self) -> dict[str, Any]:
        """The texts as findings take them."""
        return {
            "title": self.text_of("title"),
            "summary": self.text_of("summary"),
            "minority": self.minority.data or "",
        }


class BundleForm(FindingForm, CreatingForm):
    """A new finding with its sources."""

    quelle = SelectMultipleField(
        _("Sources"), [Needed(_("Please choose at least one contribution."))], coerce=int, validate_choice=False
    )
