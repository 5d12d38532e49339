"""The list of pages and states to scan, read from `pages.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from zlib import crc32

LIST = Path(__file__).with_name("pages.toml")
PSEUDO = "de-xa"
"""German with longer words; `accessibility.pseudo` makes it for the tests."""


@dataclass(frozen=True)
class Listed:
    """One page in one state, as one role sees it."""

    name: str
    path: str
    """Address with `{lang}` in place of the language, and the names of places that tests look up in the town."""
    endpoint: str
    """The page that is reached in the end; empty where no page of ours lives."""
    role: str = "guest"
    steps: tuple[tuple[str, ...], ...] = ()
    """What to do there, one after the other: a verb of `accessibility.walk`, a CSS selector, and perhaps words."""
    status: int = 200
    heard: str = "main"
    """What a screen reader is to tell of it: its `main` part, the `whole` page, or the whole page on a `phone`."""

    @property
    def window(self) -> dict[str, int]:
        """The window in which it is heard."""
        return {"width": 360, "height": 720} if self.heard == "phone" else {"width": 1280, "height": 720}


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    lang: str
    width: int
    theme: str

    def __str__(self) -> str:
        return f"{self.lang}-{self.width}-{self.theme}"

    @property
    def height(self) -> int:
        """A narrow window is a wide one at four hundred per cent, so it is low as well."""
        return 256 if self.width == 320 else 900


LANGS = ("de", "ar", PSEUDO, "de-simple")
WIDTHS = (320, 1280)
THEMES = ("light", "dark", "forced")
ALL = tuple(tuple(View(lang, width, theme) for theme in THEMES) for lang, width in product(LANGS, WIDTHS))
"""Every view of a page; those that differ in nothing but the theme stand together, as one visit shows them all."""


def pairwise(name: str) -> tuple[View, View]:
    """Two views of a page that differ in everything, chosen by its name, so that they stay when the list grows."""
    number = crc32(name.encode())
    lang, width, theme = number % 4, number // 4 % 2, number // 8 % 3
    shift = number // 24
    other = View(LANGS[(lang + 1 + shift % 3) % 4], WIDTHS[1 - width], THEMES[(theme + 1 + shift // 3 % 2) % 3])
    return View(LANGS[lang], WIDTHS[width], THEMES[theme]), other


@cache
def source() -> dict[str, Any]:
    """The list as it is written."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def listed() -> tuple[Listed, ...]:
    """Every page and state on the list."""
    return tuple(
        Listed(**{**each, "steps": tuple(tuple(step) for step in each.get("steps", ()))}) for each in source()["page"]
    )


def alike() -> dict[str, list[str]]:
    """Pages that sound alike, by the reason why."""
    found: dict[str, list[str]] = source()["alike"]
    return found


def exempt() -> dict[str, str]:
    """Addresses that show no page of their own, each with the reason."""
    found: dict[str, str] = source()["exempt"]
    return found
