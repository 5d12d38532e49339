"""Forms: what is needed in some cases only says so once, and is never called optional."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from wtforms.fields.core import UnboundField

import bmw
from bmw.ui.forms import CleanForm
from bmw.ui.locale import in_language

SAYS_WHEN = re.compile(r"\b[Nn]eeded (if|when|for|where)\b|^Only if\b|^If it\b|, if it breaks one\?")


def forms(of: type[CleanForm] = CleanForm) -> Iterator[type[CleanForm]]:
    yield of
    for each in of.__subclasses__():
        yield from forms(each)


def questions() -> Iterator[tuple[str, str, list[Any]]]:
    """Each field of each form: where it stands, what label and hint say, and its validators."""
    for module in pkgutil.walk_packages(bmw.__path__, "bmw."):
        if module.name.endswith(("forms", "forms.")) or ".forms." in module.name:
            importlib.import_module(module.name)
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
