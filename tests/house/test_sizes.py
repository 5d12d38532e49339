"""Small files, small functions, small routes: the house can be read."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "bmw").rglob("*.py"))
TEMPLATES = sorted((ROOT / "bmw" / "templates").rglob("*.html"))
ABOUT = {"states": 100, "rules": 120, "messages": 150, "forms": 200, "queries": 250}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "tools", "manager"}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_short(path: Path) -> None:
    most = ABOUT.get(path.stem, 300)
    assert path.read_text(encoding="utf-8").count("\n") <= most


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{f.lineno} {f.name}" for path in SOURCES for f in functions(path) if length(f) > 40
    ]
    assert not long


def test_half_of_all_routes_have_seven_lines_or_fewer() -> None:
    routes = [
        f for path in SOURCES if "views" in path.parts or path.stem == "views" for f in functions(path) if is_route(f)
    ]
    assert routes
    assert median(len(f.body) for f in routes) <= 7


def is_route(node: ast.FunctionDef) -> bool:
    return any("allowed" in ast.unparse(decorator) for decorator in node.decorator_list)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_is_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 120


def test_no_module_has_a_vague_name() -> None:
    assert not [path for path in SOURCES if path.stem in VAGUE or VAGUE & set(path.parts)]


def test_every_module_and_public_function_says_what_it_means() -> None:
    silent = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent += [] if ast.get_docstring(tree) else [str(path.relative_to(ROOT))]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                silent += [] if ast.get_docstring(node) else [f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"]
    assert not silent
