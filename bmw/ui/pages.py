"""Answers: a page, or the way to the next one."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue


def page(template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """A page; one whose form has errors says so with 422 and shows everything that was typed."""
    form = context.get("form")
    if form is not None and form.errors and status == 200:
        status = 422
    return render_template(template, **context), status


def see(endpoint: str, anchor: str | None = None, **values: Any) -> ResponseReturnValue:
    """After a step: go and see the result."""
    return redirect(url_for(endpoint, _anchor=anchor, **values), 303)
