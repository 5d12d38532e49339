"""The town: what it is called and how it is reached, as written in TOWN.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class TownError(Exception):
    """TOWN.toml misses something or says something impossible."""


@dataclass(frozen=True)
class Town:
    """A town and its platform."""

    name: str
    kind: str
    platform: str
    claim: str
    department: str
    street: str
    postcode: str
    phone: str
    email: str
    accessibility_authority: str = ""
    accessibility_url: str = ""
    examples: bool = True
    """Whether the legal texts are marked as examples."""
    council: str = ""
    """What its council is called."""
    source: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The whole file: fields, districts, criteria for `bmw init`."""

    @classmethod
    def read(cls, path: Path) -> "Town":
        """The town from its file; a missing entry is named."""
        try:
            source = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise TownError(f"There is no file {path}.") from None
        except tomllib.TOMLDecodeError as error:
            raise TownError(f"{path} is not valid TOML: {error}") from None
        given = source.get("town", {})
        names = [name for name in cls.__dataclass_fields__ if name != "source"]
        missing = [name for name in names[:9] if name not in given]
        if missing:
            raise TownError(f"{path} lacks in [town]: {', '.join(missing)}.")
        given = {"council": f"Rat der {given['kind']} {given['name']}", **given}
        return cls(**{name: given[name] for name in names if name in given}, source=source)
