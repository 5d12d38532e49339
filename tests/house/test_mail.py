"""Mail: one composer for every mail, one door out of the house, and no redirect or request to anywhere else."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in (ROOT / "bmw").rglob("*.py")}
OUTWARD = ("smtplib", "socket", "http.client", "urllib.request", "requests", "httpx", "aiohttp", "ftplib", "telnetlib")


def importing(*modules: str) -> set[str]:
    """The files that import one of these modules."""
    found = set()
    for path, text in SOURCES.items():
        for node in ast.walk(ast.parse(text)):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name == module or name.startswith(f"{module}.") for name in names for module in modules):
                found.add(path)
    return found


def test_only_the_composer_writes_mails() -> None:
    assert importing("email.message", "email.mime", "email.policy", "email.headerregistry") == {
        "bmw/notifications/carriers.py",  # names the type of what it carries
        "bmw/notifications/composer.py",
    }
    assert "EmailMessage(" not in SOURCES["bmw/notifications/carriers.py"]


def test_only_the_carriers_leave_the_house() -> None:
    assert importing(*OUTWARD) - {"bmw/cli/ready.py", "bmw/cli/callers.py"} == {"bmw/notifications/carriers.py"}


def test_no_address_is_made_from_what_a_browser_says_its_host_is() -> None:
    for path, text in SOURCES.items():
        for told in ("_external=True", "request.host", "request.url_root", "request.base_url", "request.url)"):
            assert told not in text, (path, told)


def test_only_a_few_places_redirect_to_something_that_is_no_endpoint() -> None:
    known = {
        "bmw/ui/pages.py",
        "bmw/ui/access.py",
        "bmw/accounts/views/confirming.py",
        "bmw/accounts/views/entry.py",
        "bmw/accounts/views/profile.py",
        "bmw/site/views/viewing.py",
    }
    for path, text in SOURCES.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "redirect" and path not in known:
                assert isinstance(node.args[0], ast.Call), (path, node.lineno)
                assert ast.unparse(node.args[0].func).split(".")[-1] in ("url_for", "url_of", "url"), (
                    path,
                    node.lineno,
                )
