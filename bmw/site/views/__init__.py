"""The pages that belong to no single room: welcome, overviews, my page and data, legal pages, doors for machines."""

from bmw.site.views import (
    doors,
    exports,
    mine,
    my_data,
    overview,
    pages,
    participation,
    statement,
    style,
    transparency,
    viewing,
    welcome,
)
from bmw.site.views.room import bp

__all__ = [
    "bp",
    "doors",
    "exports",
    "mine",
    "my_data",
    "overview",
    "pages",
    "participation",
    "statement",
    "style",
    "transparency",
    "viewing",
    "welcome",
]
