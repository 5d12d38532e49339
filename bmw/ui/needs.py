"""What a field needs, each with the sentence that says so."""

from typing import ClassVar

from wtforms import Field, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from bmw.kernel.text import Sentence, _


class Needed:
    """A field that must be filled in; the sentence says with what."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __call__(self, form: BaseForm, field: Field) -> None:
        if not (field.data and (not isinstance(field.data, str) or field.data.strip())):
            field.errors = []
            raise StopValidation(str(self.sentence))


class NeededSometimes:
    """A field that is needed in some cases only: its label or hint says when, and it is never called optional."""

    field_flags: ClassVar = {"sometimes": True}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """What is needed when is asked by the form, which knows the other answers."""


class AtMost:
    """A text of at most this many characters."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: BaseForm, field: Field) -> None:
        length = len(field.data or "")
        if length > self.most:
            values = {"length": length, "most": self.most}
            raise ValidationError(
                str(_("This text has %(length)s characters. At most %(most)s are possible.", **values))
            )


class AtLeast:
    """A text of at least this many characters."""

    def __init__(self, least: int) -> None:
        self.least = least

    def __call__(self, form: BaseForm, field: Field) -> None:
        if 0 < len(field.data or "") < self.least:
            raise ValidationError(
                str(_("This text is very short. Please write at least %(least)s characters.", least=self.least))
            )
