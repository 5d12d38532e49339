"""What is kept on the way, and what is kept in the house: caches, files, and the code itself."""

import ast
import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bmw.app import create_app
from bmw.kernel.database import db, transaction
from bmw.kernel.settings import Settings, SettingsError
from bmw.media.models import Document
from bmw.notifications import carriers
from tests import files
from tests.attacks.conftest import gets
from tests.attacks.town import Town

ROOT = Path(__file__).parents[2]
SOURCES = {path: path.read_text(encoding="utf-8") for path in (ROOT / "bmw").rglob("*.py")}
NOT_HERE = {
    "pickle", "dill", "shelve", "marshal", "yaml", "ctypes", "telnetlib", "ftplib", "xmlrpc", "pdb", "code",
    "requests", "httpx", "urllib.request", "http.client", "aiohttp", "pywebpush", "PIL", "pikepdf",
    "zipfile", "tarfile", "lxml.etree", "xml", "flask_cors", "flask_reuploaded", "flask_wtf", "nh3", "mistune",
    "markdown2", "markdown",
}  # fmt: skip
"""Modules that turn data into code, fetch from elsewhere, or open strangers' files; a new one needs its tests."""
MAY_OPEN = {
    "bmw/media/cell/pictures.py",
    "bmw/media/cell/documents.py",
    "bmw/cli/demo/drawings.py",
    "bmw/cli/backup.py",
}
"""Where strangers' files are opened: in the cell; where the demo town draws its own, and a town unpacks its own."""
MAY_START = {"bmw/ui/stylesheets.py", "bmw/media/workshop.py"}
"""Files that start a program: the tools that build the style, and the cell for strangers' files."""
PDF = files.pdf()


