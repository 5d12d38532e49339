"""Forms for what a measure is, how far it has come, and who follows it."""

from typing import Any

from wtforms import DateField, Field, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from bmw.kernel.text import _
from bmw.strategy.forms.days import WRITTEN
from bmw.strategy.models import Measure
from bmw.strategy.states import HORIZONS, NEEDS_REASON, NEXT, STATUSES, Horizon, Status
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtMost, CleanForm, CreatingForm, Needed, NeededSometimes, VersionField, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm


class MeasureForm(CheckedForm, LocalizedForm):
    """What an editor writes about a measure."""

    title = InLanguages(_("Title"), _("Please write a title in German."), most=160)
    summary = InLanguages(
        _("What will happen"),
        _("Please write in German what will happen."),
        most=4000,
        long=True,
        hint=_("A few plain sentences: what the town does, for whom, and what gets better."),
    )
    horizon = RadioField(
        _("When is it meant to happen?"),
        [Needed(_("Please choose when it is meant to happen."))],
        choices=offer(HORIZONS.items()),
    )
    unit = StringField(_("Responsible unit of the town hall"), [AtMost(120)])
    starts = DateField(_("Begins on"), [Optional()], format=WRITTEN)
    ends = DateField(_("Ends on"), [Optional()], format=WRITTEN)

    def validate_ends(self, field: Field) -> None:
        """A measure ends after it begins."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError(str(_("The end lies before the beginning. Please check both dates.")))

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "title": self.text_of("title"),
            "summary": self.text_of("summary"),
            "horizon": Horizon(self.horizon.data),
            "unit": self.unit.data or "",
            "starts": self.starts.data,
            "ends": self.ends.data,
        }


class PlanForm(MeasureForm, CreatingForm):
    """A new measure."""

    standing = RadioField(
        _("Where does it stand?"),
        [Needed(_("Please choose where the measure stands."))],
        choices=offer((status, STATUSES[status]) for status in (Status.IDEA, Status.PLANNED)),
        default=Status.PLANNED,
    )


class EditForm(MeasureForm):
    """A measure that is worded anew; `version` tells whether somebody else was faster."""

    version = VersionField()
    reason = TextAreaField(
        _("Why does the period change?"),
        [NeededSometimes(), AtMost(600)],
        description=_("Everybody can read it on the page of the measure. It is needed when one of the days changes."),
    )

    def __init__(self, formdata: Any = None, obj: Measure | None = None, **values: Any) -> None:
        super().__init__(formdata, obj, **values)
        self.before = (obj.starts, obj.ends) if obj else (None, None)

    def validate_reason(self, field: Field) -> None:
        """Another period is explained."""
        if (self.starts.data, self.ends.data) != self.before and not field.data:
            raise ValidationError(str(_("Please say why the period changes.")))


class StatusForm(CheckedForm):
    """How far a measure has come."""

    standing = RadioField(_("New status"), [Needed(_("Please choose the new status."))])
    reason = TextAreaField(
        _("Reason"),
        [NeededSometimes(), AtMost(2000)],
        description=_("Everybody reads this. Needed if the measure is delayed or stopped."),
    )

    def __init__(self, formdata: Any = None, obj: Any = None, *, measure: Measure, agreed: bool, **values: Any) -> None:
        super().__init__(formdata, obj, **values)
        possible = NEXT[measure.status] - (set() if agreed else {Status.DECIDED})
        self.standing.choices = offer((each, words) for each, words in STATUSES.items() if each in possible)

    def validate_reason(self, field: Field) -> None:
        """A delay or a stop is explained."""
        if self.standing.data in NEEDS_REASON and not field.data:
            raise ValidationError(str(_("Please explain to everybody why the measure is delayed or stopped.")))


class FollowForm(CleanForm):
    """Whether somebody wants to hear how a measure goes on."""

    follow = RadioField(_("Follow"), choices=offer([("yes", _("Follow")), ("no", _("Do not follow any more"))]))
