"""Ways in that are none: other hosts, other sites' cookies, redirects, headers, and markup in what people write."""

import io
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from bmw.accounts.onward import own_page
from bmw.kernel.database import transaction
from bmw.kernel.text import prose, town_prose
from tests.attacks.town import Town
from tests.factories_proposals import proposal
from tests.page import Page

ELSEWHERE = (
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/de/",
    "https:///evil.example",
    "/de/..//evil.example",
    "/de/%0d%0aLocation:%20//evil.example",
    "/de/\r\nX: y",
    "javascript:alert(1)",
    "/de/anmelden?next=/de/",
    "/static/build/x",
    "/de/" + "a" * 400,
)
MARKUP = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) <b onclick="x">y</b> &lt;'
NESTED = ("[" * 6000, ">" * 6000, "*_" * 3000, "a!" * 25_000, "![" * 3000, "- " * 3000, "<" * 6000, "http://" * 900)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_never_leads_away(client: Any, wanted: str) -> None:
    assert own_page(wanted) == ""
    page = client.see("/de/anmelden", query_string={"next": wanted})
    assert page.form("/anmelden").get("next", "") == ""


def test_another_host_name_gets_no_page(client: Any) -> None:
    assert client.get("/de/").status_code == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8000", "127.0.0.1:8000@evil.example"):
        answer = client.get("/de/", headers={"Host": host}, base_url=f"http://{host.split('@')[0]}")
        assert answer.status_code == 400
        assert "evil" not in answer.text


def test_a_planted_session_is_never_the_one_somebody_gets(client: Any, town: Town) -> None:
    client.set_cookie("sid", "a" * 43)
    assert client.get("/de/meine-seite").status_code == 403
    client.set_cookie("sid", "ä\x7f" + "b" * 3000)
    assert client.get("/de/").status_code == 200


def test_markup_of_people_is_shown_as_words(town: Town, people: Any) -> None:
    with transaction():
        new = proposal(town.author, town.one("process"), town.one("field"), title=MARKUP[:110], body=MARKUP)
    page = people["citizen"].see(f"/de/vorschlaege/{new.reference}")
    assert not page.all("main script, main img:not([alt='']), [onclick], [onerror]")
    assert not [a for a in page.all("a[href]") if a.get("href").lower().startswith("javascript")]
    assert "alert(1)" in page.text


@pytest.mark.parametrize("text", [MARKUP, "<svg/onload=1>", "[a](data:text/html,x)", "<http://a.b/'onload=1>"])
def test_no_text_becomes_something_that_runs(text: str) -> None:
    for html in (prose(text), town_prose(text)):
        for bad in ("<script", "<img", "<svg", "<b ", 'href="javascript', 'href="data'):
            assert bad not in html


@pytest.mark.parametrize("text", NESTED, ids=lambda text: text[:4])
def test_no_text_takes_long_to_draw(text: str) -> None:
    begun = time.process_time()
    prose(text[:6000])
    assert time.process_time() - begun < 2


def test_a_document_that_is_none_is_refused(town: Town, people: Any, tmp_path: Path) -> None:
    path = f"/de/redaktion/treffen/{town.one('meeting').reference}/dokument"
    for name, content in (("../../x.pdf", b"<script>"), ("x.svg", b"<svg/>"), ("", b"")):
        answer = people["staff"].post(path, data={"title": "Titel", "file": (io.BytesIO(content), name)})
        assert Page(answer).status == 422
    assert not list(tmp_path.glob("**/*.svg"))


TRICKS = st.lists(
    st.sampled_from(
        [*"/\\:@?#.%&=\t\r\n\0 ", "//", "evil.example", "de", "..", "%2f", "%5c", "%0d", "https:", "\u2028", "／"]
    ),
    max_size=12,
)


@given(TRICKS.map("".join), st.sampled_from(["", "/", "/de/", "/de/vorschlaege"]))
@settings(max_examples=400)
def test_wherever_it_leads_it_leads_to_a_page_of_ours(tail: str, head: str) -> None:
    app = Flask("own")
    app.url_map.add(Rule("/de/vorschlaege", endpoint="proposals.index"))
    app.url_map.add(Rule("/de/", endpoint="site.home"))
    with app.app_context():
        assert own_page("/de/vorschlaege") == "/de/vorschlaege"
        own = own_page(head + tail)
    resolved = urlsplit(urljoin("https://own.example/de/", own.replace("\\", "/")))
    assert resolved.netloc == "own.example"
    assert own == "" or (own.isascii() and own.isprintable())
