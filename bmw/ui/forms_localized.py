"""Forms for the town's own texts: one field for each language, German needed, the others optional."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import Field, StringField, TextAreaField

from bmw.kernel.text import Lazy, Localized, Sentence, _, direction_of
from bmw.ui.forms import AtMost, CleanForm, Needed, NeededSometimes

IN: dict[str, Sentence] = {
    "de": _("%(what)s in German"),
    "en": _("%(what)s in English"),
    "ar": _("%(what)s in Arabic"),
}
"""The languages the town hall writes in, and how a field for each is called."""


class InLanguages:
    """Stands in a form's class body for one text in several languages: `title = InLanguages(_("Title"), …)`.

    Becomes the fields `title_de`, `title_en`, `title_ar`, in this place of the form.
    """

    def __init__(
        self,
        what: Sentence,
        needed: Sentence = "",
        *,
        most: int = 160,
        long: bool = False,
        hint: Sentence = "",
        sometimes: bool = False,
    ) -> None:
        kind = TextAreaField if long else StringField
        german: list[Any] = [Needed(needed)] if needed else [NeededSometimes()] if sometimes else []
        self.fields: dict[str, Any] = {}
        for tag, label in IN.items():
            first = tag == "de"
            self.fields[tag] = kind(
                _in(label, what),
                [*(german if first else ()), AtMost(most)],
                description=hint if first else "",
                render_kw={"lang": tag, "dir": direction_of(tag)},
            )


def _in(label: Sentence, what: Sentence) -> Sentence:
    return Lazy(lambda: str(label) % {"what": what})


class LocalizedForm(CleanForm):
    """A form with texts in several languages."""

    texts: ClassVar[Mapping[str, Sequence[str]]] = {}

    def __init_subclass__(cls, **more: Any) -> None:
        """Put one field for each language where the class says `InLanguages`."""
        super().__init_subclass__(**more)
        own = {name: value for name, value in vars(cls).items() if isinstance(value, InLanguages)}
        for name, value in own.items():
            delattr(cls, name)
            for tag, field in value.fields.items():
                setattr(cls, f"{name}_{tag}", field)
        cls.texts = {**cls.texts, **{name: tuple(value.fields) for name, value in own.items()}}

    def __init__(self, formdata: Any = None, obj: Any = None, **values: Any) -> None:
        before = {name: values.pop(name, getattr(obj, name, None)) for name in self.texts}
        filled = {
            f"{name}_{tag}": text.get(tag, "")
            for name, text in before.items()
            if isinstance(text, Mapping)
            for tag in self.texts[name]
        }
        super().__init__(formdata, obj=obj, **{**filled, **values})

    def fields_of(self, name: str) -> list[Field]:
        """The fields of one text, German first; templates draw each with `form_field`."""
        return [self[f"{name}_{tag}"] for tag in self.texts[name]]

    def text_of(self, name: str) -> Localized:
        """One text as it was typed, in all its languages."""
        return Localized({tag: self[f"{name}_{tag}"].data or "" for tag in self.texts[name]})


__all__ = ["InLanguages", "LocalizedForm"]
