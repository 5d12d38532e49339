"""What editors fill in about a process and its phases."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, TextAreaField, ValidationError

from bmw.focus.models import Field
from bmw.kernel.text import Sentence, _
from bmw.processes.models import OPENS, Level, Moderation, Opens, Phase, Process, State
from bmw.processes.plans import About, Planned
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtMost, CreatingForm, Needed, NeededSometimes, VersionField, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm
from bmw.ui.moments import TownMoment
from bmw.ui.tickboxes import TickBoxes
from bmw.votes.models import Kind

LEVELS: dict[Level, Sentence] = {
    Level.INFORMATION: _("Information: people learn what is planned."),
    Level.CONSULTATION: _("Consultation: people say what they think, and the town answers."),
    Level.COOPERATION: _("Cooperation: people and the town work on it together."),
    Level.DECISION: _("Decision: people decide."),
}
MODERATIONS: dict[Moderation, Sentence] = {
    Moderation.BEFORE: _("Before: a moderator reads each contribution, then everybody sees it."),
    Moderation.AFTER: _("After: everybody sees each contribution at once, a moderator reads it later."),
}
KINDS: dict[Kind, Sentence] = {
    Kind.SUPPORT: _("Support: people say yes to what they want."),
    Kind.OPINION: _("Opinion: people agree, disagree or pass."),
}


class ProcessForm(CheckedForm, LocalizedForm):
    """A process in the town's words."""

    version = VersionField()
    title = InLanguages(_("Title"), _("Please write a title in German."), most=120)
    summary = InLanguages(
        _("What is this?"),
        _("Please say in German what this is."),
        most=600,
        long=True,
        hint=_("One or two sentences."),
    )
    outcome = InLanguages(
        _("What happens with the results?"),
        _("Please say in German what happens with the results."),
        most=600,
        long=True,
        hint=_("One or two sentences."),
    )
    level = RadioField(
        _("How much say do people have?"),
        [Needed(_("Please choose how much say people have."))],
        choices=offer(LEVELS.items()),
    )
    moderation = RadioField(
        _("When do moderators read contributions?"),
        [Needed(_("Please choose when moderators read contributions."))],
        choices=offer(MODERATIONS.items()),
    )
    ballot_kind = RadioField(
        _("How do people vote on proposals?"),
        [Needed(_("Please choose how people vote."))],
        choices=offer(KINDS.items()),
    )
    subjects = TickBoxes(
        _("Which subjects does it belong to?"),
        [Needed(_("Please choose at least one subject."))],
    )

    def __init__(self, *args: Any, offered: Sequence[Field], lang: str, **values: Any) -> None:
        super().__init__(*args, **values)
        self.offered = offered
        self.subjects.choices = offer((str(each.id), each.name.reading(lang)) for each in offered)

    def settle(self, process: Process) -> None:
        """Somebody has voted: how people vote is no question any more."""
        self.settled = process.ballot_kind
        del self["ballot_kind"]

    def about(self) -> About:
        """What was filled in."""
        return About(
            title=self.text_of("title"),
            summary=self.text_of("summary"),
            outcome=self.text_of("outcome"),
            level=Level(self["level"].data),
            moderation=Moderation(self["moderation"].data),
            ballot_kind=Kind(self["ballot_kind"].data) if "ballot_kind" in self else self.settled,
            fields=[each for each in self.offered if str(each.id) in self["subjects"].data],
        )


class NewProcessForm(ProcessForm, CreatingForm):
    """A new process."""


class PhaseForm(CheckedForm, LocalizedForm):
    """A phase: a name, dates, and what is open in it."""

    title = InLanguages(_("Name of the phase"), _("Please write the name of the phase in German."), most=120)
    text = InLanguages(
        _("What happens in this phase?"),
        _("Please say in German what happens in this phase."),
        most=600,
        long=True,
        hint=_("One or two sentences."),
    )
    starts = TownMoment(_("Starts"), [Needed(_("Please say when the phase starts."))])
    ends = TownMoment(_("Ends"), [Needed(_("Please say when the phase ends."))])
    opens = TickBoxes(
        _("What is open in this phase?"),
        choices=offer(OPENS.items()),
    )
    reason = TextAreaField(
        _("Why does the schedule change?"),
        [NeededSometimes(), AtMost(600)],
        description=_("Everybody can read it beside the schedule. It is needed when dates or what is open change."),
    )

    def __init__(self, *args: Any, process: Process, phase: Phase | None = None, **values: Any) -> None:
        super().__init__(*args, **values)
        self.phase = phase
        self.needs_reason = process.state is State.RUNNING
        if not self.needs_reason:
            del self["reason"]

    def validate_ends(self, field: TownMoment) -> None:
        """A phase ends after it starts."""
        if field.data and self["starts"].data and field.data <= self["starts"].data:
            raise ValidationError(str(_("The phase must end after it starts.")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Once people know the schedule, a change of it needs a reason."""
        if not super().validate(extra_validators):
            return False
        changes = self.phase is None or self.planned().moves(self.phase)
        if not self.needs_reason or not changes or self.reason_given:
            return True
        self["reason"].errors = [_("Please say why the schedule changes.")]
        return False

    @property
    def reason_given(self) -> str:
        """The reason that was written."""
        return self["reason"].data or "" if self.needs_reason else ""

    def planned(self) -> Planned:
        """What was filled in."""
        opens = [Opens(what) for what in self["opens"].data or ()]
        title, text = self.text_of("title"), self.text_of("text")
        return Planned(title, text, self["starts"].data, self["ends"].data, opens)


class NewPhaseForm(PhaseForm, CreatingForm):
    """A new phase."""
