"""What editors fill in about a survey and its questions, and moderators about free answers."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from bmw.cases.models import OFFERED, REASONS, Reason
from bmw.focus.models import Field
from bmw.kernel.text import Localized, Sentence, _
from bmw.processes.models import Process
from bmw.surveys.models import Kind, Question, Survey
from bmw.surveys.plans import About, Asked
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtLeast, AtMost, CleanForm, CreatingForm, Needed, NeededSometimes, VersionField, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm
from bmw.ui.moments import TownMoment

MOST_OPTIONS, LONGEST_OPTION = 20, 200
KINDS: dict[Kind, Sentence] = {
    Kind.SINGLE: _("One answer"),
    Kind.MULTIPLE: _("Several answers"),
    Kind.SCALE: _("A scale, each point in words"),
    Kind.TEXT: _("In their own words"),
}


class SurveyForm(CheckedForm, LocalizedForm):
    """A survey: what it is about and from when to when people answer."""

    version = VersionField()
    title = InLanguages(_("Title"), _("Please write a title in German."), most=120)
    intro = InLanguages(
        _("What is this survey about?"), _("Please say in German what it is about."), most=1000, long=True
    )
    subject = SelectField(_("Which subject does it belong to?"), default="")
    opens = TownMoment(_("Opens"), [Needed(_("Please say when the survey opens."))])
    closes = TownMoment(_("Closes"), [Needed(_("Please say when the survey closes."))])

    def __init__(self, *args: Any, offered: Sequence[Field], lang: str, **values: Any) -> None:
        super().__init__(*args, **values)
        self.offered = offered
        subjects = ((str(each.id), each.name.reading(lang)) for each in offered)
        self.subject.choices = offer([("", _("All subjects")), *subjects])

    def validate_closes(self, field: TownMoment) -> None:
        """A survey closes after it opens."""
        if field.data and self["opens"].data and field.data <= self["opens"].data:
            raise ValidationError(str(_("The survey must close after it opens.")))

    def settle(self, survey: Survey) -> None:
        """The survey has closed: its dates are no question any more."""
        self.dates = survey.opens, survey.closes
        del self["opens"]
        del self["closes"]

    def about(self) -> About:
        """What was filled in."""
        field = next((each for each in self.offered if str(each.id) == self["subject"].data), None)
        opens, closes = (self["opens"].data, self["closes"].data) if "opens" in self else self.dates
        return About(self.text_of("title"), self.text_of("intro"), opens, closes, field)


class NewSurveyForm(SurveyForm, CreatingForm):
    """A new survey, in one participation process for ever: there people have one voter key."""

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

    def chosen(self) -> Process:
        """The process that was chosen."""
        return next(each for each in self.processes if each.reference == self["belongs"].data)


class QuestionForm(CheckedForm, LocalizedForm):
    """A question and its possible answers."""

    one_line = ("text", "hint")

    kind = RadioField(
        _("How do people answer?"),
        [Needed(_("Please choose how people answer."))],
        choices=offer(KINDS.items()),
    )
    text = InLanguages(_("Question"), _("Please write the question in German."), most=300)
    hint = InLanguages(_("Help for answering"), most=300)
    options = InLanguages(
        _("Possible answers"),
        most=MOST_OPTIONS * LONGEST_OPTION,
        long=True,
        hint=_("Needed where people choose. One answer in each line; on a scale, from one end to the other."),
        sometimes=True,
    )
    required = BooleanField(_("People must answer this question to send the form."))
    position = IntegerField(_("Place in the survey"), [Optional()], description=_("1 is the first question."))

    @classmethod
    def lines_of(cls, question: Question) -> dict[str, str]:
        """The possible answers of a question as they stand in the form."""
        tags = cls.texts["options"]
        return {f"options_{tag}": "\n".join(each.text.get(tag, "") for each in question.options) for tag in tags}

    def lines(self, tag: str) -> list[str]:
        """The possible answers in one language."""
        return [" ".join(line.split()) for line in (self[f"options_{tag}"].data or "").split("\n") if line.strip()]

    def validate_options_de(self, field: TextAreaField) -> None:
        """There is something to choose from, and it can be told apart."""
        lines = self.lines("de")
        if self["kind"].data == Kind.TEXT.value:
            return
        if not 2 <= len(lines) <= MOST_OPTIONS:
            raise ValidationError(str(_("Please write 2 to %(most)s possible answers in German.", most=MOST_OPTIONS)))
        if len(set(lines)) < len(lines):
            raise ValidationError(str(_("The same answer stands here twice.")))
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise ValidationError(str(_("An answer has at most %(most)s characters.", most=LONGEST_OPTION)))

    def _check_lines(self, tag: str) -> None:
        here, german = len(self.lines(tag)), len(self.lines("de"))
        if here not in (0, german) and self["kind"].data != Kind.TEXT.value:
            numbers = {"here": here, "german": german}
            raise ValidationError(
                str(_("German has %(german)s answers, here are %(here)s. Please keep the same order.", **numbers))
            )

    def validate_options_en(self, field: TextAreaField) -> None:
        """The same answers in English."""
        self._check_lines("en")

    def validate_options_ar(self, field: TextAreaField) -> None:
        """The same answers in Arabic."""
        self._check_lines("ar")

    def asked(self) -> Asked:
        """What was filled in."""
        columns = {tag: self.lines(tag) for tag in self.texts["options"]}
        rows = [
            Localized({tag: column[n] for tag, column in columns.items() if column}) for n in range(len(columns["de"]))
        ]
        kind, place = Kind(self["kind"].data), self["position"].data
        options = () if kind is Kind.TEXT else rows
        required = bool(self["required"].data)
        return Asked(kind, self.text_of("text"), self.text_of("hint"), required, options, place)


class NewQuestionForm(QuestionForm, CreatingForm):
    """A new question."""


class PickForm(CleanForm):
    """A free answer that a moderator publishes."""

    text = TextAreaField(validators=[Needed(_("Please choose a text."))])


class HideTextForm(CheckedForm):
    """A published answer is hidden: the rule, and the facts."""

    rule = RadioField(
        _("Which rule does it break?"),
        [Needed(_("Please choose the rule it breaks."))],
        choices=offer((reason.value, REASONS[reason]) for reason in OFFERED),
    )
    facts = TextAreaField(
        _("The facts"),
        [Needed(_("Please say in a sentence what in the text breaks the rule.")), AtLeast(10), AtMost(2000)],
    )
    law = StringField(
        _("Which law, if it breaks one?"),
        [NeededSometimes(), AtMost(200)],
        description=_("Needed for rule 6. For example: § 185 StGB."),
    )

    def validate_law(self, field: Any) -> None:
        """A decision that rests on a law names it."""
        if self.rule.data == Reason.ILLEGAL and not field.data:
            raise ValidationError(str(_("Please name the law that it breaks.")))

    @property
    def grounds(self) -> dict[str, Any]:
        """What the decision rests on."""
        return {"rule": Reason(self.rule.data), "facts": self.facts.data or "", "law": self.law.data or ""}
