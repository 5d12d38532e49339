"""Reading fields and districts."""

from collections.abc import Sequence

from sqlalchemy import select

from bmw.focus.models import District, Field
from bmw.kernel.database import db


def fields() -> Sequence[Field]:
    """Every focus field, in the town's order."""
    return db.scalars(select(Field).order_by(Field.position, Field.id)).all()


def by_slug(slug: str) -> Field | None:
    """The field with this word in its address."""
    return db.scalar(select(Field).where(Field.slug == slug))


def districts() -> Sequence[District]:
    """Every district, in the town's order."""
    return db.scalars(select(District).order_by(District.position, District.id)).all()


def district(district_id: int) -> District | None:
    """The district with this key."""
    return db.get(District, district_id)
