"""Every form of the town, as it stands on its page, and ways to fill it in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask
from werkzeug.exceptions import HTTPException

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it goes, and what it would send."""

    endpoint: str
    action: str
    fields: tuple[tuple[str, str], ...]
    """Every field with its name and the value it would send as it stands."""
    is_upload: bool = False

    def filled(self, value: str) -> Pairs:
        """The same value in every field; each sending is a new one."""
        return [(name, was if name in ("nonce", "begun") else value) for name, was in self.fields]


def endpoint_of(app: Flask, path: str, method: str = "GET") -> str:
    """Which view answers an address; empty if none does."""
    try:
        return str(app.url_map.bind("localhost").match(path, method)[0])
    except HTTPException:
        return ""


def forms_on(app: Flask, answer: Any, path: str) -> Iterator[Form]:
    """The forms on a page."""
    if answer.mimetype != "text/html":
        return
    for form in lxml.html.document_fromstring(answer.get_data(as_text=True)).forms:
        if form.method != "POST":
            continue
        action = urljoin(path, form.get("action") or "")
        values = [(name, str(value)) for name, value in form.form_values()]
        given = {name for name, _value in values}
        others = {each.get("name") for each in form.cssselect("input[name], select[name], textarea[name]")} - given
        others |= {each.get("name") for each in form.cssselect("button[name]")}
        fields = (*values, *((name, "") for name in sorted(others)))
        endpoint = endpoint_of(app, urlsplit(action).path, "POST")
        yield Form(endpoint, action, fields, bool(form.cssselect("input[type=file]")))
