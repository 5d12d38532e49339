"""What the style guide shows: one form in its first state and once with every kind of mistake."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.form import Form

from bmw.kernel.hints import hints
from bmw.kernel.text import Reading, Sentence, _
from bmw.ui.forms import AtLeast, AtMost, Needed, offer

DISTRICTS: list[tuple[str, Sentence]] = [
    ("", _("No particular place")),
    ("kenten", "Kenten"),
    ("thorr", "Thorr"),
    ("glesch", "Glesch"),
]
WAYS = [("bus", _("Bus")), ("bike", _("Bicycle")), ("foot", _("On foot"))]
SCALE = [("1", _("Not important")), ("2", _("Important")), ("3", _("Very important"))]


GERMAN = Reading.of("Mehr Schatten am Fluss", "de")
ARABIC = Reading.of("مقاعد أكثر في الظل بجانب النهر", "ar")
LONG = Reading.of(
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung, und was sie für alle bedeutet, die am Rand "
    "der Stadt wohnen und abends noch nach Hause kommen wollen",
    "de",
)
HASTY = "[Hier](/de/hilfe)"


class ShortForm(Form):
    """One field, as in the smallest forms."""

    why = StringField(_("Title"))


class SampleForm(Form):
    """Every kind of field once."""

    title = StringField(
        _("Title"), [Needed(_("Please give your proposal a title.")), AtLeast(8)], description=_("One short sentence.")
    )
    body = TextAreaField(_("Your proposal"), [Needed(_("Please write what you propose.")), AtMost(2000)])
    district = SelectField(_("Place"), choices=offer(DISTRICTS))
    weight = RadioField(
        _("How important is this to you?"), [Needed(_("Please choose an answer."))], choices=offer(SCALE)
    )
    ways = SelectMultipleField(
        _("How do you get around?"), choices=offer(WAYS), description=_("Several answers are possible.")
    )
    address = EmailField(
        _("E-mail address"), [Needed(_("Please enter your e-mail address."))], render_kw={"autocomplete": "email"}
    )
    day = DateField(_("Day"))
    members = IntegerField(_("Number of people"))
    file = FileField(_("Document"), description=_("PDF, at most 5 MB."))
    agreed = BooleanField(_("I agree to the rules of participation."), [Needed(_("Please agree to the rules."))])


def samples(direction: str) -> dict[str, Any]:
    """The forms and texts that the style guide shows on a page of this writing direction."""
    wrong = SampleForm(
        MultiDict({"wrong-title": "Bus", "wrong-body": "a" * 2100, "wrong-district": ""}), prefix="wrong"
    )
    wrong.validate()
    turned = ARABIC if direction == "ltr" else GERMAN
    sample = SampleForm(data={"ways": ["bike"]})
    return {
        "sample": sample,
        "hinted": {"hints": [(sample.body, each) for each in hints(HASTY, "de")], "errors": {}, "is_checked": False},
        "faultless": {"hints": [], "errors": {}, "is_checked": True},
        "short": ShortForm(prefix="short"),
        "wrong": wrong,
        "wordy": _worded("wordy", LONG),
        "other": _worded("other", turned),
        "touched": {state: SampleForm(prefix=state) for state in ("hover", "focus", "active", "current")},
        "turkish": Reading.of("Köprünün altına daha fazla ışık", "tr"),
        "arabic": ARABIC,
        "ukrainian": Reading.of("Безпечна велодоріжка до школи", "uk"),
        "translated": Reading("Mehr Licht unter der Brücke", "de", "ltr", "machine"),
        "wide": LONG,
        "turned": turned,
    }


def _worded(prefix: str, words: Reading) -> SampleForm:
    """A form with mistakes in which everything is said in these words."""
    form = SampleForm(prefix=prefix, data={"title": words.text, "body": words.text})
    said = Markup('<span lang="{}" dir="{}">{}</span>').format(words.lang, words.dir, words.text)
    for field in (form.title, form.body, form.weight):
        field.label.text = field.description = said
        field.errors = [said]
    form.weight.choices = offer((number, words) for number in ("1", "2"))
    return form
