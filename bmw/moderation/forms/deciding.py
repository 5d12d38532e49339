"""What moderators write when they decide a case: reasons, rulings, replies."""

from enum import StrEnum
from typing import Any

from wtforms import Field, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from bmw.cases.models import OFFERED, REASONS, Case, Kind, Part, Reason
from bmw.kernel.text import Sentence, _
from bmw.moderation.rules import can_be_restricted, has_a_name
from bmw.ui import current
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtLeast, AtMost, Needed, NeededSometimes, offer
from bmw.ui.moments import TownMoment

FACTS = 2000


class DecisionForm(CheckedForm):
    """The words that a decision needs."""

    facts: TextAreaField


class GroundsForm(DecisionForm):
    """What it takes to hide something: the rule, the law if it is one, and how long it lasts."""

    rule: RadioField
    law = StringField(
        _("Which law, if it breaks one?"),
        [NeededSometimes(), AtMost(200)],
        description=_("Needed for rule 6. For example: § 185 StGB. The author reads it."),
    )
    ends = TownMoment(
        _("Until when at the latest?"),
        [Optional()],
        description=_(
            "Then everybody sees it again by itself. Without a date it stays hidden until somebody lifts it."
        ),
    )

    def validate_ends(self, field: Field) -> None:
        """What is hidden stays so for a while."""
        if field.data and field.data <= current.at():
            raise ValidationError(str(_("Please choose a moment that is still to come.")))

    @property
    def grounds(self) -> dict[str, Any]:
        """What the decision rests on, and how long it lasts."""
        words = {"facts": self.facts.data or "", "law": self.law.data or ""}
        return {"rule": Reason(self.rule.data), "ends": self.ends.data if "ends" in self else None, **words}


class RestrictForm(GroundsForm):
    """Something is held back or hidden, or a name set aside: the rule, and the facts in words for the author."""

    what = RadioField(
        _("What breaks it?"),
        choices=offer(
            [("text", _("The text: it is hidden")), ("name", _("The name of the author: a neutral one is shown"))]
        ),
    )
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

    def __init__(self, *args: Any, about: Case, **values: Any) -> None:
        super().__init__(*args, what="name" if about.part is Part.NAME else "text", **values)
        if about.record is None or not about.record.is_public:
            del self.ends
        if about.kind is not Kind.REPORTED or not has_a_name(about.record):
            del self.what

    @property
    def is_about_the_name(self) -> bool:
        """Whether the name of the author is set aside, and the text stays."""
        return "what" in self and self.what.data == "name"

    def validate_ends(self, field: Field) -> None:
        """A name comes back when the decision is lifted, and not by itself."""
        super().validate_ends(field)
        if field.data and self.is_about_the_name:
            raise ValidationError(str(_("Only a hidden text comes back by itself. Please leave this empty.")))

    def validate_law(self, field: Field) -> None:
        """A decision that rests on a law names it."""
        if self.rule.data == Reason.ILLEGAL and not field.data:
            raise ValidationError(str(_("Please name the law that it breaks.")))


class Ruling(StrEnum):
    """What another look can lead to."""

    STAYS = "stays"
    LIFTED = "lifted"
    HIDDEN = "hidden"
    CORRECTED = "corrected"


RULINGS: dict[Ruling, Sentence] = {
    Ruling.STAYS: _("Everything stays as it is"),
    Ruling.LIFTED: _("The decision is lifted: everybody sees the contribution as before"),
    Ruling.HIDDEN: _("The contribution is hidden"),
    Ruling.CORRECTED: _("It was right: the town has put its text right"),
}


class RulingForm(GroundsForm):
    """Somebody disagreed, or reported a text of the town: what is decided, with reasons for whoever asked."""

    ruling = RadioField(_("What do you decide?"), [Needed(_("Please choose what you decide."))])
    facts = TextAreaField(
        _("The reasons, in words for whoever asked"),
        [Needed(_("Please say in a sentence why you decide so.")), AtLeast(10), AtMost(FACTS)],
        description=_("Whoever asked reads this text. If something is hidden, its author reads it. Name nobody."),
    )
    rule = RadioField(
        _("If it is hidden: which rule does it break?"),
        [NeededSometimes(), Optional()],
        choices=offer((reason.value, REASONS[reason]) for reason in OFFERED),
    )

    def __init__(self, *args: Any, offered: tuple[Ruling, ...] = (), **values: Any) -> None:
        super().__init__(*args, **values)
        self.ruling.choices = offer((each.value, RULINGS[each]) for each in offered)
        if Ruling.HIDDEN not in offered:
            del self.rule, self.law, self.ends

    def validate_ruling(self, field: Field) -> None:
        """Hiding something needs a rule, and a rule of law the law."""
        if field.data != Ruling.HIDDEN:
            return
        if not self.rule.data:
            raise ValidationError(str(_("Please choose the rule it breaks.")))
        if self.rule.data == Reason.ILLEGAL and not self.law.data:
            raise ValidationError(str(_("Please name the law that it breaks.")))

    @property
    def decided(self) -> Ruling:
        """What was chosen."""
        return Ruling(self.ruling.data)


class ReplyForm(DecisionForm):
    """The answer to a word about the platform."""

    facts = TextAreaField(
        _("Your answer"),
        [AtMost(FACTS)],
        description=_("In the language of the message, if you can. It is sent if we know where to."),
    )


class NoticeForm(CheckedForm):
    """A message in between: the answer takes longer."""

    text = TextAreaField(
        _("Your message"),
        [Needed(_("Please say in a sentence why it takes longer.")), AtMost(FACTS)],
        description=_("In the language of the message, if you can. The day of the answer is added."),
    )


def form_for(case: Case, facts: str = "") -> DecisionForm:
    """The form for the words that a decision about this case needs."""
    if case.kind is Kind.FEEDBACK:
        reply = ReplyForm.sent(facts=facts)
        reply.tongue = case.language or reply.tongue
        return reply
    if case.kind is Kind.OBJECTION:
        return RulingForm.sent(offered=(Ruling.STAYS, Ruling.LIFTED), facts=facts)
    if not can_be_restricted(case.record):
        return RulingForm.sent(offered=(Ruling.STAYS, Ruling.CORRECTED), facts=facts)
    if case.kind is Kind.DISAGREED:
        return RulingForm.sent(offered=(Ruling.STAYS, Ruling.HIDDEN), facts=facts)
    return RestrictForm.sent(about=case, facts=facts)
