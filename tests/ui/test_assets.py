"""What set-up builds: small, complete, mirrored, under names that change with the content."""

import gzip
import os
import re
from pathlib import Path

import pytest

from bmw.ui import stylesheets, typefaces
from bmw.ui.assets import BUILT, NODE_MODULES, STATIC, Assets, AssetsMissing, build, smallest, sweep

TEMPLATES = Path(__file__).parents[2] / "bmw" / "templates"
LANGUAGES = {
    "de": "Straße, ÄÖÜ, ẞ – „Grüße“",
    "tr": "Köprünün altına ışık, İğde, Çağrı",
    "pl": "Zażółć gęślą jaźń",
    "ro": "Țară, școală, mâine, în",
    "it": "Perché, così, più",
    "fr": "Œuvre, garçon, où, naïve",
    "uk": "Ґанок, їжа, Європа, м’яч",
    "ru": "Съезд, ёлка",
    "ar": "مقاعد أكثر، في الظلّ؟",
}


@pytest.fixture(scope="module")
def assets() -> Assets:
    build()
    return Assets.load()


def test_a_second_build_has_nothing_to_do(assets: Assets) -> None:
    assert not build()


def test_a_name_changes_with_its_content(assets: Assets) -> None:
    assert re.search(r"/static/build/css/app\.ltr\.[0-9a-f]{10}\.css$", assets.url("css/app.css"))


def test_the_files_of_the_build_before_stay_for_towns_that_run(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    before, long_gone = tmp_path / "css" / "app.ltr.before.css", tmp_path / "css" / "app.ltr.old.css"
    before.touch()
    long_gone.touch()
    os.utime(long_gone, (0, 0))
    sweep(tmp_path, set())
    assert before.exists()
    assert not long_gone.exists()


def test_each_direction_has_its_style_sheet(assets: Assets) -> None:
    assert assets.url("css/app.css") != assets.url("css/app.css", "rtl")


def test_without_a_build_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissing, match="make assets"):
        Assets.load(tmp_path)


def test_the_smallest_form_is_the_one_the_browser_knows(assets: Assets) -> None:
    path = assets.path("css/app.css")
    assert smallest(path, "gzip, deflate, br")[1] == "br"
    assert smallest(path, "gzip")[1] == "gzip"
    assert smallest(path, "") == (path, None)
    assert gzip.decompress(smallest(path, "gzip")[0].read_bytes()) == path.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_a_font(language: str) -> None:
    known = {point for alphabet in typefaces.ALPHABETS for point in alphabet.letters()}
    assert {ord(letter) for letter in LANGUAGES[language]} <= known


def test_a_first_visit_stays_small(assets: Assets) -> None:
    fonts = sum((BUILT / each).stat().st_size for each in assets.names.values() if each.endswith(".woff2"))
    style = smallest(assets.path("css/app.css", "rtl"), "br")[0].stat().st_size
    built = [BUILT / each for each in assets.names.values() if each.endswith(".js")]
    scripts = sum(smallest(path, "br")[0].stat().st_size for path in built)
    assert scripts < 30_000
    first = smallest(assets.path("js/enhance.js"), "br")[0].stat().st_size
    assert fonts + style + first < 95_000


def test_every_class_of_the_design_system_that_templates_use_is_kept(assets: Assets) -> None:
    style = assets.path("css/app.css").read_text()
    used = {
        name for path in TEMPLATES.rglob("*.html") for name in re.findall(r"kern-[\w-]*\w(?![\w-])", path.read_text())
    }
    assert not sorted(name for name in used if f".{name}" not in style)


def test_every_icon_that_templates_name_is_drawn(assets: Assets) -> None:
    sprite = assets.path("icons/sprite.svg").read_text()
    named = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r"\bicon\('([\w-]+)'", path.read_text())}
    assert not sorted(name for name in named if f'id="{name}"' not in sprite)


def test_nothing_in_style_or_script_points_to_another_host(assets: Assets) -> None:
    texts = [path.read_text() for path in BUILT.rglob("*.css")] + [path.read_text() for path in BUILT.rglob("*.js")]
    assert not [found for text in texts for found in re.findall(r"url\(\s*[\"']?https?:|from [\"']https?:", text)]


def test_every_variable_that_is_used_is_declared(assets: Assets) -> None:
    style = assets.path("css/app.css").read_text()
    declared = set(re.findall(r"(--[\w-]+):", style))
    assert not set(re.findall(r"var\((--[\w-]+)\)", style)) - declared


def test_a_selector_with_commas_inside_stays_whole() -> None:
    rules = stylesheets.parse("a:is(b,c),d{color:red;content:'x, y'}/* no */@media print{e{top:0}}")
    assert stylesheets.write(rules) == "a:is(b,c),d{color:red;content:'x, y'}@media print{e{top:0}}"


def test_a_missing_design_system_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        build(tmp_path, STATIC, tmp_path / "build")
    assert NODE_MODULES.exists()
