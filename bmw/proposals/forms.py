"""Writing, changing and supporting proposals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms import Field as FormField
from wtforms import SelectField, StringField, TextAreaField, ValidationError

from bmw.comments.forms import LanguageField
from bmw.focus.models import District, Field
from bmw.kernel.text import Sentence, _
from bmw.media.forms import PictureForm, PlaceForm
from bmw.processes.models import Opens, Process
from bmw.processes.rules import is_open_for
from bmw.proposals.models import BODY, TITLE, Proposal
from bmw.ui import current
from bmw.ui.forms import AtLeast, AtMost, CleanForm, CreatingForm, Needed, offer
from bmw.ui.forms_open import OpenForm
from bmw.votes.models import Choice

SHORTEST = 5
NOWHERE: Sentence = _("The whole town, or no special place")
CHOOSE: Sentence = _("Please choose")


class WordsForm(CleanForm):
    """What a proposal says, in which language, and about which place."""

    title = StringField(
        _("Title"),
        [Needed(_("Please give your proposal a title.")), AtLeast(SHORTEST), AtMost(TITLE)],
        description=_("Say in a few words what should happen."),
    )
    body = TextAreaField(
        _("Your proposal"),
        [Needed(_("Please describe your proposal.")), AtLeast(SHORTEST), AtMost(BODY)],
        description=_("What should change, where, and why? Please do not name other people."),
    )
    language = LanguageField(_("In which language did you write?"))
    district = SelectField(_("Which place is it about?"), default="")

    def __init__(self, *args: Any, districts: Sequence[District], **values: Any) -> None:
        super().__init__(*args, **values)
        self.places = {each.slug: each for each in districts}
        self.district.choices = offer([("", NOWHERE), *((each.slug, each.name) for each in districts)])

    @property
    def words(self) -> dict[str, Any]:
        """The words as they are kept."""
        place = self.places.get(self.district.data or "")
        return {
            "title": self.title.data or "",
            "body": self.body.data or "",
            "language": self.language.data or "",
            "district": place,
        }


class PlacedForm(WordsForm):
    """What a proposal says, and in which process and field it says it; a draft can still change all of that."""

    procedure = SelectField(
        _("In which participation process?"),
        [Needed(_("Please choose a participation process."))],
        validate_choice=False,
    )
    field = SelectField(
        _("Which subject is it about?"),
        [Needed(_("Please choose the subject of your proposal."))],
        description=_("Focus fields are the big subjects of our strategy."),
    )

    def __init__(self, *args: Any, processes: Sequence[Process], at: datetime, **values: Any) -> None:
        super().__init__(*args, **values)
        self.at = at
        self.processes = {each.reference: each for each in processes}
        named = [(each.reference, each.title.reading(current.lang())) for each in self.open]
        self.procedure.choices = offer(named if len(named) == 1 else [("", CHOOSE), *named])
        fields = {each.slug: each for process in self.open for each in process.fields}
        ordered = sorted(fields.values(), key=lambda each: each.position)
        readings = [(each.slug, each.name.reading(current.lang())) for each in ordered]
        self.field.choices = offer([("", CHOOSE), *readings])

    @property
    def open(self) -> list[Process]:
        """The processes that take proposals now."""
        return [each for each in self.processes.values() if is_open_for(each, Opens.SUBMIT, self.at)]

    def validate_procedure(self, field: FormField) -> None:
        """A process that is closed says since when."""
        chosen = self.processes.get(field.data or "")
        if chosen is None:
            raise ValidationError(str(_("Please choose a participation process.")))
        answer = is_open_for(chosen, Opens.SUBMIT, self.at)
        if not answer:
            raise ValidationError(str(answer.sentence))

    def validate_field(self, field: FormField) -> None:
        """Each process has its own subjects."""
        process = self.processes.get(self.procedure.data or "")
        if process and not field.errors and field.data not in {each.slug for each in process.fields}:
            raise ValidationError(str(_("This process is about other subjects. Please choose another one.")))

    @property
    def place(self) -> tuple[Process, Field]:
        """The chosen process and field."""
        process = self.processes[self.procedure.data or ""]
        return process, next(each for each in process.fields if each.slug == self.field.data)


class ProposalForm(PlacedForm, OpenForm, CreatingForm):
    """Something that somebody proposes to the town."""


class OwnPictureForm(PictureForm):
    """A picture for one's own proposal, described in any language."""

    language = LanguageField(_("In which language did you describe it?"))


class OwnPlaceForm(PlaceForm):
    """The same for a picture that is there."""

    language = LanguageField(_("In which language did you describe it?"))


class SupportForm(CleanForm):
    """Whether somebody supports a proposal."""

    support = SelectField(
        _("Support"), [Needed(_("Please say whether you support this."))], choices=offer([("yes", ""), ("no", "")])
    )

    @property
    def choice(self) -> Choice | None:
        """What counts on the ballot."""
        return Choice.AGREE if self.support.data == "yes" else None


OPINIONS = {"agree": Choice.AGREE, "disagree": Choice.DISAGREE, "pass": Choice.PASS, "none": None}


class OpinionForm(CleanForm):
    """What somebody thinks of a proposal."""

    support = SelectField(
        _("Opinion"), [Needed(_("Please say what you think."))], choices=offer((word, "") for word in OPINIONS)
    )

    @property
    def choice(self) -> Choice | None:
        """What counts on the ballot."""
        return OPINIONS[self.support.data]


class FollowForm(CleanForm):
    """Whether somebody wants to hear what becomes of a proposal."""

    follow = SelectField(
        _("Follow"), [Needed(_("Please say whether you want to follow."))], choices=offer([("yes", ""), ("no", "")])
    )


class ConfirmForm(CleanForm):
    """Somebody confirms what cannot be undone."""


def filled(proposal: Proposal) -> dict[str, Any]:
    """What a form about a proposal shows at first."""
    return {
        "procedure": proposal.process.reference,
        "field": proposal.field.slug,
        "title": proposal.title,
        "body": proposal.body,
        "language": proposal.language,
        "district": proposal.district.slug if proposal.district else "",
    }
