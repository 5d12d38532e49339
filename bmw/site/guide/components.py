"""What a component is, the states it can be in, and the sentences that hold for many."""

from collections.abc import Mapping
from dataclasses import dataclass

from bmw.kernel.text import Sentence, _

STATES: Mapping[str, Sentence] = {
    "first": _("As it usually looks"),
    "hover": _("With the pointer on it"),
    "focus": _("Reached with the keyboard"),
    "active": _("While it is pressed"),
    "current": _("Chosen"),
    "open": _("Folded out"),
    "disabled": _("Not possible, with the reason"),
    "error": _("With a mistake"),
    "empty": _("With nothing in it"),
    "busy": _("While something takes its time"),
    "done": _("Just done"),
    "long": _("With very long words"),
    "turned": _("With text that runs the other way"),
}
SHOWN = frozenset({"hover", "focus", "active"})
"""States that only a hand brings about; the style guide marks them, and its own style sheet draws them."""

TEXT = _("Text stands out from its ground by at least 4.5 to 1, in light, in dark and with more contrast.")
EDGES = _("Text stands out by at least 4.5 to 1, edges, marks and the focus ring by at least 3 to 1.")
DRAWN = _("Lines and marks stand out by at least 3 to 1, and words say everything that colours say.")
TOUCH = _("At least 44 by 44 pixels to touch.")
WHOLE = _("The whole area can be touched, never less than 44 pixels high.")
GROWS = _("Nothing to touch. At 200 percent, or 320 pixels wide, nothing is cut off.")
NO_KEYS = _("Nothing to reach. The keyboard goes on to what follows.")
IN_ORDER = _("Tab reaches the links inside in the order in which they are read.")


@dataclass(frozen=True)
class Component:
    """A building block of all pages: a file in `templates/components/`."""

    name: str
    title: Sentence
    keyboard: Sentence
    heard: Sentence
    size: Sentence
    contrast: Sentence
    states: tuple[str, ...] = ("first", "long", "turned")

    @property
    def criteria(self) -> tuple[tuple[Sentence, Sentence], ...]:
        """What must be true, each with what it is about."""
        return (
            (_("With the keyboard"), self.keyboard),
            (_("In a screen reader"), self.heard),
            (_("Size"), self.size),
            (_("Contrast"), self.contrast),
        )


HANDLED = ("first", "hover", "focus", "long", "turned")