def imported(text: str) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def called(text: str) -> set[str]:
    """Every function that a file calls, by its written name."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}


def test_nothing_in_the_house_turns_data_into_code_or_fetches_from_elsewhere() -> None:
    known = {path: imported(text) for path, text in SOURCES.items()}
    assert any("json" in each for each in known.values())
    found = {str(path.relative_to(ROOT)) for path, each in known.items() if each & NOT_HERE}
    assert found == MAY_OPEN


def test_no_command_and_no_program_is_made_of_words() -> None:
    for path, text in SOURCES.items():
        calls = called(text)
        assert not calls & {"eval", "exec", "compile", "os.system", "os.popen", "__import__", "render_template_string"}
        starts = {each for each in calls if each.startswith(("subprocess.", "os.exec"))}
        assert not starts or str(path.relative_to(ROOT)) in MAY_START, (path, starts)
        assert "shell=True" not in text, path


def test_no_question_to_the_database_is_put_together_from_words() -> None:
    for path, text in SOURCES.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("text", "sa.text", "literal_column", "DDL"):
                assert all(isinstance(each, ast.Constant) for each in node.args), (path, node.lineno)
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("exec_driver_sql"):
                assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), (path, node.lineno)


@pytest.mark.parametrize("name", ["run", "dev", "uv", "node"])
def test_every_package_is_locked_by_version_and_hash(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^([a-z0-9][\w.\[\]-]*)==\S+(.*(?:\n[ \t]+.*)*)", lock, flags=re.MULTILINE | re.IGNORECASE)
    assert entries
    assert len(entries) == len(re.findall(r"^[a-z0-9]", lock, flags=re.MULTILINE | re.IGNORECASE))
    assert not [package for package, rest in entries if "--hash=sha256:" not in rest]
    assert "://" not in lock


def test_every_package_for_the_browser_is_locked_by_hash() -> None:
    import json

    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name and not each.get("link")}
    assert packages
    assert not [name for name, each in packages.items() if not each.get("integrity", "").startswith("sha512-")]


def test_floors_that_mend_known_holes_are_held(app: Flask) -> None:
    from importlib.metadata import version

    floors = {"flask": (3, 1, 3), "werkzeug": (3, 1, 6), "jinja2": (3, 1, 6), "gunicorn": (26, 1), "bleach": (6,)}
    for package, floor in floors.items():
        assert tuple(int(part) for part in version(package).split(".")[: len(floor)]) >= floor, package
    assert not app.debug
    assert not app.testing


def test_a_private_page_is_kept_by_nobody_on_the_way(app: Flask, town: Town, people: Any) -> None:
    seen = people["guest"].get("/de/")
    assert "no-store" not in seen.headers["Cache-Control"]
    for who in ("author", "staff"):
        for path in gets(app, town, 1):
            with people[who].get(path) as answer:
                if answer.mimetype == "text/html" or "json" in answer.mimetype:
                    assert "no-store" in answer.headers["Cache-Control"], (who, path)
                    # Pictures that everybody may see are the same for everybody: nobody is asked who they are.
                    assert path.startswith("/bilder/") or "Cookie" in answer.headers.get("Vary", ""), (who, path)


@pytest.mark.parametrize("name", ["x.css", "x.js", "..%2fx.css", ";x.css", "%00.css", "%3fx.css", "x.png", "%0ax.css"])
def test_no_private_page_is_taken_for_a_file(people: Any, name: str) -> None:
    for page in ("meine-seite", "profil", "profil/daten", "nachrichten"):
        for path in (f"/de/{page}/{name}", f"/de/{page}{name}", f"/static/build/%2e%2e/%2e%2e/de/{page}"):
            with people["author"].get(path) as answer:
                assert answer.status_code in (400, 404), path
                assert "no-store" in answer.headers["Cache-Control"], path


def test_a_page_made_for_one_reader_is_not_shown_to_the_next(town: Town, people: Any, browser: Any) -> None:
    path = f"/de/vorschlaege/{town.one('proposal').reference}"
    for who in ("staff", "author", "guest", "citizen"):
        people[who].get(path)
    again = browser().get(path)
    assert again.text == people["guest"].get(path).text
    assert town.staff.pseudonym not in again.text
    assert not again.headers.getlist("Set-Cookie")
    for header in ("X-Requested-With", "X-Forwarded-Host", "X-Original-URL", "X-HTTP-Method-Override", "Accept"):
        assert browser().get(path, headers={header: "/de/profil"}).text == again.text


def test_an_error_is_never_kept_for_the_next_reader(town: Town, browser: Any) -> None:
    hidden = town.things["proposal"][1]
    for path in ("/de/nirgendwo", f"/de/vorschlaege/{hidden.reference}", "/de/meine-seite"):
        for _turn in range(2):
            answer = browser().get(path)
            assert answer.status_code in (403, 404)
            assert "no-store" in answer.headers["Cache-Control"]


OPEN = ("/barrierefreiheit.json", "/barrierefreiheit/schema.json")
"""What every site may read, since it says the same to everybody."""


def test_no_other_site_may_read_along(app: Flask, town: Town, people: Any) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for path in gets(app, town, 1):
        for method in ("GET", "OPTIONS"):
            with people["author"].open(path, method=method, headers=asked) as answer:
                given = {name: value for name, value in answer.headers if name.lower().startswith("access-control")}
                is_open = path in OPEN and method == "GET"
                assert given == ({"Access-Control-Allow-Origin": "*"} if is_open else {}), path
                assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", path


@pytest.mark.parametrize("path", OPEN)
def test_what_other_sites_may_read_says_the_same_to_everybody(people: Any, path: str) -> None:
    said = {who: client.get(path).data for who, client in people.items()}
    assert len(said["guest"]) > 100
    assert set(said.values()) == {said["guest"]}


def upload(staff: Any, town: Town, name: str, content: bytes) -> Any:
    """An editor adds a document to a meeting."""
    path = f"/de/redaktion/treffen/{town.one('meeting').reference}/dokument"
    words = {"title": 'Proto"koll\r\nX: y', "text": "Es wurde geredet."}
    return staff.post(path, data={**words, "file": (io.BytesIO(content), name)})


@pytest.mark.parametrize(
    "name", ["../../../x.pdf", "x.html", "/etc/x.pdf", "x.pdf\x00.html", "CON", ".htaccess", "ä" * 300]
)
def test_a_document_lies_under_a_name_of_ours_and_never_runs(app: Flask, town: Town, people: Any, name: str) -> None:
    assert upload(people["staff"], town, name, PDF).status_code == 303
    folder = Path(app.extensions["bmw_settings"].files)
    kept = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert len(kept) == 1
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", kept[0])
    with people["guest"].get(f"/de/treffen/{town.one('meeting').reference}/dokument") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "X" not in answer.headers


@pytest.mark.parametrize(
    "content", [b"<svg onload=alert(1)>", b"\x89PNG\r\n", b"PK\x03\x04", b" %PDF-1.7", b"", b"GIF89a"]
)
def test_what_is_no_pdf_is_not_kept(app: Flask, town: Town, people: Any, content: bytes) -> None:
    assert upload(people["staff"], town, "x.pdf", content).status_code == 422
    folder = Path(app.extensions["bmw_settings"].files)
    assert not folder.exists() or not list(folder.iterdir())
    with transaction(writes=False):
        assert db.get(Document, town.one("meeting").id) is None


@pytest.mark.parametrize("name", ["../town.db", "/etc/passwd", "..", ".", "a/../../town.db"])
def test_no_row_leads_out_of_the_folder_of_documents(app: Flask, town: Town, people: Any, name: str) -> None:
    Path(app.extensions["bmw_settings"].files).mkdir(exist_ok=True)
    with transaction():
        db.get_one(Document, town.one("measure").id).name = name
    assert people["guest"].get(f"/de/massnahmen/{town.one('measure').reference}/dokument").status_code == 404


def test_a_mail_server_must_prove_who_it_is() -> None:
    code = SOURCES[ROOT / "bmw/notifications/carriers.py"]
    assert "create_default_context" in code
    assert not {"_create_unverified_context", "check_hostname", "CERT_NONE"} & set(re.findall(r"\w+", code))
    assert isinstance(carriers.carrier("smtps://u:p@mail.example.org"), carriers.Server)
    with pytest.raises(SettingsError):
        carriers.carrier("http://mail.example.org")


@pytest.mark.parametrize(
    "unsafe",
    [
        {"public_url": "http://town.example"},
        {"secret": "short"},
        {"demo": True, "bind": "0.0.0.0:8000"},
        {"demo": True, "public_url": "https://town.example"},
    ],
)
def test_the_platform_does_not_start_unsafe(tmp_path: Path, unsafe: dict[str, Any]) -> None:
    safe = {"database": f"sqlite:///{tmp_path}/a.db", "secret": "x" * 40, "public_url": "https://town.example"}
    Settings(**safe).check()
    with pytest.raises(SettingsError):
        create_app(Settings(**{**safe, **unsafe}))
