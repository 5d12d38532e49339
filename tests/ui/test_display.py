"""How readers like to see pages: one cookie, a closed set of values, and pages that are kept apart for each of them."""

from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bmw.ui.display import KNOWN, OFFERED, USUAL, Display

DARK = Display(theme="dark")
FORGED = ["x", "100.device.dark", f"{DARK.code}.", DARK.code.upper(), '"><script>', "٢٠٠.device.dark.normal.whole"]


def shelf(app: Flask) -> Any:
    return app.extensions["bmw_shelf"].pages


def seen_with(client: Any, cookie: str, path: str = "/de/agenda") -> Any:
    client.set_cookie("view", cookie)
    return client.get(path)


def test_every_choice_has_one_cookie_and_no_other_cookie_means_anything() -> None:
    assert len(KNOWN) == 96
    assert all(code == display.code for code, display in KNOWN.items())
    assert KNOWN[USUAL.code] == USUAL
    assert not [code for code in FORGED if code in KNOWN]


@pytest.mark.parametrize(("name", "value"), [(name, each) for name in OFFERED for each in OFFERED[name][1:]])
def test_the_page_says_what_was_chosen(client: FlaskClient, name: str, value: str) -> None:
    answer = seen_with(client, Display(**{name: value}).code)
    assert f'data-{name}="{value}"' in answer.text.split("<head>")[0]


def test_a_reader_who_chose_nothing_gets_a_page_without_a_word_about_it(client: FlaskClient) -> None:
    assert client.get("/de/agenda").text.split("<head>")[0].strip().endswith('<html lang="de" dir="ltr">')


def test_pages_are_kept_once_for_each_choice(app: Flask, client: FlaskClient) -> None:
    answers = [seen_with(client, Display(size=size).code) for size in OFFERED["size"]]
    assert len(shelf(app)) == len(OFFERED["size"])
    assert all(one.headers["ETag"] != other.headers["ETag"] for one, other in pairwise(answers))


def test_nobody_sees_the_settings_of_the_reader_before(browser: Any) -> None:
    dark, plain = browser(), browser()
    for _twice in range(2):
        assert 'data-theme="dark"' in seen_with(dark, DARK.code).text
        assert "data-theme" not in plain.get("/de/agenda").text


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_cookie_is_ignored_and_never_kept_apart(app: Flask, browser: Any, forged: str) -> None:
    usual = browser().get("/de/agenda")
    answer = seen_with(browser(), forged)
    assert (answer.status_code, answer.data) == (200, usual.data)
    assert "Cookie" not in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == usual.headers["Cache-Control"]
    assert len(shelf(app)) == 1


def test_caches_between_us_and_readers_never_keep_a_page_made_for_somebody(client: FlaskClient) -> None:
    for _made_then_kept in range(2):
        answer = seen_with(client, DARK.code)
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "Cookie" in answer.headers["Vary"]


def test_a_copy_in_other_colours_is_no_longer_good(client: FlaskClient) -> None:
    plain = client.get("/de/agenda")
    client.set_cookie("view", DARK.code)
    answer = client.get("/de/agenda", headers={"If-None-Match": plain.headers["ETag"]})
    assert (answer.status_code, 'data-theme="dark"' in answer.text) == (200, True)
    assert client.get("/de/agenda", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_errors_follow_the_settings_too(client: FlaskClient) -> None:
    answer = seen_with(client, DARK.code, "/de/nirgends")
    assert 'data-theme="dark"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
