"""Caches between us and readers: nothing private is ever kept by one, whatever an address looks like."""

from typing import Any

import pytest
from flask import Flask

from tests.attacks.conftest import gets
from tests.attacks.town import Town

DISGUISED = (
    "/x.css",
    "/x.js",
    "/logo.png",
    ".css",
    "%2fx.css",
    ";x.css",
    "%3bx.css",
    "/..%2fstatic/build/x.css",
    "%00.css",
)
KEPT = ("public", "max-age=", "s-maxage", "immutable")


def keeps(answer: Any) -> bool:
    """Whether a cache between us and the reader may keep it."""
    said = answer.headers["Cache-Control"]
    return "no-store" not in said and "private" not in said and any(word in said for word in KEPT)


def test_what_everybody_may_read_can_be_kept(client: Any) -> None:
    assert keeps(client.get("/de/manifest.webmanifest"))


@pytest.mark.parametrize("tail", DISGUISED)
def test_a_private_page_disguised_as_a_file_is_none(town: Town, people: Any, tail: str) -> None:
    assert people["citizen"].get("/de/meine-seite").status_code == 200
    for path in ("/de/meine-seite", "/de/profil", "/de/profil/daten", "/de/nachrichten"):
        answer = people["citizen"].get(path + tail)
        assert answer.status_code in (400, 404)
        assert "no-store" in answer.headers["Cache-Control"]
        assert "person" not in (answer.headers.get("Set-Cookie") or "")


@pytest.mark.parametrize("who", ["guest", "citizen", "staff"])
def test_no_answer_that_may_be_kept_carries_a_cookie_or_is_somebodys_own(
    app: Flask, town: Town, people: Any, who: str
) -> None:
    seen = 0
    for path in gets(app, town, 1):
        answer = people[who].get(path)
        seen += 1
        assert not (keeps(answer) and "Set-Cookie" in answer.headers), path
        if who != "guest" and answer.status_code == 200 and answer.mimetype == "text/html":
            assert "no-store" in answer.headers["Cache-Control"], path
    assert seen > 40
