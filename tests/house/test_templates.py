"""Templates: no inline code, nothing from other hosts, every sentence can be translated."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "bmw" / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "bmw" / "static" / "css").glob("*.css"))
FORBIDDEN = {
    "an inline style": r"<style|\sstyle=",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "an inline handler": r"\son[a-z]+\s*=",
    "another host": r"""(?:src|href|action)=["']?https?://""",
    "an unescaped value": r"\|\s*safe\b",
    "a half sentence in two messages": r"_\(\"[^\"]*\"\)\s*\+",
}
PHYSICAL = (
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:"
    r"|text-align:\s*(?:left|right)\b|float:"
)
WORDS = re.compile(r">[^<>{}]*[A-Za-zÄÖÜäöü]{3,}[^<>{}]*<")
OWN_WORDS = {"B.M.W 2.0", "BÜRGER.MIT.WIRKUNG"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_template_holds_no(path: Path, what: str) -> None:
    assert not re.search(FORBIDDEN[what], path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_says_nothing_that_cannot_be_translated(path: Path) -> None:
    text = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(code|kbd)[^>]*>.*?</\1>",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    bare = [found.strip("<> \n") for found in WORDS.findall(text)]
    assert not [words for words in bare if words not in OWN_WORDS]


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.name)
def test_a_style_sheet_knows_no_left_or_right(path: Path) -> None:
    plain = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(PHYSICAL, plain)


CALLED = r"(?:\w+\.pseudonym|(?:author|member|holder|person|to|by|\w+_by)\.name)\b"
SHOWN = re.compile(r"\{\{((?:(?!\}\}).)*" + CALLED + r"(?:(?!\}\}).)*)\}\}")
ISOLATED = re.compile(rf"^ *name\([\w.]*{CALLED}\) *$|^ *form_field\(form\.pseudonym\) *$")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_name_that_people_chose_stands_apart_from_the_text_around_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for shown in SHOWN.finditer(text):
        before, said = text[: shown.start()], re.sub(rf"{CALLED}\s*\|\s*bdi\b", "", shown[1])
        assert before.endswith("<bdi>") or ISOLATED.match(shown[1]) or not re.search(CALLED, said), shown[0]


def test_that_test_sees_names() -> None:
    assert sum(len(SHOWN.findall(path.read_text(encoding="utf-8"))) for path in TEMPLATES) > 20
