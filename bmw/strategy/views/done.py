"""What a page says after an editor's step, by the word in its address."""

from flask import request

from bmw.kernel.text import Sentence, _

STEPS: dict[str, Sentence] = {
    "geplant": _("Done: the measure is planned and stands in the roadmap."),
    "geaendert": _("Done: the measure is changed."),
    "stand": _("Done: the new status is public."),
    "gesetzt": _("Done: the milestone is set, and everybody can see it."),
    "erreicht": _("Done: the milestone is entered as reached."),
    "anders": _("Done: the milestone is changed."),
    "aufgegeben": _("Done: the milestone is given up, and everybody can read why."),
}


def happened() -> Sentence:
    """The sentence about the step that led here; nothing for unknown words."""
    return STEPS.get(request.args.get("erledigt", ""), "")
