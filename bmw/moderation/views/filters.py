"""Which part of the queue a moderator looks at; kept in the address while they work through it."""

from dataclasses import dataclass
from typing import Any

from flask import request

from bmw.cases.models import Case, Kind
from bmw.cases.queries import heaviest, held_back, waiting
from bmw.focus.models import Field
from bmw.focus.queries import by_slug
from bmw.kernel.text import Sentence, _
from bmw.moderation.queries import of_field
from bmw.ui import current
from bmw.ui.paging import Page

WHOSE: dict[str, Sentence] = {
    "meine": _("What I look after"),
    "frei": _("What nobody looks after"),
    "ueberfaellig": _("What is overdue"),
}


@dataclass(frozen=True)
class Filters:
    """A kind of case, a field, a language, or none of these."""

    kind: Kind | None = None
    field: Field | None = None
    language: str = ""
    is_past: bool = False
    """Shows what was held back or hidden, and not what waits."""
    whose: str = ""
    """Mine, nobody's, or overdue."""
    by_weight: bool = False
    """Reports that weigh most stand first, and not the oldest case."""

    @classmethod
    def asked(cls) -> "Filters":
        """The filters in the address; what is not known is left out."""
        given = request.args
        kind = next((each for each in Kind if each.value == given.get("art")), None)
        field = by_slug(given["feld"][:60]) if given.get("feld") else None
        whose = given.get("wer", "")
        return cls(
            kind,
            field,
            given.get("sprache", "")[:12],
            given.get("stand") == "zurueckgehalten",
            whose if whose in WHOSE else "",
            given.get("folge") == "gewicht",
        )

    @property
    def kept(self) -> dict[str, str]:
        """The filters as they stand in an address."""
        named = {
            "art": self.kind.value if self.kind else "",
            "feld": self.field.slug if self.field else "",
            "sprache": self.language,
            "stand": "zurueckgehalten" if self.is_past else "",
            "wer": self.whose,
            "folge": "gewicht" if self.by_weight else "",
        }
        return {name: value for name, value in named.items() if value}

    def cases(self, cursor: str | None = None) -> Page[Case]:
        """A page of the cases that pass."""
        within: Any = of_field(self.field) if self.field else None
        if self.is_past:
            return held_back(cursor, within=within)
        more = {"language": self.language or None, "within": within, **self._narrowed()}
        if self.by_weight:
            return heaviest(cursor, kind=self.kind, **more)
        return waiting(self.kind, cursor, **more)

    def _narrowed(self) -> dict[str, Any]:
        if self.whose == "meine":
            return {"taken_id": current.who().id}
        if self.whose == "frei":
            return {"is_free": True}
        return {"overdue_at": current.at()} if self.whose == "ueberfaellig" else {}
