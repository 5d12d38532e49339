"""A page is made once a second for all readers, and never shows what is no longer true, or what is somebody's own."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from bmw.focus.models import Field
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from tests import factories


def shelf(app: Flask) -> Any:
    return app.extensions["bmw_shelf"].pages


def test_the_second_reader_of_a_second_gets_the_same_page(app: Flask, client: FlaskClient) -> None:
    first, second = client.get("/de/agenda"), client.get("/de/agenda")
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    assert len(shelf(app)) == 1


def test_a_kept_page_comes_packed_plain_or_not_at_all_as_the_browser_wishes(client: FlaskClient) -> None:
    plain = client.get("/de/agenda")
    packed = client.get("/de/agenda", headers={"Accept-Encoding": "gzip"})
    same = client.get("/de/agenda", headers={"If-None-Match": plain.headers["ETag"]})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data)
    assert (same.status_code, same.data) == (304, b"")
    assert packed.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]


def test_whatever_is_written_is_seen_at_once(client: FlaskClient) -> None:
    with transaction():
        number = factories.field(name="Alter Name").id
    assert "Alter Name" in client.get("/de/handlungsfelder").text
    with transaction():
        db.get_one(Field, number).name = Localized(de="Neuer Name")
    assert "Neuer Name" in client.get("/de/handlungsfelder").text


def test_a_second_later_the_page_is_made_anew(app: Flask, client: FlaskClient, clock: Any) -> None:
    client.get("/de/agenda")
    [before] = shelf(app).values()
    clock.forward(seconds=1)
    client.get("/de/agenda")
    [after] = shelf(app).values()
    assert after.at > before.at


def test_pages_of_somebody_are_never_kept(app: Flask, browser: Any) -> None:
    with transaction():
        person = factories.person()
    browser(person).see("/de/")
    assert not shelf(app)


def test_pages_with_a_form_of_their_own_and_errors_are_never_kept(app: Flask, client: FlaskClient) -> None:
    client.get("/de/rueckmeldung")
    client.get("/de/nirgends")
    assert not shelf(app)


def test_another_query_is_another_page(app: Flask, client: FlaskClient) -> None:
    client.get("/de/suche?q=rad")
    client.get("/de/suche?q=bus")
    assert len(shelf(app)) == 2


def test_a_page_kept_for_one_name_of_the_town_is_not_answered_under_another(client: FlaskClient) -> None:
    assert client.get("/de/agenda").status_code == 200
    assert client.get("/de/agenda", headers={"Host": "evil.example"}).status_code == 400


def test_a_reader_who_has_the_page_is_told_so_even_when_it_is_made_anew(client: FlaskClient, clock: Any) -> None:
    known = client.get("/de/agenda").headers["ETag"]
    clock.forward(seconds=1)
    same = client.get("/de/agenda", headers={"If-None-Match": f'"another", {known}'})
    assert (same.status_code, same.data) == (304, b"")
    assert "Content-Length" not in same.headers
