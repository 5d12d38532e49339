"""Forms: typed fields, cleaned words, clear sentences, nothing sent twice."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from flask import request
from flask_babel import get_domain, gettext
from wtforms import (
    Field,
    FileField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.fields.core import UnboundField

from bmw.kernel.text import Reading, Sentence, _, clean_line, clean_text
from bmw.ui.needs import AtLeast, AtMost, Needed, NeededSometimes
from bmw.ui.once import new_nonce

F = TypeVar("F", bound="CleanForm")

# Sentences that WTForms says itself; listed here so that the catalogues hold them.
WTFORMS_SAYS = (
    _("Not a valid choice."),
    _("Invalid Choice: could not coerce."),
    _("Not a valid integer value."),
    _("Not a valid date value."),
    _("Not a valid datetime value."),
    _("Not a valid decimal value."),
    _("Not a valid time value."),
)


class Translations:
    """Lets WTForms speak the reader's language."""

    def gettext(self, string: str) -> str:
        """One sentence."""
        return str(gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """One sentence with a number; WTForms puts the values in afterwards."""
        return str(get_domain().get_translations().ungettext(singular, plural, n))


class CleanForm(Form):
    """A form whose words are cleaned, and which refuses a single field that was sent twice."""

    class Meta:
        """How WTForms handles our forms."""

        def get_translations(self, form: Form) -> Translations:
            """Our catalogues."""
            return Translations()

        def bind_field(self, form: Form, unbound_field: "UnboundField[Any]", options: dict[str, Any]) -> Field:
            """Clean every typed word before anything looks at it."""
            field: Field = unbound_field.bind(form=form, **options)
            if type(field) is TextAreaField:
                field.filters = [_clean(clean_text), *field.filters]
            elif isinstance(field, StringField) and not isinstance(field, TextAreaField):
                field.filters = [_clean(clean_line), *field.filters]
            return field

    @classmethod
    def sent(cls: type[F], obj: Any = None, **values: Any) -> F:
        """The form as it was sent, or filled from a thing for a first look."""
        if request.method == "POST":
            form = cls(request.form, obj=obj, **values)
            form._doubled = [
                name
                for name, field in form._fields.items()
                if _is_single(field) and len(request.form.getlist(name)) > 1
            ]
            form._take_files()
            return form
        return cls(obj=obj, **values)

    _doubled: Sequence[str] = ()

    def _take_files(self) -> None:
        for name, field in self._fields.items():
            if isinstance(field, FileField):
                field.data = request.files.get(name)

    @property
    def is_complete(self) -> bool:
        """Whether the form was sent and everything in it is right."""
        return request.method == "POST" and self.validate()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; a doubled one is an error of its own."""
        right = super().validate(extra_validators)
        for name in self._doubled:
            field = self._fields[name]
            field.errors = [*field.errors, _("This field was sent twice. Please fill it in once.")]
        return right and not self._doubled


class VersionField(HiddenField):
    """Which wording somebody was looking at when they changed it, so that nobody overwrites what another one wrote.

    A form that does not say so has seen none: it never passes for one that has seen the present wording.
    """

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """What was sent, and nothing in place of what was not."""
        self.data = valuelist[0] if valuelist else ""

    @property
    def seen(self) -> int:
        """The number of that wording; none that exists if it was tampered with."""
        digits = str(self.data or "")
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else -1


def offer(choices: Iterable[tuple[str, Sentence | Reading]]) -> list[Any]:
    """The choices of a field, as pairs of what is sent and what is shown."""
    return [SelectChoice(value, words, getattr(words, "marks", {})) for value, words in choices]


class CreatingForm(CleanForm):
    """A form that creates something: sent again, it returns the first result."""

    nonce = HiddenField(default=new_nonce)


def _clean(by: Any) -> Any:
    return lambda value: by(value) if isinstance(value, str) else value


def _is_single(field: Field) -> bool:
    return not isinstance(field, SelectMultipleField)


__all__ = [
    "AtLeast",
    "AtMost",
    "CleanForm",
    "CreatingForm",
    "Needed",
    "NeededSometimes",
    "RadioField",
    "SelectField",
    "offer",
]
