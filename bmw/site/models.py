"""Pages whose text editors write."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.database import Base, Moment
from bmw.kernel.text import Localized


class PageText(Base):
    """A page of the town in its own words: legal notice, privacy, help … It stands in place of the shipped example."""

    __tablename__ = "page_text"

    slug: Mapped[str] = mapped_column(String(30), primary_key=True)
    title: Mapped[Localized]
    text: Mapped[Localized]
    """Markdown with headings; names in braces such as {town} are filled in when it is shown."""
    changed: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
