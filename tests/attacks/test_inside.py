"""Nothing that people send reaches the inside: no column, no path, no command, no error text."""

import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from bmw.cli.polis.read import read
from bmw.cli.polis.table import Malformed
from bmw.kernel.database import db, transaction
from bmw.kernel.text import clean_line, clean_text, town_prose
from bmw.ui.links import slug
from tests.attacks.conftest import gets
from tests.attacks.dump import dump
from tests.attacks.town import Town
from tests.cli.polis_folders import comment, export
from tests.page import Page

LISTS = ("/de/vorschlaege", "/de/handlungsfelder/mobilitaet", "/de/moderation", "/de/suche", "/de/agenda", "/de/beirat")
SORTS = (
    "neu;drop table vote",
    "neu desc, (select address from person)",
    "unterstuetzt'--",
    "author__address",
    "author.address",
    "person.address",
    "Proposal.author_id",
    "id)",
)
FILTERS = (
    "author__address=person3@example.org",
    "author_id=1",
    "q[author_address_start]=p",
    "filter[address]=p",
    "sort=address&order=asc",
    "feld[$ne]=x",
    "per_page=9999999",
    "seite=-1",
    "state=draft",
    "zustand=entwurf",
)
ADDRESSES = ("de/../../etc", "..", "__import__", "de%2f..", "de\\..\\x", "de_DE", "xx", "C", "posix", "de@simple")
INSIDES = (
    "Traceback",
    "sqlalchemy",
    "psycopg",
    "sqlite3",
    'File "/',
    "/bmw/",
    "SELECT ",
    "INSERT ",
    "werkzeug",
    "secret",
)


@pytest.mark.parametrize("sort", SORTS)
def test_no_list_is_sorted_by_what_nobody_may_see(people: Any, sort: str) -> None:
    for path in LISTS[:2]:
        plain = people["guest"].see(path)
        assert people["guest"].see(path, query_string={"sort": "unterstuetzt"}).status == 200
        odd = people["guest"].see(path, query_string={"sort": sort})
        assert [a.get("href") for a in odd.all("main h2 a, main h3 a")] == [
            a.get("href") for a in plain.all("main h2 a, main h3 a")
        ]


@pytest.mark.parametrize("asked", FILTERS)
def test_no_list_is_narrowed_by_what_nobody_may_see(people: Any, asked: str) -> None:
    for path in LISTS:
        plain = people["staff"].see(path)
        odd = people["staff"].see(f"{path}?{asked}")
        heads = "main h2, main h3, main li"
        assert len(odd.all(heads)) == len(plain.all(heads)), path


def test_words_never_become_part_of_a_question_to_the_database(people: Any, app: Flask) -> None:
    asked: list[str] = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda c, u, statement, *more: asked.append(statement))
    mark = "kq7' OR 1=1 --"
    for path in ("/de/suche?q=", "/de/vorschlaege?feld=", "/de/vorschlaege?sort=", "/de/vorschlaege/aehnliche?text="):
        assert people["staff"].get(f"{path}{mark}").status_code == 200
    assert len(asked) > 4
    assert not [each for each in asked if "kq7" in each]


@pytest.mark.parametrize("tag", ADDRESSES)
def test_a_language_is_one_of_those_that_are_offered(client: Any, tag: str) -> None:
    for path in (f"/{tag}/", f"/{tag}/vorschlaege", f"/{tag}/anmelden"):
        assert client.get(path).status_code in (400, 404, 308), path
    assert (
        client.get("/de/vorschlaege", headers={"Accept-Language": tag}, query_string={"lang": tag}).status_code == 200
    )


@pytest.mark.parametrize("language", ["../../x", "xx", "de\0", "__class__", "<b>"])
def test_a_language_that_is_sent_is_one_of_a_closed_set(town: Town, people: Any, language: str) -> None:
    path = f"/de/vorschlaege/{town.one('proposal').reference}"
    form = people["citizen"].see(path).form("/kommentare")
    with transaction(writes=False):
        before = dump(db.connection())
    people["citizen"].send(f"{path}/kommentare", 422, **{**form, "body": "Ein Wort.", "language": language})
    with transaction(writes=False):
        assert dump(db.connection()) == before
    people["citizen"].send(f"{path}/kommentare", **{**form, "body": "Ein Wort.", "language": "de"})


