"""The style guide: what all pages are made of, with its states and what must be true of it."""

from flask.typing import ResponseReturnValue

from bmw.kernel.rules import anyone
from bmw.site.guide.components import SHOWN, STATES
from bmw.site.guide.groups import GROUPS, Group, group_by_slug
from bmw.site.samples import samples
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.locale import offered
from bmw.ui.pages import page


@bp.get("/<lang:lang>/stil")
@allowed(anyone)
def style() -> ResponseReturnValue:
    """The table of contents: colours, type, and every component by its group."""
    return page("site/style_guide.html", groups=GROUPS)


@bp.get("/<lang:lang>/stil/<slug>")
@allowed(anyone, on=group_by_slug)
def style_group(group: Group) -> ResponseReturnValue:
    """The components of one group, each in every state it can be in."""
    parts = {each.name: each for each in group.components}
    shown = samples(offered()[current.lang()].direction)
    return page("site/style_group.html", group=group, groups=GROUPS, parts=parts, states=STATES, shown=SHOWN, **shown)
