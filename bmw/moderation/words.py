"""What the desk calls its cases and decisions."""

from bmw.cases.models import AGAIN, Case, Decision, Kind
from bmw.kernel.text import Sentence, _
from bmw.moderation.rules import can_be_restricted

KINDS: dict[Kind, Sentence] = {
    Kind.SUBMITTED: _("New contribution"),
    Kind.EDITED: _("Changed contribution"),
    Kind.REPORTED: _("A report"),
    Kind.OBJECTION: _("Objection"),
    Kind.DISAGREED: _("Objection of somebody who reported"),
    Kind.MERGED: _("A merge"),
    Kind.FEEDBACK: _("Feedback about the platform"),
}
DECISIONS: dict[Decision, Sentence] = {
    Decision.ACCEPTED: _("Published"),
    Decision.HELD_BACK: _("Held back"),
    Decision.HIDDEN: _("Hidden"),
    Decision.MERGED: _("Merged into a similar one"),
    Decision.RENAMED: _("Name of the author set aside"),
    Decision.KEPT: _("Left as it is"),
    Decision.RESTORED: _("Made visible again"),
    Decision.CORRECTED: _("Put right by the town"),
    Decision.ANSWERED: _("Answered"),
    Decision.WITHDRAWN: _("Taken back by the author"),
}
DONE: dict[Decision, Sentence] = {
    Decision.ACCEPTED: _("Done: the contribution is public, and its author was told."),
    Decision.HELD_BACK: _("Done: the contribution is held back, and its author was told why."),
    Decision.HIDDEN: _("Done: the contribution is hidden, and its author was told why."),
    Decision.MERGED: _("Done: the proposals are merged, and everybody concerned was told."),
    Decision.RENAMED: _("Done: a neutral name is shown, and its owner was told why."),
    Decision.KEPT: _("Done: everything stays as it is, and whoever asked was told."),
    Decision.RESTORED: _("Done: the contribution is visible again, and its author was told."),
    Decision.CORRECTED: _("Done: the town has put its text right, and whoever reported it was told."),
    Decision.ANSWERED: _("Done: the message is answered."),
    Decision.WITHDRAWN: _("Done: the author has taken the contribution back."),
}
STEPS: dict[str, Sentence] = {
    "zusammengefuehrt": _("Done: the proposals are merged, and everybody concerned was told."),
    "getrennt": _("Done: the proposal stands on its own again."),
    "nicht-aufgenommen": _("Done: the reason is public, and everybody concerned was told."),
    "baustein": _("Done: the text block is saved."),
    "gespeichert": _("Done: the draft is saved."),
    "zwischennachricht": _("Done: they know that it takes longer. The case stays on the desk."),
    "uebergeben": _("Done: the finding lies with the advisory board. Everybody can read it."),
}
PUBLISH, LEAVE = _("Publish"), _("Leave it visible")
HOLD_BACK, HIDE = _("Hold it back"), _("Hide it")
RULE, ANSWER = _("Decide and tell everybody concerned"), _("Close this message")


def yes(case: Case) -> Sentence:
    """The button that gives the author what they want; feedback and rulings have none."""
    return LEAVE if case.record is not None and case.record.is_public else PUBLISH


def restrict(case: Case) -> Sentence:
    """The button of the form that asks for words."""
    if case.record is None:
        return ANSWER
    if case.kind in AGAIN or not can_be_restricted(case.record):
        return RULE
    return HIDE if case.record.is_public else HOLD_BACK


def said(word: str) -> Sentence:
    """The status sentence after a step, by the word in the address; nothing for unknown words."""
    return DONE[Decision(word)] if word in set(Decision) else STEPS.get(word, "")
