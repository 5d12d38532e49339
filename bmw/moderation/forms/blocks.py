"""Text blocks as moderators and editors write them."""

from wtforms import SelectField, StringField, TextAreaField

from bmw.comments.languages import offered_languages
from bmw.kernel.text import _
from bmw.moderation.models import PURPOSES, TITLE
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtLeast, AtMost, CreatingForm, Needed, offer

LONGEST = 2000


class BlockForm(CheckedForm, CreatingForm):
    """A text block that moderators and editors use again and again."""

    purpose = SelectField(_("What is it for?"), choices=offer((each.value, words) for each, words in PURPOSES.items()))
    language = SelectField(_("In which language?"), choices=[each for each in offered_languages() if each.value])
    title = StringField(
        _("Name of the text block"),
        [Needed(_("Please give the text block a name.")), AtMost(TITLE)],
        description=_("Only moderators and editors see it."),
    )
    text = TextAreaField(
        _("Text"),
        [Needed(_("Please write the text.")), AtLeast(10), AtMost(LONGEST)],
        description=_("These stand for words that are filled in: {number}, {title}, {town}."),
    )
