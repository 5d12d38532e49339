"""The list of pages and states to scan, read from `pages.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("pages.toml")


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


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    lang: str
    width: int
    theme: str

    def __str__(self) -> str:
        return f"{self.lang}-{self.width}-{self.theme}"


ALL = tuple(View(*each) for each in product(("de", "ar"), (320, 1280), ("light", "dark")))


def pairwise(number: int) -> tuple[View, View]:
    """Two opposite views: each page meets every language, width and theme, and four pages all their combinations."""
    return ALL[number % 4], ALL[7 - number % 4]


@cache
def source() -> dict[str, Any]:
    """The list as it is written."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def listed() -> tuple[Listed, ...]:
    """Every page and state on the list."""
    return tuple(
        Listed(**{**each, "steps": tuple(tuple(step) for step in each.get("steps", ()))}) for each in source()["page"]
    )


def exempt() -> dict[str, str]:
    """Addresses that show no page of their own, each with the reason."""
    found: dict[str, str] = source()["exempt"]
    return found
