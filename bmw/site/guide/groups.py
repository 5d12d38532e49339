"""The pages of the style guide."""

from dataclasses import dataclass

from bmw.kernel.text import Sentence, _
from bmw.site.guide.components import Component
from bmw.site.guide.things import DRAWINGS, FIELDS, LISTS
from bmw.site.guide.words import ACTIONS, FRAME, TEXTS


@dataclass(frozen=True)
class Group:
    """A page of the style guide."""

    slug: str
    title: Sentence
    about: Sentence
    components: tuple[Component, ...]
    template: str


GROUPS = (
    Group("rahmen", _("Frame of a page"), _("What opens a page and leads through it."), FRAME, "frame"),
    Group("texte", _("Texts and notices"), _("What people read, in their own languages."), TEXTS, "texts"),
    Group("bedienen", _("Buttons and links"), _("What people press, open and follow."), ACTIONS, "actions"),
    Group("listen", _("Lists and tables"), _("Many things side by side."), LISTS, "lists"),
    Group("zeichnungen", _("Drawings"), _("How things come about, drawn and in words."), DRAWINGS, "drawings"),
    Group("formulare", _("Forms"), _("What people fill in."), FIELDS, "forms"),
)


def group_by_slug(slug: str) -> Group | None:
    """A page of the style guide."""
    return next((each for each in GROUPS if each.slug == slug), None)
