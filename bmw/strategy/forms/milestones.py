"""Forms for milestones: set, changed, reached, given up."""

from datetime import date
from typing import Any

from wtforms import DateField, Field, TextAreaField, ValidationError

from bmw.kernel.text import _
from bmw.strategy.forms.days import WRITTEN, PastDay
from bmw.strategy.models import Milestone
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtMost, CleanForm, CreatingForm, Needed, NeededSometimes, VersionField
from bmw.ui.forms_localized import InLanguages, LocalizedForm


class MilestoneForm(LocalizedForm, CreatingForm):
    """A milestone that is set."""

    title = InLanguages(_("Milestone"), _("Please write in German what will be reached."), most=160)
    due = DateField(_("Due on"), [Needed(_("Please say when it is due."))], format=WRITTEN)


class ReachedForm(CleanForm):
    """A milestone that was reached."""

    version = VersionField()
    reached_on = DateField(_("Reached on"), [Needed(_("Please say when it was reached.")), PastDay()], format=WRITTEN)


class ChangeMilestoneForm(CheckedForm, LocalizedForm):
    """A milestone with another name or another day; what is behind us keeps its day."""

    version = VersionField()
    title = InLanguages(_("Milestone"), _("Please write in German what will be reached."), most=160)
    due = DateField(_("Due on"), [Needed(_("Please say when it is due."))], format=WRITTEN)
    reason = TextAreaField(
        _("Why does the day change?"),
        [NeededSometimes(), AtMost(600)],
        description=_("Everybody can read it on the page of the measure. It is needed when the day changes."),
    )

    def __init__(self, formdata: Any = None, obj: Milestone | None = None, **values: Any) -> None:
        super().__init__(formdata, obj, **values)
        self.before = obj.due if obj else None
        if obj and not obj.is_ahead:
            del self["due"], self["reason"]

    @property
    def day(self) -> date | None:
        """The day that was chosen, or the one it keeps."""
        return self["due"].data if "due" in self else self.before

    def validate_reason(self, field: Field) -> None:
        """Another day is explained."""
        if self["due"].data != self.before and not field.data:
            raise ValidationError(str(_("Please say why the day changes.")))


class GiveUpForm(CheckedForm):
    """A milestone that is given up."""

    version = VersionField()
    reason = TextAreaField(
        _("Why is it given up?"),
        [Needed(_("Please say why the milestone is given up.")), AtMost(600)],
        description=_("Everybody can read it on the page of the measure."),
    )
