"""What the desk calls its cases and decisions."""

from bmw.cases.models import Case, Decision, Kind
from bmw.kernel.text import Sentence, _

KINDS: dict[Kind, Sentence] = {
    Kind.SUBMITTED: _("New contribution"),
    Kind.EDITED: _("Changed contribution"),
    Kind.REPORTED: _("A report"),
    Kind.OBJECTION: _("Objection"),
    Kind.FEEDBACK: _("Feedback about the platform"),
}
DECISIONS: dict[Decision, Sentence] = {
    Decision.ACCEPTED: _("Published"),
    Decision.HELD_BACK: _("Held back"),
    Decision.HIDDEN: _("Hidden"),
    Decision.KEPT: _("Left as it is"),
    Decision.RESTORED: _("Made visible again"),
    Decision.ANSWERED: _("Answered"),
    Decision.WITHDRAWN: _("Taken back by the author"),
}
DONE: dict[Decision, Sentence] = {
    Decision.ACCEPTED: _("Done: the contribution is public, and its author was told."),
    Decision.HELD_BACK: _("Done: the contribution is held back, and its author was told why."),
    Decision.HIDDEN: _("Done: the contribution is hidden, and its author was told why."),
    Decision.KEPT: _("Done: everything stays as it is, and whoever asked was told."),
    Decision.RESTORED: _("Done: the contribution is visible again, and its author was told."),
    Decision.ANSWERED: _("Done: the message is answered."),
    Decision.WITHDRAWN: _("Done: the author has taken the contribution back."),
}
STEPS: dict[str, Sentence] = {
    "zusammengefuehrt": _("Done: the proposals are merged, and everybody concerned was told."),
    "getrennt": _("Done: the proposal stands on its own again."),
    "nicht-aufgenommen": _("Done: the reason is public, and everybody concerned was told."),
    "beantwortet": _("Done: the answer is public, and everybody concerned was told."),
    "gespeichert": _("Done: the draft is saved."),
    "uebergeben": _("Done: the finding lies with the advisory board. Everybody can read it."),
}
PUBLISH, LEAVE, RESTORE = _("Publish"), _("Leave it visible"), _("Make it visible again")
HOLD_BACK, HIDE = _("Hold it back"), _("Hide it")
KEEP, ANSWER = _("Keep the decision"), _("Close this message")


def yes(case: Case) -> Sentence:
    """The button that gives the author what they want; feedback has none."""
    if case.kind is Kind.OBJECTION:
        return RESTORE
    return LEAVE if case.record is not None and case.record.is_public else PUBLISH


def restrict(case: Case) -> Sentence:
    """The button of the form that asks for words."""
    if case.kind is Kind.OBJECTION:
        return KEEP
    if case.record is None:
        return ANSWER
    return HIDE if case.record.is_public else HOLD_BACK


def said(word: str) -> Sentence:
    """The status sentence after a step, by the word in the address; nothing for unknown words."""
    return DONE[Decision(word)] if word in set(Decision) else STEPS.get(word, "")
