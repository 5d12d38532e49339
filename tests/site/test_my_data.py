"""My data: everything to see, to correct, to copy; and a way out that only the owner of the mailbox can go."""

import re
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from bmw.accounts.models import Office, Person
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from bmw.proposals import service as proposals
from bmw.site.dossier import ORDER
from bmw.site.telling import CORRECT, KINDS, LABELS
from bmw.votes.models import Choice, Vote
from tests import factories, factories_proposals
from tests import factories_life as life
from tests.conftest import NOW, Clock
from tests.factories_desk import hidden

LEAVE = "/en/meine-seite/konto-loeschen"


@pytest.fixture
def me(app: Flask) -> Person:
    with transaction():
        lived = life.begin()
        for deed in (each for each in life.DEEDS if each is not life.archive):
            deed(lived)
    return lived.me


def mailed() -> str:
    """The digits of the newest mail with a code."""
    with transaction(writes=False):
        body = db.scalar(select(Message.body).where(Message.private).order_by(Message.id.desc()).limit(1)) or ""
    return re.sub(r"\D", "", re.search(r"\d{3} \d{3}", body)[0])  # type: ignore[index]  # it has one


def ask(someone: Any, texts: str = "stay") -> str:
    someone.send(LEAVE, texts=texts)
    return mailed()


@pytest.mark.parametrize("lang", ["de", "ar", "de-simple"])
def test_the_page_shows_every_kind_of_data_and_where_to_correct_it(browser: Any, me: Person, lang: str) -> None:
    page = browser(me).see(f"/{lang}/meine-seite/daten")
    assert len(page.all("main details.more")) == len(ORDER), "one kind is empty, and what is empty stands in one list"
    assert len(page.all("main details.more p > a")) == len(CORRECT)
    assert life.ADDRESS in page.text
    assert life.WORD in page.text


def test_what_is_not_known_is_one_list_and_not_many_empty_ones(browser: Any, app: Flask) -> None:
    with transaction():
        new = factories.person()
    page = browser(new).see("/en/meine-seite/daten")
    assert "Where nothing is kept about you" in page.text
    assert not [each.text_content() for each in page.all("main details summary") if each.text_content().endswith(": 0")]


def test_both_copies_hold_the_same_and_are_only_for_me(browser: Any, client: Any, me: Person) -> None:
    for path, kind in (("/en/profil/daten", "application/json"), ("/en/profil/daten/lesen", "text/html")):
        answer = browser(me).get(path)
        assert (answer.status_code, answer.mimetype) == (200, kind)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer.headers["Cache-Control"]
        assert client.get(path).status_code == 403


def test_the_copy_to_read_has_every_word_of_the_copy_for_machines(browser: Any, me: Person) -> None:
    known = browser(me).get("/en/profil/daten").get_json()
    read = html.fromstring(browser(me).get("/en/profil/daten/lesen").get_data(as_text=True))
    words = " ".join(read.text_content().split())
    for row in (*known["proposals"], *known["comments"], *known["reports"], *known["messages"], *known["follows"]):
        for name in ("title", "body", "text", "subject", "reference"):
            assert " ".join((row.get(name) or "").split()) in words, (name, row)
    assert len(read.xpath("//h2")) == len(ORDER)


def test_every_kind_and_every_name_in_it_is_put_into_words(browser: Any, me: Person) -> None:
    known = browser(me).get("/en/profil/daten").get_json()
    rows = [row for kind in KINDS for row in (known[kind] if isinstance(known[kind], list) else [known[kind]])]
    inner = [each for row in rows for name in ("editions", "statements") for each in row.get(name, [])]
    names = {name for row in (*rows, *inner) if isinstance(row, dict) for name in row}
    assert set(known) - {"as_of", "left_out"} == set(KINDS) == set(ORDER)
    assert names <= set(LABELS)
    assert all(len(reason) > 20 for reason in known["left_out"].values())


