"""What people can tell the moderators: a report, an objection, a word about the platform."""

from typing import Any

from wtforms import BooleanField, EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import Email, Optional

from bmw.cases.models import OFFERED, PARTS, REASONS, Letter, Part, Reason
from bmw.kernel.text import _
from bmw.ui.forms import AtMost, CreatingForm, Needed, offer
from bmw.ui.forms_open import OpenForm

LONGEST, QUOTED = 4000, 500


class LetterForm(OpenForm, CreatingForm):
    """Words for the moderators, with an address for the answer if the writer has not signed in."""

    contact = EmailField(
        _("Your e-mail address"),
        [
            Optional(),
            AtMost(254),
            Email(_("This e-mail address is not complete. An example: name@example.org")),
        ],
        description=_("Only for the receipt and the answer. We forget it afterwards."),
        render_kw={"autocomplete": "email"},
    )

    def __init__(self, *args: Any, known: bool = False, **values: Any) -> None:
        super().__init__(*args, **values)
        if known:
            del self.contact

    def letter(self, language: str) -> Letter:
        """What was typed, as the moderators get it."""
        typed = ("text", "path", "contact", "quote")
        given = {name: self._fields[name].data or "" for name in typed if name in self._fields}
        reason = Reason(self._fields["reason"].data) if "reason" in self._fields else None
        part = Part(self._fields["part"].data) if "part" in self._fields else None
        return Letter(reason=reason, part=part, language=language, **given)


class ReportForm(LetterForm):
    """Somebody reports a contribution."""

    reason = RadioField(
        _("Which rule does it break?"),
        [Needed(_("Please choose the rule that fits best."))],
        choices=offer((reason.value, REASONS[reason]) for reason in OFFERED),
    )
    part = RadioField(
        _("Where is it?"), choices=offer((each.value, words) for each, words in PARTS.items()), default="text"
    )
    quote = StringField(
        _("Which words do you mean?"),
        [AtMost(QUOTED)],
        description=_("Copy the words, or say where they stand: which answer, which point, which wording."),
    )
    text = TextAreaField(
        _("What exactly is wrong?"),
        [Needed(_("Please say in a sentence what is wrong.")), AtMost(LONGEST)],
        description=_("The author does not see who reported it."),
    )
    good_faith = BooleanField(
        _("I report this in good faith. To my best knowledge what I say is right and complete."),
        [Needed(_("Please confirm that you report this in good faith."))],
    )


class FeedbackForm(LetterForm):
    """Somebody says what hinders them on the platform, or what they like."""

    text = TextAreaField(
        _("What do you want to tell us?"),
        [Needed(_("Please write what you want to tell us.")), AtMost(LONGEST)],
        description=_("If something is a barrier for you: what did you want to do, and what did not work?"),
    )
    path = StringField(
        _("On which page?"),
        [AtMost(300)],
        description=_("The address of the page. You can leave this as it is."),
    )


class ObjectionForm(CreatingForm):
    """The author of something held back or hidden asks for another look."""

    text = TextAreaField(
        _("Why do you not agree?"),
        [Needed(_("Please say why you do not agree. One sentence is enough.")), AtMost(LONGEST)],
        description=_("Another moderator than before reads this and decides."),
    )


class DisagreeForm(LetterForm):
    """Whoever reported something that stays asks for another look."""

    text = TextAreaField(
        _("Why do you not agree?"),
        [Needed(_("Please say why you do not agree. One sentence is enough.")), AtMost(LONGEST)],
        description=_("Another moderator than before reads this and decides."),
    )
