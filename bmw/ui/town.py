"""The town: what it is called and how it is reached, as written in TOWN.toml."""

import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any


class TownError(Exception):
    """TOWN.toml misses something or says something impossible."""


@dataclass(frozen=True)
class Accessibility:
    """What the accessibility statement names, as written in [accessibility] of TOWN.toml."""

    authority: str = ""
    """Who mediates where an answer of the town does not help (§ 10d BGG NRW)."""
    authority_url: str = ""
    monitor: str = ""
    """Who watches over the town, and is told of every new statement."""
    monitor_url: str = ""
    norm: str = "EN 301 549 V3.2.1"
    """The standard that the law refers to; a newer one counts once the Official Journal of the EU names it."""
    assessor: str = ""
    """Who judged the platform; empty means the town itself."""
    report: str = ""
    """Where the report of somebody from outside can be read."""
    made: date | None = None
    """When the town made its first statement."""
    answer_days: int = 14
    """Within so many days somebody who met a barrier hears from the town …"""
    longest_days: int = 42
    """… and has the answer after so many at most."""

    @classmethod
    def of(cls, given: dict[str, Any]) -> "Accessibility":
        """What stands there; a misspelt or impossible entry is named."""
        known = {each.name: type(each.default) for each in fields(cls)} | {"made": date}
        wrong = [name for name, value in given.items() if name not in known or type(value) is not known[name]]
        if wrong:
            raise TownError(f"[accessibility] of TOWN.toml has impossible entries: {', '.join(wrong)}.")
        made = cls(**given)
        if not 0 < made.answer_days <= made.longest_days:
            raise TownError("[accessibility] of TOWN.toml: answer_days is at least 1 and at most longest_days.")
        return made


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
    accessibility: Accessibility = Accessibility()
    security: str = ""
    """Where weaknesses are told, with mailto: or https:; empty means by mail to the town."""
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
        names = [name for name in cls.__dataclass_fields__ if name not in ("source", "accessibility")]
        missing = [name for name in names[:9] if name not in given]
        if missing:
            raise TownError(f"{path} lacks in [town]: {', '.join(missing)}.")
        given = {"council": f"Rat der {given['kind']} {given['name']}", **given}
        plain = {name: given[name] for name in names if name in given}
        return cls(**plain, accessibility=Accessibility.of(source.get("accessibility", {})), source=source)
