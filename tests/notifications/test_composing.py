"""Composing mails: readable in every language, and nobody breaks out of a header."""

import email
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.kernel.settings import Settings
from bmw.notifications.composer import compose, header
from bmw.notifications.models import Message
from bmw.ui import current
from bmw.ui.locale import offered
from tests.factories import NOW

SETTINGS = Settings(public_url="https://mitmachen.example", mail_from="beteiligung@mitmachen.example")


def written(**traits):
    """A mail as it leaves and is read again by a mail program."""
    plain = {
        "address": "lena@example.org",
        "language": "de",
        "subject": "Betreff",
        "body": "Guten Tag",
        "path": "",
        "private": False,
    }
    raw = bytes(compose(Message(**{**plain, **traits}), SETTINGS, current.town(), NOW))
    return email.message_from_bytes(raw, policy=SMTP)


def test_a_mail_says_who_writes_to_whom_and_in_which_language(app):
    mail = written()
    assert mail["From"].addresses[0].addr_spec == "beteiligung@mitmachen.example"
    assert (mail["To"], mail["Content-Language"], mail["Auto-Submitted"]) == (
        "lena@example.org",
        "de",
        "auto-generated",
    )
    assert mail.get_content_type() == "text/plain"


def test_the_text_holds_whole_addresses_and_how_to_change_settings(app):
    text = written(path="/de/vorschlaege/2026-00001").get_content().splitlines()
    assert "https://mitmachen.example/de/vorschlaege/2026-00001" in text
    assert text[-1].endswith(" https://mitmachen.example/de/profil")
    assert text[-3].endswith(" Bergheim")


def test_every_mail_says_who_greets_and_whom_to_ask(app):
    town, text = current.town(), written(private=True).get_content().replace("\r\n", "\n")
    assert f"Freundliche Grüße\n{town.department}\n" in text
    assert text.splitlines()[-1].startswith("Fragen? ")
    assert town.email in text.splitlines()[-1]
    assert town.phone in text.splitlines()[-1]


def test_a_private_mail_speaks_of_no_account(app):
    assert "/profil" not in written(private=True).get_content()


@pytest.mark.parametrize("text", ["Grüße aus Glesch", "Вітаємо", "مرحبا بكم", "Ştadt & <b>mehr</b>"])
def test_every_language_arrives_as_it_was_written(app, text):
    mail = written(subject=text, body=text)
    assert mail["Subject"] == text
    assert mail.get_content().splitlines()[:3] == ["Guten Tag!", "", text]


@pytest.mark.parametrize("lang", list(offered()))
def test_every_part_of_a_mail_says_its_language(app, lang):
    for part in written(language=lang, path="/de/hilfe").walk():
        assert part["Content-Language"] == lang.partition("-")[0]
        if part.get_content_type() == "text/html":
            assert f'<html lang="{lang}"' in part.get_content()


def test_easy_german_is_german_for_mail_programs(app):
    assert written(language="de-simple")["Content-Language"] == "de"


@pytest.mark.parametrize(
    "subject",
    [
        "Hi\r\nBcc: x@evil.example",
        "Hi\nBcc: x@evil.example",
        "=?utf-8?q?x=0ABcc:_x@evil.example?=",
        "=?utf-8?b?eApCY2M6IHhAZXZpbC5leGFtcGxl?=",
        "Hi\u2028Bcc: x@evil.example",
        "Hi\x00\x0b\x0c\x85Bcc: x@evil.example",
        "=\x00?utf-8?q?x=0ABcc:_x@evil.example?=",
        "==??utf-8?q?x=0ABcc:_x@evil.example?=",
    ],
)
def test_nobody_adds_a_header_by_a_subject(app, subject):
    mail = written(subject=subject)
    assert mail["Bcc"] is None
    assert len(mail.get_all("Subject")) == 1
    assert "\n" not in mail["Subject"]


@pytest.mark.parametrize(
    "address",
    ["a@b.de\r\nBcc: x@evil.example", "=?utf-8?q?a=0A?=@b.de\n", "", "jürgen@b.de", "a@b.de, c@d.de", "nobody"],
)
def test_a_broken_address_is_no_mail(app, address):
    with pytest.raises(ValueError, match="cannot reach"):
        written(address=address)


@given(st.text(max_size=200))
def test_whatever_stands_in_a_header_is_one_plain_line(text):
    line = header(text)
    assert "=?" not in line
    assert line.isprintable() or not any(sign in line for sign in "\r\n\x00\x0b\x0c\x85\u2028\u2029")
