"""What somebody typed into a form that failed: under the words of its own fields, to be copied or sent again."""

import inspect
from collections.abc import Iterator
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.core import UnboundField

from bmw.kernel.text import Sentence, _
from bmw.ui.forms import CleanForm

NOT_SHOWN = frozenset({"nonce", "code", "address", "website", "begun", "trouble", "proof", "credential", "version"})
NOT_TYPED = (BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField)
"""What is ticked or chosen makes no words that anybody could copy; sending again brings it along."""
MOST = 40


def typed_text() -> list[tuple[Sentence, str]]:
    """What somebody typed, each with what its field is called, so that nothing is lost."""
    try:
        sent = [(name, value) for name, value in request.form.items(multi=True) if value.strip()]
    except HTTPException:
        return []  # the form was too large to be read
    fields = _fields({name for name, _value in sent} - NOT_SHOWN)
    shown = [(name, value) for name, value in sent if _is_typed(name, value, fields)][:MOST]
    return [(_called(fields.get(name), number), value) for number, (name, value) in enumerate(shown, 1)]


def page_before() -> str:
    """The page that somebody was on: this address, or the nearest one above it that can be opened; else nothing."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    adapter, path = current_app.url_map.bind("localhost"), request.path
    while path.count("/") > 1:
        try:
            adapter.match(path, method="GET")
        except (HTTPException, RequestRedirect):
            path = path.rpartition("/")[0]
        else:
            return path
    return ""


def _is_typed(name: str, value: str, fields: dict[str, "UnboundField[Any]"]) -> bool:
    if name in NOT_SHOWN:
        return False
    if name in fields:
        return not issubclass(fields[name].field_class, NOT_TYPED)
    return not fields and not value.isdecimal()  # a number alone was a choice


def _called(field: "UnboundField[Any] | None", number: int) -> Sentence:
    words = (field.args[0] if field.args else field.kwargs.get("label")) if field else None
    return words or _("Text %(number)s", number=number)


def _fields(sent: set[str]) -> dict[str, "UnboundField[Any]"]:
    """The fields of the form that was sent: of those the view works with, the one that has most of these names."""
    known = [{name: getattr(form, name) for name in dir(form)} for form in _forms()]
    fields = [{name: each for name, each in form.items() if isinstance(each, UnboundField)} for form in known]
    best = max(fields, key=lambda form: len(sent & set(form)), default={})
    return best if sent & set(best) else {}


def _forms() -> Iterator[type[CleanForm]]:
    view = current_app.view_functions.get(request.endpoint or "")
    for each in vars(inspect.getmodule(inspect.unwrap(view))).values() if view else ():
        if isinstance(each, type) and issubclass(each, CleanForm):
            yield each
