"""Forms: what is needed in some cases only says so once, and is never called optional."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from wtforms import TextAreaField
from wtforms.fields.core import UnboundField

import bmw
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import CleanForm
from bmw.ui.locale import in_language

SAYS_WHEN = re.compile(r"\b[Nn]eeded (if|when|for|where)\b|^Only if\b|^If it\b|, if it breaks one\?")

OF_CITIZENS = "citizens are told gently in the preview at most, and never taught how to write"
UNREAD = "nobody but the board or the administrators reads it"
UNCHECKED = {
    "bmw.board.forms.ConflictForm": UNREAD,
    "bmw.cases.forms.DisagreeForm": OF_CITIZENS,
    "bmw.cases.forms.FeedbackForm": OF_CITIZENS,
    "bmw.cases.forms.ObjectionForm": OF_CITIZENS,
    "bmw.cases.forms.ReportForm": OF_CITIZENS,
    "bmw.comments.forms.CommentForm": OF_CITIZENS,
    "bmw.media.forms.pictures.DescriptionForm": "what a picture shows has checks of its own, and citizens write it too",
    "bmw.offices.forms.LookForm": UNREAD,
    "bmw.proposals.forms.WordsForm": OF_CITIZENS,
    "bmw.surveys.forms.PickForm": "these are the words of citizens, and nobody changes them",
}
"""Forms with texts of several lines that are not looked over before everybody reads them, and why."""


def forms(of: type[CleanForm] = CleanForm) -> Iterator[type[CleanForm]]:
    """Those of the house; tests make some of their own."""
    if of.__module__.startswith("bmw."):
        yield of
    for each in of.__subclasses__():
        yield from forms(each)


def load() -> None:
    """Every form of the house is there."""
    for module in pkgutil.walk_packages(bmw.__path__, "bmw."):
        if module.name.endswith(("forms", "forms.")) or ".forms." in module.name:
            importlib.import_module(module.name)


def writes(form: type[CleanForm]) -> bool:
    """Whether this form itself asks for a text of several lines."""
    own = (each for each in vars(form).values() if isinstance(each, UnboundField))
    return any(issubclass(each.field_class, TextAreaField) for each in own)


def questions() -> Iterator[tuple[str, str, list[Any]]]:
    """Each field of each form: where it stands, what label and hint say, and its validators."""
    load()
    for form in forms():
        for name, field in vars(form).items():
            if isinstance(field, UnboundField):
                words = f"{field.args[0] if field.args else ''}\n{field.kwargs.get('description', '')}"
                yield f"{form.__module__}.{form.__name__}.{name}", words, [*field.args[1:2], field.kwargs]


def is_flagged(validators: list[Any]) -> bool:
    listed = validators[0] if validators and isinstance(validators[0], list) else []
    flags = [flag for each in listed for flag in getattr(each, "field_flags", {})]
    return "sometimes" in flags or "required" in flags


def test_what_is_needed_in_some_cases_is_never_called_optional(app: Flask) -> None:
    with in_language("en"):
        told = [(where, is_flagged(how)) for where, words, how in questions() if re.search(SAYS_WHEN, words)]
    assert len(told) >= 12
    assert [where for where, flagged in told if not flagged] == []


def test_what_staff_write_for_everybody_is_looked_over_first(app: Flask) -> None:
    load()
    written = {f"{each.__module__}.{each.__name__}": each for each in forms() if writes(each)}
    checked = {name for name, each in written.items() if issubclass(each, CheckedForm)}
    assert set(written) - checked == set(UNCHECKED)
    assert len(checked) >= 18
