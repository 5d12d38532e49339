"""Every answer guards its reader, whatever it is."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bmw.ui.assets import Assets
from bmw.ui.headers import FOR_FILES, HEADERS

KINDS = ["/de/", "/de/nirgends", "/sw.js", "/de/manifest.webmanifest", "/de/suche?q=rad", "/healthz", "/robots.txt"]


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_answer_carries_the_guards(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "name", ["css/app.css", "js/enhance.js", "icons/sprite.svg", "fonts/fira-sans-latin-400.woff2"]
)
def test_a_file_carries_only_what_guards_a_file(client: FlaskClient, name: str) -> None:
    answer = client.get(Assets.load().url(name), buffered=True)
    assert {each: answer.headers.get(each) for each in HEADERS} == {each: FOR_FILES.get(each) for each in HEADERS}
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/de/", "/ar/", "/de/vorschlaege", "/de/agenda"])
def test_a_reader_gets_no_cookie(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_errors_are_never_kept(client: FlaskClient) -> None:
    assert client.get("/de/nirgends").headers["Cache-Control"] == "no-store"


def test_a_page_seen_before_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/de/agenda")
    again = client.get("/de/agenda", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_wrong_host_is_refused(app: Flask) -> None:
    assert app.test_client().get("/de/", base_url="http://evil.example").status_code == 400
