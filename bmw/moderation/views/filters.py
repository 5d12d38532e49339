"""Which part of the queue a moderator looks at; kept in the address while they work through it."""

from dataclasses import dataclass
from typing import Any

from flask import request

from bmw.cases.models import Case, Kind
from bmw.cases.queries import held_back, waiting
from bmw.focus.models import Field
from bmw.focus.queries import by_slug
from bmw.moderation.queries import of_field
from bmw.ui.paging import Page


@dataclass(frozen=True)
class Filters:
    """A kind of case, a field, a language, or none of these."""

    kind: Kind | None = None
    field: Field | None = None
    language: str = ""
    is_past: bool = False
    """Shows what was held back or hidden, and not what waits."""

    @classmethod
    def asked(cls) -> "Filters":
        """The filters in the address; what is not known is left out."""
        given = request.args
        kind = next((each for each in Kind if each.value == given.get("art")), None)
        field = by_slug(given["feld"][:60]) if given.get("feld") else None
        return cls(kind, field, given.get("sprache", "")[:12], given.get("stand") == "zurueckgehalten")

    @property
    def kept(self) -> dict[str, str]:
        """The filters as they stand in an address."""
        named = {
            "art": self.kind.value if self.kind else "",
            "feld": self.field.slug if self.field else "",
            "sprache": self.language,
            "stand": "zurueckgehalten" if self.is_past else "",
        }
        return {name: value for name, value in named.items() if value}

    def cases(self, cursor: str | None = None) -> Page[Case]:
        """A page of the cases that pass."""
        within: Any = of_field(self.field) if self.field else None
        if self.is_past:
            return held_back(cursor, within=within)
        return waiting(self.kind, cursor, language=self.language or None, within=within)
