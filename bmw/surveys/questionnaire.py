"""A survey as a form: one field for each question, made from the survey."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from wtforms import RadioField, TextAreaField

from bmw.kernel.text import Localized, Reading, _
from bmw.surveys.models import Kind, Question, Survey
from bmw.ui.forms import AtMost, CleanForm, Needed, offer
from bmw.ui.tickboxes import TickBoxes

LONGEST = 2000


def questionnaire(survey: Survey, lang: str, earlier: Mapping[str, list[int] | str] | None) -> CleanForm:
    """The questions of a survey as a form, filled with what somebody answered earlier."""
    fields = {name_of(question): _field(question, number, lang) for number, question in enumerate(survey.questions, 1)}
    form: type[CleanForm] = type("Questionnaire", (CleanForm,), fields)
    before = {name_of(question): _earlier(question, earlier or {}) for question in survey.questions}
    return form.sent(**{name: value for name, value in before.items() if value})


def name_of(question: Question) -> str:
    """What the field of a question is called."""
    return f"question-{question.id}"


def answers_in(survey: Survey, form: CleanForm) -> dict[int, list[int] | str]:
    """What was answered: question id → option ids, or the text."""
    return {question.id: _given(question, form[name_of(question)].data) for question in survey.questions}


def _given(question: Question, data: Any) -> list[int] | str:
    if question.kind is Kind.TEXT:
        return data or ""
    return [int(value) for value in (data if isinstance(data, list) else [data]) if value]


def _earlier(question: Question, earlier: Mapping[str, list[int] | str]) -> Any:
    given = earlier.get(str(question.id))
    if not given or isinstance(given, str):
        return given
    chosen = [str(option) for option in given]
    return chosen if question.kind is Kind.MULTIPLE else chosen[0]


def _field(question: Question, number: int, lang: str) -> Any:
    label = Markup("{}. {}").format(number, marked(question.text, lang))
    needed = [Needed(_("Please answer question %(number)s.", number=number))] if question.required else []
    common: dict[str, Any] = {"description": marked(question.hint, lang)}
    if question.kind is Kind.TEXT:
        return TextAreaField(label, [*needed, AtMost(LONGEST)], **common)
    options = [(str(option.id), option.text.reading(lang)) for option in question.options]
    if question.kind is Kind.MULTIPLE:
        return TickBoxes(label, needed, choices=offer(options), default=[], **common)
    if question.required:
        return RadioField(label, needed, choices=offer(options), **common)
    return RadioField(label, choices=offer([*options, ("", _("No answer"))]), default="", **common)


def marked(text: Localized, lang: str) -> Markup | str:
    """A text of the town for a label; in an element of its own where it speaks another language than the page."""
    reading: Reading = text.reading(lang)
    if not reading.text or reading.lang == lang:
        return reading.text
    return Markup('<span lang="{}" dir="{}">{}</span>').format(reading.lang, reading.dir, reading.text)