def test_leaving_needs_a_choice_first(browser: Any, me: Person) -> None:
    page = browser(me).send(LEAVE, 422)
    assert "Please choose" in page.one(".error-summary").text_content()


def test_the_code_from_the_mail_deletes_the_account(browser: Any, me: Person) -> None:
    someone = browser(me)
    code = ask(someone, "go")
    assert someone.see(f"{LEAVE}/code")
    assert someone.send(f"{LEAVE}/code", code=code).location == "/en/konto-geloescht?texte=weg"
    assert "texts of your contributions are deleted" in someone.see("/en/konto-geloescht?texte=weg").text
    someone.see("/en/meine-seite", 403)
    with transaction(writes=False):
        assert db.get_one(Person, me.id).address is None


def test_a_mail_says_what_happened(browser: Any, app: Flask) -> None:
    with transaction():
        me = factories.person(language="en")
        proposals.support(factories_proposals.proposal(), me, Choice.AGREE)
    someone = browser(me)
    someone.send(f"{LEAVE}/code", code=ask(someone))
    with transaction(writes=False):
        [last] = db.scalars(select(Message).where(Message.private)).all()
        assert (last.address, "Votes taken back: 1." in last.body) == (me.address, True)
        assert "former member" in last.body
        assert db.scalar(select(func.count()).select_from(Vote)) == 0


def test_without_a_code_and_with_an_old_one_nothing_is_deleted(browser: Any, me: Person, clock: Clock) -> None:
    someone = browser(me)
    assert someone.get(f"{LEAVE}/code").location.endswith("/konto-loeschen")
    old, new = ask(someone), ask(someone)
    someone.send(f"{LEAVE}/code", 422, code=old if old != new else "000000")
    clock.forward(minutes=16)
    assert someone.send(f"{LEAVE}/code", code=new).location.endswith("/konto-loeschen")
    with transaction(writes=False):
        assert db.get_one(Person, me.id).address == life.ADDRESS


def test_what_others_built_upon_keeps_place_and_numbers(browser: Any, client: Any, me: Person) -> None:
    with transaction():
        mine = factories_proposals.proposal(me, title="Ein Steg am Ufer")
        proposals.support(mine, factories.person(), Choice.AGREE)
        alone = factories_proposals.proposal(me, title="Ein Haus am Hang")
    someone = browser(me)
    someone.send(f"{LEAVE}/code", code=ask(someone, "go"))
    page = client.see(f"/en/vorschlaege/{mine.reference}")
    assert "taken this text away" in page.text
    assert "Supporters on this platform" in page.text
    assert "Steg" not in page.html + client.see("/en/vorschlaege").html
    assert mine.reference not in client.see("/en/suche?q=Ufer").html
    assert "withdrew" in client.see(f"/en/vorschlaege/{alone.reference}").text
    client.send(f"/en/vorschlaege/{mine.reference}/unterstuetzen", 403, support="yes")


@pytest.mark.parametrize(("lang", "name"), [("de", "Ehemaliges Mitglied"), ("en", "Former member")])
def test_what_stays_stands_under_a_name_in_the_language_of_the_reader(
    browser: Any, client: Any, me: Person, lang: str, name: str
) -> None:
    with transaction():
        mine = factories_proposals.proposal(me, title="Ein Steg am Ufer")
    someone = browser(me)
    someone.send(f"{LEAVE}/code", code=ask(someone))
    page = client.see(f"/{lang}/vorschlaege/{mine.reference}")
    assert "Ein Steg am Ufer" in page.text
    assert page.one("main .page-head .meta bdi").text_content() == name


def test_staff_cannot_bring_back_what_has_no_words_any_more(browser: Any, me: Person) -> None:
    with transaction():
        mine = factories_proposals.proposal(me, title="Ein Steg am Ufer")
        moderator = factories.person(Office.MODERATOR)
        hidden(mine, moderator)
        proposals.forget(me, NOW)
        with pytest.raises(NotPossible):
            proposals.restore(mine, moderator, NOW)
