"""The texts that come with the platform: complete examples that a town replaces one by one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bmw.kernel.text import Localized

FOLDER = Path(__file__).parent / "texts"
NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Wording:
    """Title and text of a page, and whether they are still the shipped example."""

    slug: str
    title: Localized
    text: Localized
    is_example: bool = True
    version: int = 0
    """How often the town has written it anew; none for the example."""


@cache
def shipped(slug: str) -> Wording:
    """The example text of a page."""
    source = tomllib.loads((FOLDER / f"{slug}.toml").read_text(encoding="utf-8"))
    return Wording(slug, Localized(source["title"]), Localized(source["text"]))


def fill(text: str, names: Mapping[str, str]) -> str:
    """A text with the town's own names in place of those in braces; unknown ones stay as they are."""
    return NAME.sub(lambda found: names.get(found[1], found[0]), text)


def part(text: str, anchor: str) -> str:
    """The part of a text whose heading has this anchor, up to the next one."""
    start = text.rindex("## ", 0, text.index(f"{{#{anchor}}}"))
    end = text.find("\n## ", start)
    return text[start:] if end < 0 else text[start : end + 1]
