"""Changing the town's fields and districts."""

import unicodedata

from sqlalchemy import select

from bmw.focus.models import District, Field
from bmw.focus.plans import About
from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.ui.links import slug


def add_field(about: About) -> Field:
    """An editor adds a focus field; its address is made from the German name and stays."""
    field = Field(slug=_free(Field, about.name.german))
    _describe(field, about)
    db.add(field)
    db.flush()
    return field


def change_field(field: Field, about: About, *, seen: int) -> None:
    """An editor changes a field, unless somebody else changed it since they looked."""
    if seen != field.version:
        raise NotPossible("Changed in the meantime.")
    _describe(field, about)


def _describe(field: Field, about: About) -> None:
    field.name, field.summary, field.text = about.name, about.summary, about.text
    field.icon, field.position = about.icon, about.position


def add_district(name: str) -> District:
    """An editor adds a district; districts stand in the order of the alphabet."""
    district = District(slug=_free(District, name), name=name, position=0)
    db.add(district)
    _sort_districts()
    return district


def rename_district(district: District, name: str) -> None:
    """An editor corrects the name of a district; its address stays."""
    district.name = name
    _sort_districts()


def _sort_districts() -> None:
    """As in a German dictionary: ä like a, ß like ss."""
    db.flush()
    for position, district in enumerate(sorted(db.scalars(select(District)), key=_by_alphabet), start=1):
        district.position = position
    db.flush()


def _by_alphabet(district: District) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKD", district.name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), district.name


def _free(kind: type[Field] | type[District], name: str) -> str:
    words = slug(name)[:50] or "neu"
    taken = set(db.scalars(select(kind.slug).where(kind.slug.startswith(words, autoescape=True))))
    return next(each for each in _numbered(words) if each not in taken)


def _numbered(words: str) -> list[str]:
    return [words, *(f"{words}-{n}" for n in range(2, 1000))]
