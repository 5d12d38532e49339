"""In every palette fields, rings and lines of drawings stand out from their ground by 3:1, and words by 4.5:1."""

import re
from functools import reduce
from itertools import product
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "bmw" / "static" / "css"
PALETTE = re.compile(r"@palette ([a-z-]+) \{(.*?)\n\}", re.DOTALL)
COLOUR = re.compile(r"--([a-z-]+): #([0-9a-f]{6}|[0-9a-f]{3});")
RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
LAYERS = {
    "light": ["light"],
    "dark": ["light", "dark"],
    "light-high": ["light", "light-high"],
    "dark-high": ["light", "dark", "dark-high"],
}
"""What lies over what, as the style sheet has it."""
GROUNDS = ["paper", "surface", "sunken", "brand-soft", "accent-soft"]
TONES = ["danger", "success", "info", "warning"]
MARKS = ["edge", "focus", "accent", "brand", "brand-strong", *TONES]
"""Borders of fields and buttons, the ring of the focus, lines and bars of drawings."""
WORDS = ["ink", "muted", "brand", "accent", "visited", *TONES]
PAIRS = [
    *((3.0, *pair) for pair in product(MARKS, GROUNDS)),
    *((3.0, mark, "deep") for mark in ("glow", "on-deep")),
    *((4.5, *pair) for pair in product(WORDS, ["paper", "surface", "sunken"])),
    *((4.5, tone, f"{tone}-soft") for tone in (*TONES, "accent", "brand")),
    (4.5, "on-brand", "brand"),
    (4.5, "on-brand", "brand-strong"),
    (4.5, "on-deep", "deep"),
]


def colours(name: str) -> dict[str, str]:
    """The tokens of a palette."""
    drawn = dict(PALETTE.findall((CSS / "10-tokens.css").read_text(encoding="utf-8")))
    return reduce(lambda found, layer: found | dict(COLOUR.findall(drawn[layer])), LAYERS[name], {})


def luminance(colour: str) -> float:
    """How bright a colour is (WCAG 2.2, relative luminance)."""
    full = colour if len(colour) == 6 else "".join(each * 2 for each in colour)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_the_one_of_the_standard() -> None:
    assert contrast("fff", "000000") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", LAYERS)
def test_everything_stands_out_from_its_ground(palette: str) -> None:
    known = colours(palette)
    faint = {pair: contrast(known[pair[1]], known[pair[2]]) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < pair[0]} == {}


def drawn_with(selector: str, value: str, *files: str) -> set[str]:
    """The tokens that rules for these parts draw with."""
    text = "".join((CSS / file).read_text(encoding="utf-8") for file in files)
    rules = [within for parts, within in RULE.findall(text) if re.search(selector, parts)]
    return {name for within in rules for name in re.findall(rf"{value}[^;]*var\(--([a-z-]+)\)", within)}


def test_lines_of_drawings_fields_and_rings_are_drawn_with_those_colours() -> None:
    lines = drawn_with("::before|::after|__station", r"border[a-z-]*:", "80-drawings.css")
    fields = drawn_with(
        r"input|select|field-file|\bbutton|kern-btn", r"border[a-z-]*:", "40-header.css", "50-forms.css"
    )
    rings = drawn_with(":focus", r"outline:", *(each.name for each in CSS.glob("*.css")))
    assert lines
    assert fields
    assert rings == {"focus"}
    assert (lines | fields) - {"round", "round-small", "gap-2", "gap-3"} <= set(MARKS)


def test_no_line_of_a_drawing_is_made_faint() -> None:
    text = (CSS / "80-drawings.css").read_text(encoding="utf-8")
    assert [parts for parts, within in RULE.findall(text) if "::" in parts and "opacity" in within] == []


def test_what_stands_on_the_deep_ground_is_made_for_it() -> None:
    text = (CSS / "60-blocks.css").read_text(encoding="utf-8")
    search = [within for parts, within in RULE.findall(text) if ".hero .search button" in parts]
    assert search
    assert not any("deep-line" in within for within in search)
