"""What editors fill in about a meeting, its minutes and its points."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from bmw.focus.models import Field
from bmw.kernel.text import _
from bmw.meetings.plans import About
from bmw.processes.models import Process
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtLeast, AtMost, CleanForm, CreatingForm, Needed, NeededSometimes, VersionField, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm
from bmw.ui.moments import TownMoment

PEOPLE = 100_000


def countable(form: CleanForm, field: IntegerField) -> None:
    """A number of people that fits into a town."""
    if field.data is not None and not 0 <= field.data <= PEOPLE:
        raise ValidationError(str(_("Please write a number between 0 and %(most)s.", most=PEOPLE)))


class MeetingForm(CheckedForm, LocalizedForm):
    """A meeting: what, where and when."""

    version = VersionField()
    title = InLanguages(_("Title"), _("Please write a title in German."), most=120)
    place = StringField(_("Place"), [Needed(_("Please say where it is.")), AtMost(200)])
    starts = TownMoment(_("Starts"), [Needed(_("Please say when it starts."))])
    ends = TownMoment(_("Ends"), [Needed(_("Please say when it ends."))])
    subject = SelectField(_("Which subject does it belong to?"), default="")
    reason = TextAreaField(
        _("Why does the date change?"),
        [NeededSometimes(), AtMost(600)],
        description=_("Everybody can read it beside the date. It is needed when the start changes."),
    )
    before: datetime | None = None
    """When the meeting was announced to start."""

    def __init__(self, *args: Any, offered: Sequence[Field], lang: str, **values: Any) -> None:
        super().__init__(*args, **values)
        self.offered = offered
        subjects = ((str(each.id), each.name.reading(lang)) for each in offered)
        self.subject.choices = offer([("", _("All subjects")), *subjects])

    def validate_ends(self, field: TownMoment) -> None:
        """A meeting ends after it starts."""
        if field.data and self["starts"].data and field.data <= self["starts"].data:
            raise ValidationError(str(_("The meeting must end after it starts.")))

    def validate_reason(self, field: TextAreaField) -> None:
        """Another date needs a reason."""
        if self.before and self["starts"].data not in (None, self.before) and not field.data:
            raise ValidationError(str(_("Please say why the date changes.")))

    def about(self) -> About:
        """What was filled in."""
        field = next((each for each in self.offered if str(each.id) == self["subject"].data), None)
        return About(self.text_of("title"), self["place"].data, self["starts"].data, self["ends"].data, field)


class NewMeetingForm(MeetingForm, CreatingForm):
    """A new meeting of a participation process."""

    belongs = SelectField(
        _("Which participation process does it belong to?"),
        [Needed(_("Please choose a participation process."))],
        default="",
    )

    def __init__(self, *args: Any, processes: Sequence[Process], lang: str, **values: Any) -> None:
        super().__init__(*args, lang=lang, **values)
        self.processes = processes
        names = ((each.reference, each.title.reading(lang)) for each in processes)
        self.belongs.choices = offer([("", _("Please choose")), *names])
        del self["reason"]

    def chosen(self) -> Process:
        """The process that was chosen."""
        return next(each for each in self.processes if each.reference == self["belongs"].data)


class MinutesForm(CheckedForm):
    """What was said."""

    headings = True

    minutes = TextAreaField(
        _("Minutes in German"),
        [Needed(_("Please write the minutes.")), AtMost(20_000)],
        description=_("An empty line begins a paragraph. Lines that begin with - become a list."),
        render_kw={"lang": "de"},
    )
    attended = IntegerField(_("How many people came?"), [Optional(), countable])


class PointForm(CheckedForm):
    """One point that a finding can cite."""

    text = TextAreaField(
        _("Point in German"),
        [Needed(_("Please write the point.")), AtLeast(5), AtMost(500)],
        description=_("One sentence that can stand on its own."),
        render_kw={"lang": "de"},
    )
    agreed = IntegerField(
        _("How many agreed?"), [Optional(), countable], description=_("Leave it empty if nobody counted.")
    )


class NewPointForm(PointForm, CreatingForm):
    """A new point."""
