"""What moderators write down: reasons, answers, and what the participation says."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField

from bmw.cases.models import OFFERED, REASONS, Case, Kind, Reason
from bmw.kernel.text import _
from bmw.ui.forms import AtLeast, AtMost, CleanForm, CreatingForm, Needed, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm

FACTS = 2000
ANSWER = 6000


class DecisionForm(CleanForm):
    """The words that a decision needs."""

    facts: TextAreaField


class RestrictForm(DecisionForm):
    """Something is held back or hidden: the rule, and the facts in words for the author."""

    rule = RadioField(
        _("Which rule does it break?"),
        [Needed(_("Please choose the rule it breaks."))],
        choices=offer((reason.value, REASONS[reason]) for reason in OFFERED),
    )
    facts = TextAreaField(
        _("The facts, in words for the author"),
        [Needed(_("Please say in a sentence what in the text breaks the rule.")), AtLeast(10), AtMost(FACTS)],
        description=_("Name the words or the place. The author gets the rule, this text, and how to object."),
    )

    @property
    def reason(self) -> Reason:
        """The rule that was chosen."""
        return Reason(self.rule.data)


class KeepForm(DecisionForm):
    """An objection does not change the decision: why."""

    facts = TextAreaField(
        _("Why does the decision stay?"),
        [Needed(_("Please say in a sentence why the decision stays.")), AtLeast(10), AtMost(FACTS)],
        description=_("The author reads this text."),
    )


class ReplyForm(DecisionForm):
    """The answer to a word about the platform."""

    facts = TextAreaField(
        _("Your answer"),
        [AtMost(FACTS)],
        description=_("In the language of the message, if you can. It is sent if we know where to."),
    )


FORMS: dict[Kind, type[DecisionForm]] = {Kind.OBJECTION: KeepForm, Kind.FEEDBACK: ReplyForm}


def form_for(case: Case) -> DecisionForm:
    """The form for the words that a decision about this case needs."""
    return FORMS.get(case.kind, RestrictForm).sent()


class MergeForm(CreatingForm):
    """Two proposals become one: why, and confirmed."""

    reason = TextAreaField(
        _("Why do they belong together?"),
        [Needed(_("Please say in a sentence why they belong together.")), AtMost(FACTS)],
        description=_("Everybody can read this on the page of the merged proposal."),
    )
    sure = BooleanField(
        _("I have read both texts. The merged one says nothing that would be lost."),
        [Needed(_("Please confirm that you have read both texts."))],
    )


class NotTakenForm(CreatingForm):
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


class OfficialAnswerForm(CreatingForm):
    """The town answers a proposal."""

    answer = TextAreaField(
        _("The official answer of the town"),
        [Needed(_("Please write the answer.")), AtLeast(10), AtMost(ANSWER)],
        description=_("In German. Everybody can read it on the page of the proposal."),
    )


class FindingForm(LocalizedForm):
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
