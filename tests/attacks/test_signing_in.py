"""Nobody learns who has an account, and what was made for one purpose serves no other."""

from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from bmw.accounts import service
from bmw.accounts.models import BrowserSession, Office, SignIn
from bmw.accounts.queries import by_address
from bmw.kernel.database import db, transaction
from tests.accounts.test_signing_in import ask, code, mail, who_is
from tests.attacks.town import Town
from tests.conftest import NOW


@contextmanager
def counted() -> Any:
    """Every statement that the database is asked meanwhile, without its values."""
    said: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def work_for(client: Any, address: str) -> list[str]:
    with counted() as said:
        ask(client, address)
        client.see("/de/anmelden/code")
    return said


def test_a_known_and_an_unknown_address_make_the_same_work(town: Town, browser: Any) -> None:
    work_for(browser(), "zuerst@example.org")  # the first one of all opens the window of the network's limit
    known = [work_for(browser(), address or "") for address in (town.citizen.address, town.staff.address)]
    unknown = work_for(browser(), "unbekannt@example.org")
    assert len(unknown) > 3
    assert known == [unknown, unknown]


def test_a_known_and_an_unknown_address_get_the_same_words(town: Town, browser: Any) -> None:
    answers = []
    for address in (str(town.staff.address), "unbekannt@example.org"):
        new = browser()
        answer = ask(new, address)
        headers = {name: value for name, value in answer.headers if name != "Set-Cookie"}
        page = new.get("/de/anmelden/code").text.replace(address, "")
        answers.append((answer.status_code, answer.text, headers, page))
    assert answers[0] == answers[1]


def test_an_invitation_signs_nobody_in_and_a_link_gives_no_office(client: Any, town: Town) -> None:
    with transaction():
        token = service.invite("mona@example.org", Office.ADMINISTRATOR, NOW)
    client.send(f"/de/anmelden/link/{token}", 410)
    ask(client, "mallory@example.org")
    client.send(mail().path.replace("/anmelden/link/", "/einladung/"), 410)
    with transaction(writes=False):
        assert (by_address("mona@example.org"), by_address("mallory@example.org")) == (None, None)
        assert db.scalar(select(SignIn.used).where(SignIn.office.is_not(None))) is None
    client.send(f"/de/einladung/{token}")


def test_looking_uses_nothing_up(client: Any, town: Town) -> None:
    with transaction():
        token = service.invite("mona@example.org", Office.EDITOR, NOW)
    ask(client)
    with transaction(writes=False):
        before = db.scalars(select(BrowserSession.token_hash)).all()
    for path in (mail().path, f"/de/einladung/{token}", "/de/anmelden/code"):
        for method in ("GET", "HEAD", "GET"):
            assert client.open(path, method=method).status_code == 200
    with transaction(writes=False):
        assert db.scalars(select(SignIn.used)).all() == [None, None]
        assert db.scalars(select(BrowserSession.token_hash)).all() == before


def test_the_attackers_own_link_signs_nobody_in_with_one_click(client: Any, browser: Any, town: Town) -> None:
    ask(client, "mallory@example.org")
    link, victim = mail().path, browser()
    victim.send(link, 422)
    own = victim.sign_in(town.citizen).get_cookie("sid").value
    victim.send(link, 422)
    with transaction(writes=False):
        assert by_address("mallory@example.org") is None
    assert victim.get_cookie("sid").value == own
    client.send(link)
    assert who_is(client)


def test_a_code_signs_in_once(client: Any, browser: Any, town: Town) -> None:
    ask(client)
    used, start, link = code(), client.get_cookie("start").value, mail().path
    client.send("/de/anmelden/code", code=used)
    for _time in range(2):
        other = browser()
        other.set_cookie("start", start)
        other.send("/de/anmelden/code", 422, code=used)
        other.send(link, 410, code=used)
        assert other.get_cookie("sid") is None
