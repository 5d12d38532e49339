"""Every form, filled in as nobody should: never an error of ours, nothing half stored, the words kept."""

from typing import Any
from urllib.parse import quote_plus

import pytest
from flask import Flask

from bmw.kernel.database import db, transaction
from tests.attacks.conftest import Founded
from tests.attacks.dump import dump
from tests.attacks.walk import Form, Pairs
from tests.conftest import Clock
from tests.page import Page

FILLED = {
    "nothing": "",
    "50 kB": "a!" * 25_000,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'> [x](javascript:alert(1)) {{7*7}} %(x)s {0}",
    "unseen signs": "a\x00b\x01\x1b[31m\u202eabc\u2066\u200b\ufeff lang genug",
    "half a sign": "\ud800 und noch mehr",
    "a huge number": "9" * 40,
    "no number": "1e309",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31T23:59",
    "a header": "a\r\nBcc: x@example.org\r\n\r\n=?utf-8?q?hi=0ABcc:_evil=40x?=",
}
FILE = b'--x\r\nContent-Disposition: form-data; name="body"; filename="a"\r\n\r\nabc\r\n--x--\r\n'
LEAVE = frozenset({"accounts.sign_out", "site.leave", "site.confirm_leaving"})
UNDERSTOOD = frozenset({303, 400, 403, 404, 409, 413, 415, 422, 429})


def sent(client: Any, form: Form, pairs: Pairs) -> Any:
    """Send a form exactly like this, byte by byte."""
    plain = [(quote_plus(n.encode()), quote_plus(v.encode(errors="surrogatepass"))) for n, v in pairs]
    body = "&".join(f"{name}={value}" for name, value in plain).encode()
    return client.post(form.action, data=body, content_type="application/x-www-form-urlencoded")


def every(founded: Founded) -> list[tuple[str, Form]]:
    found = [(who, form) for who, forms in founded.forms.items() for form in forms]
    return [each for each in found if each[1].endpoint not in LEAVE]


def test_the_walk_finds_nearly_every_form(app: Flask, founded: Founded) -> None:
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    missing = posts - {form.endpoint for forms in founded.forms.values() for form in forms}
    assert len(missing) < 32, " ".join(sorted(missing))


@pytest.mark.parametrize("how", FILLED)
def test_no_form_breaks_whatever_stands_in_it(founded: Founded, people: Any, clock: Clock, how: str) -> None:
    for who, form in every(founded):
        clock.forward(minutes=2)
        answer = sent(people[who], form, form.filled(FILLED[how]))
        assert answer.status_code in UNDERSTOOD, (form.endpoint, answer.status_code)
        if answer.status_code != 303:
            Page(answer)


def test_no_hidden_or_chosen_value_breaks_a_form_alone(founded: Founded, people: Any, clock: Clock) -> None:
    for who, form in every(founded):
        names = {"version", "parent", "next", "bis", "quelle", "position", "office", "subject", "text"}
        for name in names & {each for each, _value in form.fields}:
            clock.forward(minutes=4)
            changed = [(each, "1e9 ٣" if each == name else value) for each, value in form.fields]
            assert sent(people[who], form, changed).status_code in UNDERSTOOD, (form.endpoint, name)


def test_a_doubled_field_is_never_taken_for_one(founded: Founded, people: Any) -> None:
    for who, form in every(founded):
        answer = sent(people[who], form, [*form.fields, *form.fields])
        assert answer.status_code in UNDERSTOOD, form.endpoint


def kept() -> Any:
    with transaction(writes=False):
        return dump(db.connection())


def test_what_is_refused_leaves_nothing_behind(founded: Founded, people: Any, clock: Clock) -> None:
    before, refused = kept(), 0
    for who, form in every(founded):
        clock.forward(minutes=4)
        was_taken = sent(people[who], form, form.filled(FILLED["a huge number"])).status_code == 303
        after = kept()
        assert was_taken or after == before, form.endpoint
        before, refused = after, refused + (not was_taken)
    assert refused > 30