def test_an_error_of_ours_tells_a_number_and_nothing_else(app: Flask, town: Town, people: Any) -> None:
    secret = "geheimes-passwort-7"

    def broken() -> None:
        raise RuntimeError(f"SELECT secret FROM person WHERE address = '{secret}'")

    app.jinja_env.globals["may"] = lambda *more: broken()
    found = 0
    for path in gets(app, town, 1):
        with people["staff"].get(path) as answer:
            if answer.status_code == 500:
                found += 1
                assert not [each for each in (secret, *INSIDES) if each in answer.text], path
                assert answer.headers["Cache-Control"].endswith("no-store")
                Page(answer)
    assert found > 3


@pytest.mark.parametrize("who", ["citizen", "staff"])
def test_a_step_that_breaks_half_way_keeps_the_words_and_knows_who_asked(town: Town, people: Any, who: str) -> None:
    path = f"/de/vorschlaege/{town.one('proposal').reference}"
    form = people[who].see(path).form("/kommentare") | {"body": "Ein Wort dazu."}
    with transaction():
        before = dump(db.connection())
        db.execute(text("ALTER TABLE step RENAME TO gone"))
    answer = people[who].post(f"{path}/kommentare", data=form)
    assert (answer.status_code, "Ein Wort dazu." in answer.text) == (503, True)
    assert "/de/meine-seite" in Page(answer).html
    with transaction():
        db.execute(text("ALTER TABLE gone RENAME TO step"))
        assert dump(db.connection()) == before
    people[who].send(f"{path}/kommentare", **form)


@pytest.mark.parametrize(
    "path", ["/console", "/.git/HEAD", "/.env", "/metrics", "/debug", "/server-status", "/api/", "/admin"]
)
def test_no_door_is_open_that_nobody_needs(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get("/?__debugger__=yes&cmd=resource&f=debugger.js").status_code in (302, 303, 307)


@pytest.mark.parametrize(
    "path", ["../../app.py", "..%2f..%2fapp.py", "%2e%2e/%2e%2e/app.py", "/etc/passwd", "images/", "con", "nul.css"]
)
def test_no_file_is_given_but_those_that_were_built(client: Any, path: str) -> None:
    answer = client.get(f"/static/build/{path}", follow_redirects=True)
    assert answer.status_code in (400, 404)
    assert "create_app" not in answer.text
    with client.get("/de/") as page:
        good = Page(page).all("link[rel=stylesheet]")[0].get("href")
    with client.get(good) as style:
        assert style.status_code == 200


HEAVY = (
    "a" * 6000,
    "=?" * 3000,
    "%" * 6000,
    "&" * 6000,
    "١" * 6000,
    "\u0301" * 6000,
    "#" * 6000,
    "x@" * 3000,
    "> " * 3000,
)


@pytest.mark.parametrize("text", HEAVY, ids=lambda text: ascii(text[:2]))
def test_no_text_takes_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    for read_it in (clean_line, clean_text, slug, town_prose):
        read_it(text)
    assert time.process_time() - begun < 2


HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "{{7*7}}",
    "%(x)s%n",
    "\x1b]0;x\x07",
)


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_hostile_export_is_read_as_words(tmp_path: Path, bad: str) -> None:
    export(tmp_path, comments=[comment(0, body=f"{bad} Energie"), comment(1)], topic=f"Thema {bad}")
    found = read(tmp_path)
    assert found.statements[0].body.endswith("Energie")
    assert "\x1b" not in found.statements[0].body + found.topic


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_refused_export_says_where_and_shows_no_control_signs(tmp_path: Path, bad: str) -> None:
    export(tmp_path, comments=[comment(0, agrees=bad)])
    with pytest.raises(Malformed, match=r"comments\.csv, line 2") as refused:
        read(tmp_path)
    assert "\x1b" not in str(refused.value)


def test_an_export_that_leads_out_of_its_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("root:x:0:0\n", encoding="utf-8")
    folder = tmp_path / "export"
    folder.mkdir()
    export(folder, comments=[comment(0)])
    (folder / "participants-votes.csv").symlink_to(outside)
    with pytest.raises(Malformed) as refused:
        read(folder)
    assert "root:x" not in str(refused.value)
