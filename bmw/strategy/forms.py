"""Forms of the roadmap: measures, status, milestones, decisions of the council."""

from datetime import date
from typing import Any

from wtforms import (
    DateField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Optional

from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.text import _
from bmw.strategy.models import Measure
from bmw.strategy.states import HORIZONS, NEEDS_REASON, NEXT, STATUSES, Horizon, Status
from bmw.ui import current
from bmw.ui.forms import AtLeast, AtMost, CleanForm, CreatingForm, Needed, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm
from bmw.ui.tickboxes import TickBoxes

DATE = _("A date like this: 31.05.2026.")
WRITTEN = ["%Y-%m-%d", "%d.%m.%Y"]
"""How browsers send a date, and how people type one without a picker."""


class MeasureForm(LocalizedForm):
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
    starts = DateField(_("Begins on"), [Optional()], description=DATE, format=WRITTEN)
    ends = DateField(_("Ends on"), [Optional()], description=DATE, format=WRITTEN)

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

    version = HiddenField()

    def seen_version(self) -> int:
        """The version that the editor was looking at."""
        digits = str(self.version.data or "")[:9]
        return int(digits) if digits.isascii() and digits.isdecimal() else 0


class StatusForm(CleanForm):
    """How far a measure has come."""

    standing = RadioField(_("New status"), [Needed(_("Please choose the new status."))])
    reason = TextAreaField(
        _("Reason"),
        [AtMost(2000)],
        description=_("Everybody reads this. Needed if the measure is delayed or stopped."),
    )

    def __init__(self, formdata: Any = None, obj: Any = None, measure: Measure | None = None, **values: Any) -> None:
        super().__init__(formdata, obj, **values)
        possible = NEXT[measure.status] if measure else frozenset(Status)
        self.standing.choices = offer((each, words) for each, words in STATUSES.items() if each in possible)

    def validate_reason(self, field: Field) -> None:
        """A delay or a stop is explained."""
        if self.standing.data in NEEDS_REASON and not field.data:
            raise ValidationError(str(_("Please explain to everybody why the measure is delayed or stopped.")))


class FollowForm(CleanForm):
    """Whether somebody wants to hear how a measure goes on."""

    follow = RadioField(_("Follow"), choices=offer([("yes", _("Follow")), ("no", _("Do not follow any more"))]))


class MilestoneForm(LocalizedForm, CreatingForm):
    """A milestone that is set."""

    title = InLanguages(_("Milestone"), _("Please write in German what will be reached."), most=160)
    due = DateField(_("Due on"), [Needed(_("Please say when it is due."))], description=DATE, format=WRITTEN)


class PastDay:
    """A day that has come."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and field.data > today():
            raise ValidationError(str(_("This day lies in the future. Please check the date.")))


class ReachedForm(CleanForm):
    """A milestone that was reached."""

    reached_on = DateField(
        _("Reached on"), [Needed(_("Please say when it was reached.")), PastDay()], description=DATE, format=WRITTEN
    )


class DecisionForm(LocalizedForm, CreatingForm):
    """What the council decided."""

    title = InLanguages(_("Title of the decision"), _("Please write the title in German."), most=200)
    body = StringField(
        _("Who decided?"),
        [Needed(_("Please say who decided.")), AtMost(160)],
        description=_("The council or one of its committees"),
    )
    decided_on = DateField(
        _("Decided on"), [Needed(_("Please say when it was decided.")), PastDay()], description=DATE, format=WRITTEN
    )
    paper = StringField(_("Number of the council paper"), [AtMost(60)])
    result = TextAreaField(
        _("What was decided?"),
        [Needed(_("Please write what was decided.")), AtLeast(10), AtMost(4000)],
        description=_("Everybody reads this. Plain words help."),
    )
    measures = TickBoxes(_("Which measures is it about?"), [Needed(_("Please choose at least one measure."))])

    def minutes(self) -> dict[str, Any]:
        """What the service takes."""
        plain = {name: self[name].data or "" for name in ("body", "paper", "result")}
        return {**plain, "title": self.text_of("title"), "decided_on": self.decided_on.data}


def today() -> date:
    """The day it is in the town."""
    return current.at().astimezone(TOWN_ZONE).date()
