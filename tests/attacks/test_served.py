"""The platform as it is really served: gunicorn behind a proxy on https, and every kind of answer it can give."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from bmw.ui.assets import Assets
from bmw.ui.headers import FOR_FILES, HEADERS
from tests.served import serving

NAME = "mitmachen.example"
FORM = "application/x-www-form-urlencoded"
USUAL = {"Host": NAME, "X-Forwarded-For": "203.0.113.9", "Sec-Fetch-Site": "same-origin"}
HSTS = "max-age=31536000; includeSubDomains"


@dataclass(frozen=True)
class Served:
    """A real server."""

    port: int
    log: Path

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> HTTPResponse:
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body, {**USUAL, **given})
        answer = line.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]  # kept for the test
        line.close()
        return answer

    def raw(self, words: bytes, *, cut: bool = False) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(words)
            if cut:
                line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The platform, started as an operator starts it."""
    home = tmp_path_factory.mktemp("served")
    with serving(home, PUBLIC_URL=f"https://{NAME}", PROXIES="1", TRUSTED_HOSTS="127.0.0.1") as port:
        yield Served(port, home / "log")


KINDS = {
    "a page": ("GET", "/de/", 200),
    "a page's head": ("HEAD", "/de/", 200),
    "a redirect": ("GET", "/", 302),
    "a picture's old address": ("GET", "/favicon.ico", 302),
    "a manifest": ("GET", "/de/manifest.webmanifest", 200),
    "a service worker": ("GET", "/sw.js", 200),
    "JSON": ("GET", "/de/vorschlaege/aehnliche?text=rad", 200),
    "robots": ("GET", "/robots.txt", 200),
    "security": ("GET", "/.well-known/security.txt", 200),
    "health": ("GET", "/healthz", 200),
    "readiness": ("GET", "/readyz", 200),
    "a sign that ends texts": ("GET", "/de/%00", 400),
    "a private page": ("GET", "/de/meine-seite", 403),
    "an unknown page": ("GET", "/de/nirgends", 404),
    "a style sheet that is none": ("GET", "/de/meine-seite/x.css", 404),
    "a missing file": ("GET", "/static/build/css/x.css", 404),
    "a wrong method": ("DELETE", "/de/", 405),
    "a trace": ("TRACE", "/de/", 405),
    "a question for methods": ("OPTIONS", "/de/", 200),
}


