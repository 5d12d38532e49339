"""The list of pages and states to scan, read from `pages.toml`."""

import tomllib
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

LIST = Path(__file__).with_name("pages.toml")


@dataclass(frozen=True)
class Listed:
    """One page in one state, as one role sees it."""

    name: str
    path: str
    """Address with `{lang}` in place of the language."""
    endpoint: str
    """The page that is reached in the end."""
    role: str = "guest"
    follow: tuple[str, ...] = ()
    """CSS selectors of links to follow, one after the other."""
    fill: dict[str, str] = field(default_factory=dict, hash=False)
    """What to type: CSS selector → text."""
    press: str = ""
    """CSS selector of a button to press in the end."""
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
PAIRWISE = (View("de", 320, "light"), View("de", 1280, "dark"), View("ar", 320, "dark"), View("ar", 1280, "light"))
"""Every pair of language, width and theme, in half of the combinations."""


def listed() -> tuple[Listed, ...]:
    """Every page and state on the list."""
    source = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return tuple(Listed(**{**each, "follow": tuple(each.get("follow", ()))}) for each in source["page"])
