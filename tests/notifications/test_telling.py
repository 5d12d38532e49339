"""Telling people: in the app, by mail if they like, once, and in their language."""

import pytest
from sqlalchemy import select

from bmw.kernel.database import db, transaction
from bmw.kernel.text import _
from bmw.notifications import queries, service
from bmw.notifications.models import Delivery, Message
from tests import factories
from tests.factories import NOW


def messages() -> list[Message]:
    with transaction(writes=False):
        return list(db.scalars(select(Message).order_by(Message.id)))


@pytest.fixture
def lena(app):
    with transaction():
        return factories.person(name="Lena", language="en")


def tell(person, subject="Subject", **more):
    with transaction():
        service.tell(person, subject, "Body", more.pop("at", NOW), **more)


def test_a_message_waits_for_the_post_and_stands_in_the_inbox(lena):
    tell(lena, endpoint="notifications.inbox")
    (message,) = messages()
    assert (message.delivery, message.path, message.language) == (Delivery.WAITING, "/en/nachrichten", "en")


def test_words_that_run_the_other_way_keep_their_order_in_a_plain_mail(lena):
    sentence = _(
        "Your proposal “%(title)s” is public now. Everybody can read, support and discuss it.", title="دروس سباحة"
    )
    with transaction():
        service.tell(lena, "Subject", sentence, NOW)
    assert "“\u2068دروس سباحة\u2069”" in messages()[0].body


def test_a_name_in_latin_letters_turns_nothing_around_it_in_an_arabic_mail(app):
    with transaction():
        noor = factories.person(name="Noor", language="ar")
        service.tell(noor, "Subject", _("Comment %(number)s", number="2026-00007"), NOW)
    assert "\u20682026-00007\u2069" in messages()[0].body


def test_words_of_the_same_direction_stay_as_they_were_typed(lena):
    with transaction():
        service.tell(lena, "Subject", _("Comment %(number)s", number="2026-00007"), NOW)
    assert messages()[0].body == "Comment 2026-00007"


def test_a_title_that_is_a_sentence_ends_the_sentence_around_it(lena):
    with transaction():
        service.tell(lena, "Subject", "The town answered the proposal “More trees.”. Done.", NOW)
    assert messages()[0].body == "The town answered the proposal “More trees.” Done."


def test_the_same_event_is_told_once(lena):
    for _time in range(2):
        tell(lena, dedupe="published:1")
    assert len(messages()) == 1


def test_people_who_want_no_mail_find_it_in_the_app(lena):
    lena.by_mail = False
    tell(lena)
    assert [(each.delivery, each.address) for each in messages()] == [(Delivery.NOT_BY_MAIL, None)]


def test_people_without_an_address_are_not_told(lena):
    lena.address = None
    tell(lena)
    assert messages() == []


def test_a_very_long_subject_is_cut(lena):
    tell(lena, "x" * 500)
    assert len(messages()[0].subject) == 200


def test_guests_have_no_inbox(client):
    client.see("/de/nachrichten", 403)


def test_an_empty_inbox_says_so(browser, lena):
    assert "Nothing here yet" in browser(lena).see("/en/nachrichten").text


def test_the_inbox_shows_messages_in_their_language(browser, lena):
    lena.language = "ar"
    tell(lena, "موضوع", endpoint="accounts.profile")
    page = browser(lena).see("/de/nachrichten")
    assert page.language_of("موضوع") == "ar"
    assert page.one(".kern-card a").get("href") == "/ar/profil"


def test_the_inbox_shows_only_ones_own_messages(browser, lena):
    with transaction():
        other = factories.person()
    tell(other, "Geheim")
    with transaction():
        service.send_privately(lena.address, "de", "Code", "123 456", NOW)
    assert "Nothing here yet" in browser(lena).see("/en/nachrichten").text


def test_every_page_counts_what_is_new(browser, lena):
    tell(lena)
    tell(lena)
    assert browser(lena).see("/en/profil").one("header summary .count").text_content().startswith("2")


def test_looking_changes_nothing_and_marking_makes_it_read(browser, lena):
    tell(lena)
    client = browser(lena)
    page = client.see("/de/nachrichten")
    assert client.see("/de/nachrichten").all("header .count")
    client.send("/de/nachrichten/gelesen", **page.form("/gelesen"))
    assert not client.see("/de/nachrichten").all("header .count")


def test_what_came_after_the_page_was_opened_stays_new(browser, lena):
    tell(lena)
    client = browser(lena)
    form = client.see("/de/nachrichten").form("/gelesen")
    tell(lena, "Later")
    client.send("/de/nachrichten/gelesen", **form)
    assert [each.read is None for each in messages()] == [False, True]


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 50, "²"])
def test_marking_nonsense_as_read_changes_nothing(browser, lena, newest):
    tell(lena)
    browser(lena).send("/de/nachrichten/gelesen", bis=newest)
    assert messages()[0].read is None


def test_a_long_inbox_has_pages(browser, lena):
    for n in range(25):
        tell(lena, f"Nr {n:02}")
    client = browser(lena)
    page = client.see("/en/nachrichten")
    older = client.see(page.link("Next page"))
    assert "Nr 24" in page.text
    assert "Nr 04" in older.text


@pytest.mark.parametrize("cursor", ["x", "a" * 400, "WyJvbGRlciIsIngiXQ"])
def test_a_tampered_page_address_shows_the_first_page(browser, lena, cursor):
    tell(lena)
    assert "Subject" in browser(lena).see(f"/de/nachrichten?ab={cursor}").text


def test_old_messages_are_cleared_away(lena):
    tell(lena)
    with transaction():
        service.send_privately("x@example.org", "de", "Code", "1", NOW)
        for each in db.scalars(select(Message)):
            each.delivery = Delivery.SENT
        service.forget_past(NOW.replace(day=14))
        assert [each.private for each in db.scalars(select(Message))] == [False]
        service.forget_past(NOW.replace(year=2028))
    assert queries.newest(lena.id) == 0
