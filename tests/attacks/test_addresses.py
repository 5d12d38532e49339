"""Addresses that nobody would type: other methods, numbers without end, cursors that were tampered with."""

import base64
import json
import re
from typing import Any

import pytest
from flask import Flask

from bmw.kernel.database import db, transaction
from tests.attacks.conftest import gets
from tests.attacks.dump import dump
from tests.attacks.town import Town
from tests.page import Page

HUGE = (str(2**31), str(2**63), "9" * 40)


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


CURSORS = (
    cursor("older", float("inf")),
    cursor("older", float("nan"), float("inf")),
    cursor("older", "0001-01-01T00:00:00+23:59", 1),
    cursor("newer", "9999-12-31T23:59:59-23:59", 1),
    cursor("newer", "2026-01-01T00:00:00", 1),
    cursor("older", 2**63),
    cursor("older", "9" * 250, [1]),
    base64.urlsafe_b64encode(b'["older",' + b"[" * 200).decode(),
    "%ff",
    "ä",
)
ASKED = "kommentare zweig antwort feld verfahren stadtteil sort q text zeit status seite art sprache stand suche ziel quelle weiter next stellungnahme massnahme bis".split()  # noqa: E501, SIM905  # a list of words
SAID = ("%ff%fe", "%ED%A0%80", "9" * 30, "-1", "%0d%0aX:%20y", "%E2%80%AE", "'\"*(AND", "%5C")


def one_of_each(app: Flask, town: Town) -> list[str]:
    return list(gets(app, town, 1))


def lists(app: Flask, town: Town) -> list[str]:
    """Pages that hold a long list."""
    long = "/de/vorschlaege /de/ergebnisse /de/beirat /de/moderation /de/nachrichten /de/moderation/noch-ohne-antwort"
    proposal = f"/de/vorschlaege/{town.one('proposal').reference}"
    return [*long.split(), "/de/handlungsfelder/mobilitaet", "/de/vorschlaege?sort=unterstuetzt", proposal]


@pytest.mark.parametrize("mark", CURSORS)
def test_a_cursor_that_was_tampered_with_shows_the_first_page(app: Flask, town: Town, people: Any, mark: str) -> None:
    for path in lists(app, town):
        sign = "&" if "?" in path else "?"
        answer = people["staff"].get(f"{path}{sign}ab={mark}&kommentare={mark}&seite={'9' * 30}")
        assert answer.status_code == 200, path


def test_nobody_can_ask_a_page_something_it_cannot_bear(app: Flask, town: Town, people: Any) -> None:
    for turn, path in enumerate(one_of_each(app, town)):
        said = [SAID[(turn + place) % len(SAID)] for place in range(len(ASKED))]
        question = "&".join(f"{name}={value}" for name, value in zip(ASKED, said, strict=True))
        assert people["staff"].get(f"{path}?{question}").status_code < 500, (path, question)


def test_an_address_that_says_something_twice_is_asked_again(app: Flask, town: Town, people: Any) -> None:
    for path in lists(app, town):
        sign = "&" if "?" in path else "?"
        assert people["staff"].get(f"{path}{sign}feld=mobilitaet").status_code == 200
        assert people["staff"].get(f"{path}{sign}feld=mobilitaet&feld=umwelt").status_code == 400


def test_a_sign_that_ends_texts_is_refused_in_every_address(client: Any) -> None:
    client.see("/de/handlungsfelder/%00", 400)
    client.see("/de/suche?q=%00", 400)


@pytest.mark.parametrize("number", HUGE)
def test_numbers_that_no_database_can_hold_lead_nowhere(app: Flask, town: Town, people: Any, number: str) -> None:
    meeting, process = town.one("meeting").reference, town.one("process").reference
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<int:\w+>", number, rule.rule.replace("<lang:lang>", "de"))
        path = path.replace("<ref:reference>", process if "verfahren" in path else meeting)
        for method in (rule.methods or set()) & {"GET", "POST"} if number in path else ():
            answer = people["staff"].open(re.sub(r"<\w+>", "editor", path), method=method)
            assert answer.status_code in (404, 405), (path, method, answer.status_code)


def test_unknown_things_are_not_found_whatever_they_are_called(app: Flask, people: Any) -> None:
    for reference in ("9999-999999999",):
        for rule in app.url_map.iter_rules():
            path = rule.rule.replace("<lang:lang>", "de").replace("<ref:reference>", reference)
            if "reference" in rule.arguments:
                assert people["staff"].get(re.sub(r"<[^>]*>", "1", path)).status_code < 500, path


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
def test_other_methods_get_a_page_that_says_so(app: Flask, town: Town, people: Any, method: str) -> None:
    for path in one_of_each(app, town)[::12]:
        answer = people["staff"].open(path, method=method)
        assert answer.status_code == 405, (path, method)
        Page(answer)


def test_reading_writes_nothing(app: Flask, town: Town, people: Any) -> None:
    with transaction(writes=False):
        before = dump(db.connection())
    for path in gets(app, town, 1):
        people["staff"].get(path)
    with transaction(writes=False):
        assert dump(db.connection()) == before


@pytest.mark.parametrize("wanted", ["x;q=nan," * 500, "-" * 300, "a-" * 2000, "de-" * 900, "*", "\xff"])
def test_whatever_a_browser_wants_to_read_the_page_has_a_language(client: Any, wanted: str) -> None:
    page = client.see("/nirgendwo", 404, headers={"Accept-Language": wanted})
    assert page.root.get("lang") == "de"


def test_an_unknown_language_is_answered_in_the_best_one(client: Any) -> None:
    page = client.see("/xx/vorschlaege", 404, headers={"Accept-Language": "ar-SA,en;q=0.5"})
    assert page.root.get("lang") == "ar"
    assert page.root.get("dir") == "rtl"
