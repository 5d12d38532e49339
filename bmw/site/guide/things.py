"""Components for many things and for what people fill in: lists, drawings, forms."""

from bmw.kernel.text import _
from bmw.site.guide.components import DRAWN, EDGES, GROWS, HANDLED, IN_ORDER, NO_KEYS, TEXT, TOUCH, WHOLE, Component

LISTS = (
    Component(
        "card",
        _("Cards"),
        _("Tab reaches the title once; the ring goes around the whole card."),
        _("A list with its length, and in each item the title as a heading and link."),
        WHOLE,
        EDGES,
        ("first", "hover", "focus", "empty", "long", "turned"),
    ),
    Component(
        "tile",
        _("Tiles"),
        _("Tab reaches each tile once; the ring goes around it."),
        _("A list with its length, and in each item the name as a heading and link."),
        WHOLE,
        EDGES,
        HANDLED,
    ),
    Component(
        "stat",
        _("Numbers"),
        NO_KEYS,
        _("What is counted, then the number."),
        GROWS,
        TEXT,
        ("first", "empty", "long", "turned"),
    ),
    Component(
        "data_table",
        _("Tables"),
        _("Tab reaches the table where it is wider than the window, and the arrow keys move it."),
        _("Its caption, the number of rows and columns, and the heading of each cell."),
        _("In a small window a table with many columns stands row by row, each cell with its heading."),
        TEXT,
        ("first", "hover", "focus", "empty", "long", "turned"),
    ),
    Component(
        "filter_form",
        _("Filters of a list"),
        _("Tab reaches each choice and then the button. Nothing changes before the button is pressed."),
        _("The name of the form, then each choice with its label."),
        _("Three and more are folded in a small window, and the fold tells how many are chosen."),
        EDGES,
        ("first", "hover", "focus", "current", "long", "turned"),
    ),
)
DRAWINGS = (
    Component(
        "journey",
        _("Journey of a contribution"),
        IN_ORDER,
        _("A list of steps in the order of time: day, sentence, and the link to what it is about."),
        TOUCH,
        DRAWN,
        ("first", "hover", "focus", "empty", "long", "turned"),
    ),
    Component(
        "timeline",
        _("Timeline of a process"),
        IN_ORDER,
        _("A list of phases, each with “done”, “now” or “later” in words; “current step” at the one that runs."),
        TOUCH,
        DRAWN,
        ("first", "current", "hover", "focus", "long", "turned"),
    ),
    Component(
        "chain",
        _("Where something comes from"),
        _("Tab reaches the links inside in the order in which they are read, and what opens."),
        _("A list of stages, each with its heading and the list of what belongs to it."),
        TOUCH,
        DRAWN,
        ("first", "hover", "focus", "open", "long", "turned"),
    ),
    Component(
        "bar_chart",
        _("Results as bars"),
        NO_KEYS,
        _("A table: each answer with its number. The bars are silent. What is held back says why."),
        _("In a small window the bar stands below its answer."),
        DRAWN,
        ("first", "empty", "long", "turned"),
    ),
)
FIELDS = (
    Component(
        "form_field",
        _("Fields"),
        _("Tab reaches each field once. Pasting is allowed, and nothing is sent by choosing."),
        _("Label, hint and mistake belong to the field; “required” or “optional” is said in words."),
        TOUCH,
        EDGES,
        ("first", "hover", "focus", "active", "error", "long", "turned"),
    ),
    Component(
        "choices",
        _("Questions with several answers"),
        _("Tab reaches the question, arrow keys choose one answer; each tick box is reached by itself."),
        _("The question as a group, then each answer with “chosen” or “not chosen”."),
        TOUCH,
        EDGES,
        ("first", "hover", "focus", "current", "error", "long", "turned"),
    ),
    Component(
        "error_summary",
        _("What has to be put right"),
        _("It takes the focus by itself after sending. Each line leads to its field."),
        _("“Please check what you entered”, then each mistake as a link."),
        TOUCH,
        EDGES,
        ("error", "focus", "long", "turned"),
    ),
    Component(
        "form_page",
        _("A whole form"),
        _("Fields in reading order, then the button that sends, then the way back."),
        _("What has to be put right first, then the fields. What was typed is still there."),
        TOUCH,
        EDGES,
        ("first", "error"),
    ),
    Component(
        "checking",
        _("Hints on words"),
        _(
            "Tab reaches the button that asks for hints, and in each hint the link to its field. "
            "Nobody has to follow one."
        ),
        _("A heading leads to the hints; each names its field, what is the matter and how to mend it."),
        TOUCH,
        EDGES,
        ("first", "hover", "focus", "done", "long", "turned"),
    ),
)