VERSIONED = frozenset(
    {
        "board.criterion",
        "focus.edit_field",
        "meetings.edit",
        "processes.edit",
        "site.edit_page",
        "strategy.change_milestone",
        "strategy.edit",
        "strategy.give_up",
        "strategy.reach",
        "surveys.edit",
    }
)
"""Where somebody words anew what somebody else may just have changed."""


def worded(form: Form, **more: str) -> Pairs:
    """The form as it stands, with a reason, and with this version or none."""
    reason = [("reason", "Weil es sein muss.")] if "reason" in dict(form.fields) else []
    return [*(each for each in form.fields if each[0] not in ("reason", "version")), *reason, *more.items()]


@pytest.fixture
def versioned(founded: Founded) -> dict[str, Form]:
    found = {form.endpoint: form for _who, form in every(founded) if "version" in dict(form.fields)}
    assert found.keys() >= VERSIONED
    return {name: form for name, form in found.items() if "nonce" not in dict(form.fields)}


@pytest.mark.parametrize("version", [{}, {"version": ""}, {"version": "99"}, {"version": "x"}])
def test_a_form_that_does_not_say_what_it_has_seen_overwrites_nothing(
    versioned: dict[str, Form], people: Any, version: dict[str, str]
) -> None:
    before = kept()
    for form in versioned.values():
        answer = sent(people["staff"], form, worded(form, **version))
        assert answer.status_code == 409, (form.endpoint, answer.status_code)
        assert "reason" not in dict(form.fields) or "Weil es sein muss." in Page(answer).html
        assert kept() == before, form.endpoint


@pytest.mark.parametrize("name", sorted(VERSIONED))
def test_a_form_that_has_seen_the_present_wording_is_taken(versioned: dict[str, Form], people: Any, name: str) -> None:
    form, before = versioned[name], kept()
    assert sent(people["staff"], form, worded(form, version=dict(form.fields)["version"])).status_code == 303
    assert name not in ("strategy.reach", "strategy.give_up") or kept() != before


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"title": "x"}'),
        ("multipart/form-data", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nabc'),
        ("multipart/form-data; boundary=x", FILE),
        ("application/x-www-form-urlencoded; charset=utf-7", b"title=%ff%fe&body=\xff\xfe%C3%28"),
        ("text/plain", b"\x00\xff"),
        ("", b"title=abc"),
    ],
)
def test_no_form_minds_a_body_of_another_kind(founded: Founded, people: Any, kind: str, body: bytes) -> None:
    for who, form in every(founded)[::3]:
        answer = people[who].post(form.action, data=body, content_type=kind)
        assert answer.status_code in UNDERSTOOD, (form.endpoint, answer.status_code)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(founded: Founded, people: Any) -> None:
    for who, form in every(founded)[::6]:
        answer = people[who].post(form.action, data={"title": "a" * 1_100_000})
        assert answer.status_code in (413, 422), form.endpoint


def test_words_that_were_typed_come_back(founded: Founded, people: Any) -> None:
    new = next(form for who, form in every(founded) if form.endpoint == "proposals.new")
    words = 'Mehr "Bäume" & <b>Schatten</b> مقاعد'
    values = [(name, {"body": words, "title": words}.get(name, "")) for name, _value in new.fields]
    page = Page(sent(people["citizen"], new, values))
    assert page.status == 422
    assert page.form("/vorschlaege/neu")["body"] == words
    assert page.form("/vorschlaege/neu")["title"] == words


def test_a_foreign_page_changes_nothing_and_the_words_are_kept(founded: Founded, people: Any) -> None:
    with transaction(writes=False):
        before = dump(db.connection())
    for who, form in every(founded):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            answer = people[who].post(form.action, data={"body": "Getippt <b>"}, headers=headers)
            assert answer.status_code == 403, form.endpoint
            assert "Getippt &lt;b&gt;" in answer.text
    with transaction(writes=False):
        assert dump(db.connection()) == before
