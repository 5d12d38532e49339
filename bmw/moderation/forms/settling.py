"""What moderators write about what becomes of a proposal: merges, answers, reasons why not."""

from wtforms import BooleanField, RadioField, StringField, TextAreaField

from bmw.comments.forms import LanguageField
from bmw.kernel.text import _
from bmw.proposals.models import UNIT
from bmw.proposals.service import Reply
from bmw.proposals.states import REPLIES
from bmw.proposals.states import Reply as Status
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtLeast, AtMost, CreatingForm, Needed, offer

REASON, ANSWER = 2000, 6000


class MergeForm(CheckedForm, CreatingForm):
    """Two proposals become one: why, and confirmed."""

    reason = TextAreaField(
        _("Why do they belong together?"),
        [Needed(_("Please say in a sentence why they belong together.")), AtMost(REASON)],
        description=_("Everybody can read this on the page of the merged proposal."),
    )
    sure = BooleanField(
        _("I have read both texts. The merged one says nothing that would be lost."),
        [Needed(_("Please confirm that you have read both texts."))],
    )


class NotTakenForm(CheckedForm, CreatingForm):
    """A proposal is not taken up: why."""

    reason = TextAreaField(
        _("Why is it not taken up?"),
        [
            Needed(_("Please give the reason. People took the time to write and support this.")),
            AtLeast(10),
            AtMost(ANSWER),
        ],
        description=_("Everybody can read this. Say what stands against it and what exists instead."),
    )


class OfficialAnswerForm(CheckedForm, CreatingForm):
    """The town answers a proposal: what it says in two words, who says it, and why."""

    status = RadioField(
        _("What does the town say?"),
        [Needed(_("Please choose what the town says."))],
        choices=offer((each.value, words) for each, words in REPLIES.items()),
    )
    unit = StringField(
        _("Who answers?"),
        [Needed(_("Please name the part of the town hall that answers.")), AtMost(UNIT)],
        description=_("The part of the town hall, as in: Office for roads and green spaces."),
    )
    answer = TextAreaField(
        _("The official answer of the town, with reasons"),
        [Needed(_("Please write the answer.")), AtLeast(10), AtMost(ANSWER)],
        description=_("Everybody can read it on the page of the proposal. Say why, and what happens next."),
    )
    language = LanguageField(_("In which language did you write?"))

    def reply(self) -> Reply:
        """The answer as it is kept."""
        status = Status(self.status.data)
        return Reply(self.answer.data or "", status, self.unit.data or "", self.language.data or "")
