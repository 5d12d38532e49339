"""What the style guide shows: one form in its first state and once with every kind of mistake."""

from __future__ import annotations

from typing import Any

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


def samples() -> dict[str, Any]:
    """The forms and texts that the style guide shows."""
    wrong = SampleForm(
        MultiDict({"wrong-title": "Bus", "wrong-body": "a" * 2100, "wrong-district": ""}), prefix="wrong"
    )
    wrong.validate()
    return {
        "sample": SampleForm(data={"ways": ["bike"]}),
        "wrong": wrong,
        "turkish": Reading.of("Köprünün altına daha fazla ışık", "tr"),
        "arabic": Reading.of("مقاعد أكثر في الظل بجانب النهر", "ar"),
        "ukrainian": Reading.of("Безпечна велодоріжка до школи", "uk"),
        "translated": Reading("Mehr Licht unter der Brücke", "de", "ltr", "machine"),
    }
