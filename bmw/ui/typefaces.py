"""The letters of our languages: each font file cut down to the alphabets people here write in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

LATIN = ((0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2BC, 0x2BC))
SIGNS = ((0x2009, 0x2009), (0x2013, 0x2014), (0x2018, 0x201A), (0x201C, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026))
MORE_SIGNS = (
    (0x202F, 0x202F),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2212, 0x2212),
)
EASTERN_LATIN = ((0x100, 0x130), (0x132, 0x151), (0x154, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E), (0x20BA, 0x20BA))
CYRILLIC = ((0x400, 0x45F), (0x490, 0x491), (0x2116, 0x2116))
ARABIC = (
    (0x60C, 0x60C),
    (0x61B, 0x61B),
    (0x61F, 0x61F),
    (0x621, 0x63A),
    (0x640, 0x652),
    (0x660, 0x66C),
    (0x670, 0x671),
)
# Letters that Persian, Urdu and Kurdish add.
FURTHER_ARABIC = tuple(
    (x, x) for x in (0x67E, 0x686, 0x698, 0x6A4, 0x6A9, 0x6AF, 0x6B5, 0x6BE, 0x6C6, 0x6CC, 0x6CE, 0x6D5)
)

FEATURES = [
    "kern",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "init",
    "medi",
    "fina",
    "isol",
    "rlig",
    "calt",
]
WEIGHTS = (400, 600)


@dataclass(frozen=True)
class Alphabet:
    """One script in one type family, and which of its letters we keep."""

    family: str
    package: str
    script: str
    ranges: tuple[tuple[int, int], ...]

    def letters(self) -> set[int]:
        """Every letter this alphabet keeps, as code points."""
        return {point for first, last in self.ranges for point in range(first, last + 1)}

    def source(self, node_modules: Path, weight: int) -> Path:
        """The full font file that set-up has fetched."""
        name = f"{self.package}-{self.script}-{weight}-normal.woff2"
        return node_modules / "@fontsource" / self.package / "files" / name


ALPHABETS = (
    Alphabet("Fira Sans", "fira-sans", "latin", (*LATIN, *SIGNS, *MORE_SIGNS)),
    Alphabet("Fira Sans", "fira-sans", "latin-ext", EASTERN_LATIN),
    Alphabet("Fira Sans", "fira-sans", "cyrillic", CYRILLIC),
    Alphabet("Noto Sans Arabic", "noto-sans-arabic", "arabic", (*ARABIC, *FURTHER_ARABIC)),
)


@dataclass(frozen=True)
class Cut:
    """One finished font file and the rule that announces it to the browser."""

    name: str
    path: Path
    family: str
    weight: int
    letters: str

    def rule(self, address: str) -> str:
        """The @font-face rule, with the letters for which the file is fetched at all."""
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:normal;'
            f'font-display:swap;src:url({address}) format("woff2");unicode-range:{self.letters}}}'
        )


def cut_all(node_modules: Path, store: Path) -> list[Cut]:
    """Cut every alphabet in every weight, keeping what an earlier run has already cut."""
    return [_cut(alphabet, weight, node_modules, store) for alphabet in ALPHABETS for weight in WEIGHTS]


def _cut(alphabet: Alphabet, weight: int, node_modules: Path, store: Path) -> Cut:
    source = alphabet.source(node_modules, weight)
    recipe = f"{alphabet}{weight}{FEATURES}{version('fonttools')}".encode()
    digest = hashlib.sha256(recipe + source.read_bytes()).hexdigest()[:10]
    name = f"fonts/{source.stem.removesuffix('-normal')}.woff2"
    path = store / f"{digest}.woff2"
    letters = path.with_suffix(".letters")
    if not (path.exists() and letters.exists()):
        data, kept = _subset(source, alphabet.letters())
        path.write_bytes(data)
        letters.write_text(",".join(_ranges(kept)))
    return Cut(name, path, alphabet.family, weight, letters.read_text())


def _subset(source: Path, letters: set[int]) -> tuple[bytes, set[int]]:
    from fontTools import subset

    options = subset.Options(
        flavor="woff2",
        layout_features=FEATURES,
        hinting=False,
        name_IDs=[],
        notdef_outline=False,
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    kept = set(font.getBestCmap())
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue(), kept


def _ranges(points: Iterable[int]) -> Iterator[str]:
    ordered = sorted(points)
    first = previous = ordered[0]
    for point in [*ordered[1:], -1]:
        if point == previous + 1:
            previous = point
            continue
        yield f"U+{first:X}" if first == previous else f"U+{first:X}-{previous:X}"
        first = previous = point
