"""Founding a town: its fields, districts and criteria, as written in TOWN.toml."""

from datetime import datetime

from sqlalchemy import select

from bmw.board.models import Criterion
from bmw.focus.models import District, Field
from bmw.kernel.database import db
from bmw.kernel.text import Localized
from bmw.ui.town import Town, TownError


def found(town: Town, at: datetime) -> str:
    """Create what a new town needs, and say what was made; a founded town is left as it is."""
    if db.scalar(select(Field.id).limit(1)):
        raise TownError("This town has fields already. Nothing was changed.")
    fields = [
        Field(
            slug=_text(each, "slug"),
            position=n,
            icon=each.get("icon", "infrastructure"),
            name=_words(each, "name"),
            summary=_words(each, "summary"),
            text=_words(each, "text"),
        )
        for n, each in enumerate(town.source.get("field", []), 1)
    ]
    districts = [
        District(slug=_text(each, "slug"), name=_text(each, "name"), position=n)
        for n, each in enumerate(town.source.get("district", []), 1)
    ]
    criteria = [
        Criterion(position=n, name=_words(each, "name"), text=_words(each, "text"))
        for n, each in enumerate(town.source.get("criterion", []), 1)
    ]
    if not fields:
        raise TownError("TOWN.toml needs at least one [[field]].")
    db.add_all([*fields, *districts, *criteria])
    db.flush()
    return f"{len(fields)} fields, {len(districts)} districts, {len(criteria)} criteria"


def _text(entry: dict[str, object], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise TownError(f"TOWN.toml: an entry lacks “{key}”.")
    return value


def _words(entry: dict[str, object], key: str) -> Localized:
    value = entry.get(key)
    if isinstance(value, str):
        return Localized(de=value)
    if not isinstance(value, dict) or not value.get("de"):
        raise TownError(f"TOWN.toml: “{key}” needs at least a German text (de).")
    return Localized({str(tag): str(text) for tag, text in value.items()})
