"""The form for what the council said about measures."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from wtforms import DateField, Field, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from bmw.kernel.text import Reading, _
from bmw.strategy.forms.days import WRITTEN, PastDay
from bmw.strategy.models import Measure
from bmw.strategy.states import ENDED, OUTCOMES, Outcome
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtLeast, AtMost, CreatingForm, Needed, NeededSometimes, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm
from bmw.ui.tickboxes import TickBoxes

STOP, STAY = "stop", "stay"


class SomeMeasure:
    """A decision is about a measure, be it one that goes on or one that has ended."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        if not form.references:
            raise ValidationError(str(_("Please choose at least one measure.")))


class DecisionForm(CheckedForm, LocalizedForm, CreatingForm):
    """What the council decided."""

    title = InLanguages(_("Title of the decision"), _("Please write the title in German."), most=200)
    body = StringField(
        _("Who decided?"),
        [Needed(_("Please say who decided.")), AtMost(160)],
        description=_("The council or one of its committees"),
    )
    decided_on = DateField(_("Decided on"), [Needed(_("Please say when it was decided.")), PastDay()], format=WRITTEN)
    paper = StringField(_("Number of the council paper"), [AtMost(60)])
    outcome = RadioField(
        _("What came out of it?"),
        [Needed(_("Please choose what came out of it."))],
        choices=offer(OUTCOMES.items()),
    )
    result = TextAreaField(
        _("What was decided?"),
        [Needed(_("Please write what was decided.")), AtLeast(10), AtMost(4000)],
        description=_("Everybody reads this. Plain words help."),
    )
    measures = TickBoxes(_("Which measures is it about?"), [SomeMeasure()])
    ended = TickBoxes(_("Completed and stopped measures"))
    then = RadioField(
        _("Only if rejected: what happens to the measures now?"),
        [NeededSometimes(), Optional()],
        choices=offer(
            [(STOP, _("They are stopped")), (STAY, _("They keep their status, because something else happens"))]
        ),
        default=STOP,
    )
    afterwards = TextAreaField(
        _("Only if rejected: what is the reason, and what happens now?"),
        [NeededSometimes(), AtMost(2000)],
        description=_("Everybody reads this on the page of each measure. Needed if the council rejected."),
    )

    def offer_measures(self, measures: Sequence[Measure], reading: Callable[[Measure], Reading]) -> None:
        """Let the editor choose; what is completed or stopped stands apart."""
        for field, ended in ((self.measures, False), (self.ended, True)):
            found = [each for each in measures if (each.status in ENDED) is ended]
            field.choices = offer((each.reference, reading(each)) for each in found)

    @property
    def references(self) -> list[str]:
        """The numbers of all measures that were chosen."""
        return [*(self.measures.data or ()), *(self.ended.data or ())]

    def validate_afterwards(self, field: Field) -> None:
        """After a refusal people want to know what happens now."""
        if self.outcome.data == Outcome.REJECTED and not field.data:
            raise ValidationError(str(_("Please explain to everybody why, and what happens to the measures now.")))

    def minutes(self) -> dict[str, Any]:
        """What the service takes."""
        plain = {name: self[name].data or "" for name in ("body", "paper", "result")}
        rejected = self.outcome.data == Outcome.REJECTED
        return {
            **plain,
            "title": self.text_of("title"),
            "decided_on": self.decided_on.data,
            "afterwards": (self.afterwards.data or "") if rejected else "",
            "stop": self.then.data != STAY,
        }