def guards(answer: HTTPResponse) -> dict[str, str | None]:
    return {name: answer.headers.get(name) for name in HEADERS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_carries_the_guards(served: Served, kind: str) -> None:
    method, path, status = KINDS[kind]
    answer = served.ask(path, method)
    assert answer.status == status
    assert guards(answer) == HEADERS
    assert answer.headers["Strict-Transport-Security"] == HSTS
    assert answer.headers["Server"] == "bmw"
    kept = answer.headers["Cache-Control"]
    assert "no-store" in kept if status >= 400 or path in ("/healthz", "/readyz") else kept
    assert not ("Set-Cookie" in answer.headers and "public" in kept)


SENT = {
    "from another site": (b"a=b", {"Sec_Fetch_Site": "cross-site"}, 403),
    "incomplete": (b"text=", {}, 422),
    "as JSON": (b"{}", {"Content_Type": "application/json"}, 415),
    "too large": (b"text=" + b"a" * 1_100_000, {}, 413),
    "in too many parts": (b"&".join(b"a=b" for _ in range(2000)), {}, 413),
}


@pytest.mark.parametrize("how", SENT)
def test_a_form_that_fails_carries_the_guards(served: Served, how: str) -> None:
    body, headers, status = SENT[how]
    answer = served.ask("/de/rueckmeldung", "POST", body, **{"Content_Type": FORM} | headers)
    assert (answer.status, guards(answer)) == (status, HEADERS)
    assert answer.headers["Cache-Control"].endswith("no-store")


def test_a_page_seen_before_and_a_file_carry_theirs(served: Served) -> None:
    first = served.ask("/de/agenda")
    again = served.ask("/de/agenda", If_None_Match=first.headers["ETag"])
    assert (again.status, guards(again), again.headers["Strict-Transport-Security"]) == (304, HEADERS, HSTS)
    file = served.ask(Assets.load().url("css/app.css"))
    assert (file.status, guards(file)) == (200, {name: FOR_FILES.get(name) for name in HEADERS})
    assert "Set-Cookie" not in file.headers
    assert file.headers["Strict-Transport-Security"] == HSTS


UNREADABLE = {
    "nonsense": (b"NONSENSE\r\n\r\n", 400),
    "a line without end": (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: " + NAME.encode() + b"\r\n\r\n", 414),
    "a header without end": (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 431),
    "a header with an underscore": (b"GET /de/ HTTP/1.1\r\nHost: mitmachen.example\r\nX_Forwarded_For: 1\r\n\r\n", 400),
    "two hosts": (b"GET /de/ HTTP/1.1\r\nHost: mitmachen.example\r\nHost: evil.example\r\n\r\n", 400),
    "two lengths": (b"POST /de/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    "length and chunks": (
        b"POST /de/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
}


@pytest.mark.parametrize("how", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_the_guards_and_without_an_echo(served: Served, how: str) -> None:
    words, status = UNREADABLE[how]
    head, _, body = served.raw(words).decode().partition("\r\n\r\n")
    assert head.split()[1] == str(status)
    assert all(f"{name}: {value}" in head for name, value in HEADERS.items())
    assert f"Strict-Transport-Security: {HSTS}" in head
    assert "gunicorn" not in head
    assert not {"NONSENSE", "aaaa", "evil", "Forwarded"} & set(body.split())


def posted(text: bytes, length: int) -> bytes:
    head = f"POST /de/rueckmeldung HTTP/1.1\r\nHost: {NAME}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {FORM}\r\n"
    return f"{head}Connection: close\r\nContent-Length: {length}\r\n\r\n".encode() + text


def test_a_text_that_was_cut_off_on_its_way_is_not_taken_for_the_whole(served: Served) -> None:
    whole, half = b"text=Mehr+Licht", b"text=Mehr"
    assert b" 422 " in served.raw(posted(whole, len(whole)))[:20]
    assert b" 400 " in served.raw(posted(half, len(whole)), cut=True)[:20]


FOREIGN = (
    {"Host": "evil.example"},
    {"Host": "mitmachen.example.evil.example"},
    {"Host": "evil.example:443"},
    {"X_Forwarded_Host": "evil.example"},
    {"X_Forwarded_Server": "evil.example", "Forwarded": "host=evil.example"},
    {"X_Original_URL": "/de/meine-seite", "X_Rewrite_URL": "/de/meine-seite"},
    {"X_Forwarded_Prefix": "//evil.example", "X_Forwarded_Port": "666"},
)


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/de/", "/de/manifest.webmanifest", "/.well-known/security.txt", "/favicon.ico"])
def test_no_foreign_name_gets_into_an_address(served: Served, path: str, headers: dict[str, str]) -> None:
    answer = served.ask(path, **headers)
    told = f"{answer.body.decode()} {answer.headers}"  # type: ignore[attr-defined]
    assert "evil" not in told
    assert ":666" not in told
    assert answer.status == (400 if "Host" in headers else served.ask(path).status)


def test_every_absolute_address_begins_with_the_public_one(served: Served) -> None:
    page = served.ask("/de/", Host="127.0.0.1").body.decode()  # type: ignore[attr-defined]
    assert f'rel="canonical" href="https://{NAME}/de/"' in page
    assert "http://127.0.0.1" not in page
    assert f"Canonical: https://{NAME}/" in served.ask("/.well-known/security.txt").body.decode()  # type: ignore[attr-defined]


def test_the_log_holds_lines_without_addresses_tokens_or_words(served: Served) -> None:
    asked = "/de/anmelden/link/geheimestoken?x=geheimefrage"
    served.ask(asked, "POST", b"code=geheimer+text", Sec_Fetch_Site="cross-site", Content_Type=FORM)
    served.raw(b"GET /geheimepfad HTTP/1.1\r\nHost: geheimerhost\r\n\r\n")
    lines = [line for line in served.log.read_text().splitlines() if line.startswith("{")]
    events = [json.loads(line) for line in lines]
    assert {"security.foreign_page", "security.unknown_host"} <= {each.get("event") for each in events}
    assert "geheim" not in served.log.read_text()
    assert "203.0.113" not in served.log.read_text()
    assert "127.0.0.1" not in "".join(lines)
