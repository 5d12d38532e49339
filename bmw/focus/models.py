"""Fields and districts."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.database import Base
from bmw.kernel.text import Localized


class Field(Base):
    """A focus field (Handlungsfeld): one of the big subjects of the town's strategy."""

    __tablename__ = "field"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int]
    icon: Mapped[str] = mapped_column(String(30))
    name: Mapped[Localized]
    summary: Mapped[Localized]
    """One sentence: what it is about."""
    text: Mapped[Localized]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class District(Base):
    """A district (Stadtteil), as people call it; names are not translated."""

    __tablename__ = "district"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
