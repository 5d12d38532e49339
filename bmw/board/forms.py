"""Forms of the board: opinions with scores, conflicts of interest, conclusions, criteria."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from wtforms import Field, IntegerField, RadioField, TextAreaField, ValidationError
from wtforms.validators import NumberRange

from bmw.board.models import POINTS, Criterion, Opinion, Review
from bmw.board.states import VERDICTS, Verdict
from bmw.kernel.text import _
from bmw.ui import current
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtLeast, AtMost, CleanForm, CreatingForm, Needed, NeededSometimes, VersionField, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm

LONGEST = 6000


class OpinionForm(CheckedForm):
    """What a member thinks: a verdict and reasons; the criteria are added by `opinion_form`."""

    verdict = RadioField(
        _("What do you recommend to the town?"),
        [Needed(_("Please choose what you recommend."))],
        choices=offer(VERDICTS.items()),
    )
    text = TextAreaField(
        _("Your reasons"),
        [Needed(_("Please give your reasons.")), AtLeast(10), AtMost(LONGEST)],
        description=_("Only the board reads this. The chair sums up all opinions for everybody."),
    )

    def scores(self) -> dict[int, int]:
        """Criterion id → points."""
        given = {name: field.data for name, field in self._fields.items() if name.startswith("score_")}
        return {int(name.removeprefix("score_")): int(points) for name, points in given.items()}

    def score_fields(self) -> list[Field]:
        """One question for each criterion."""
        return [field for name, field in self._fields.items() if name.startswith("score_")]


def opinion_form(criteria: Sequence[Criterion], own: Opinion | None, scores: Mapping[int, int]) -> OpinionForm:
    """The form for an opinion, with a question for each criterion and what the member said before."""
    questions = {f"score_{each.id}": _question(each) for each in criteria}
    form_class: type[OpinionForm] = type("ScoredOpinionForm", (OpinionForm,), questions)
    before: dict[str, Any] = {f"score_{criterion_id}": str(points) for criterion_id, points in scores.items()}
    if own is not None and own.verdict:
        before |= {"verdict": own.verdict, "text": own.text}
    return form_class.sent(**before)


def _question(criterion: Criterion) -> RadioField:
    name, text = (each.reading(current.lang()) for each in (criterion.name, criterion.text))
    return RadioField(
        Markup('<span lang="{}" dir="{}">{}</span>').format(name.lang, name.dir, name.text),
        [Needed(_("Please choose how far the finding meets the criterion “%(criterion)s”.", criterion=name.text))],
        choices=offer((str(points), words) for points, words in POINTS.items()),
        description=Markup('<span lang="{}" dir="{}">{}</span>').format(text.lang, text.dir, text.text),
    )


class ConflictForm(CleanForm):
    """A member steps aside."""

    conflict = TextAreaField(
        _("Why do you step aside?"),
        [Needed(_("Please say in a few words why you step aside.")), AtMost(1000)],
        description=_(
            "Only the board reads this. Everybody can read that a member stepped aside, but neither who nor why."
        ),
    )


class ConclusionForm(CheckedForm):
    """The chair sums up what the board says."""

    conclusion = RadioField(
        _("What does the board recommend?"),
        [Needed(_("Please choose what the board recommends."))],
        choices=offer(VERDICTS.items()),
    )
    reasons = TextAreaField(
        _("Reasons of the board"),
        [Needed(_("Please write down the reasons. Everybody will read them.")), AtLeast(20), AtMost(LONGEST)],
        description=_("Everybody reads this. Please write so that everybody understands it."),
    )
    changes = TextAreaField(
        _("What should change"),
        [NeededSometimes(), AtMost(LONGEST)],
        description=_("Needed if the board recommends the finding with changes."),
    )
    dissent = TextAreaField(
        _("Dissenting views"),
        [NeededSometimes(), AtMost(LONGEST)],
        description=_("Needed if a member came to another view. Please give their reasons fairly and without names."),
    )

    def __init__(self, formdata: Any = None, obj: Any = None, review: Review | None = None, **values: Any) -> None:
        super().__init__(formdata, obj, **values)
        self.review = review

    def validate_changes(self, field: Field) -> None:
        """Changes belong to a recommendation with changes."""
        if self.conclusion.data == Verdict.WITH_CHANGES and not field.data:
            raise ValidationError(str(_("Please write down what should change.")))

    def validate_dissent(self, field: Field) -> None:
        """A member who came to another view is heard."""
        others = [each for each in (self.review.given if self.review else []) if each.verdict != self.conclusion.data]
        if others and not field.data and self.conclusion.data in set(Verdict):
            raise ValidationError(str(_("At least one member came to another view. Please write down what they say.")))


class CorrectionForm(ConclusionForm):
    """What the board says instead, and why."""

    why = TextAreaField(
        _("Why does the conclusion have to be corrected?"),
        [Needed(_("Please say why. Everybody will read it.")), AtLeast(20), AtMost(2000)],
        description=_("Everybody reads this next to the earlier conclusion."),
    )


class CriterionForm(CheckedForm, LocalizedForm):
    """One of the town's criteria."""

    name = InLanguages(_("Name"), _("Please write a name in German."), most=80)
    text = InLanguages(
        _("Question to the members"),
        _("Please write in German what the members should ask themselves."),
        most=400,
        long=True,
        hint=_("One sentence, for example: does it help many people?"),
    )


class NewCriterionForm(CriterionForm, CreatingForm):
    """A criterion that is added."""


class ChangedCriterionForm(CriterionForm):
    """A criterion that is worded anew or moved."""

    version = VersionField()
    position = IntegerField(
        _("Place in the list"),
        [
            Needed(_("Please choose a place between 1 and 999.")),
            NumberRange(1, 999, _("Please choose a place between 1 and 999.")),
        ],
    )
