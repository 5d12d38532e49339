"""How things stand, in whole sentences: levels of participation, what is open, what became of a proposal."""

from collections.abc import Iterable
from datetime import datetime

from bmw.comments.models import State as CommentState
from bmw.kernel.clock import in_words
from bmw.kernel.text import Sentence, _
from bmw.processes.models import Level, Process
from bmw.processes.schedule import open_now
from bmw.proposals.models import Proposal
from bmw.proposals.states import Outcome, State

LEVELS: dict[Level, tuple[Sentence, Sentence]] = {
    Level.INFORMATION: (
        _("Information"),
        _("The town tells you what it plans. You can ask questions. The town decides."),
    ),
    Level.CONSULTATION: (
        _("Consultation"),
        _("You say what you think. The town must look at it and give reasons for what it does. The town decides."),
    ),
    Level.COOPERATION: (
        _("Cooperation"),
        _("You work on the plans together with the town. The town decides on the basis of the common work."),
    ),
    Level.DECISION: (_("Decision"), _("You decide. The town carries out what the participation decides.")),
}
NOTHING_OPEN = _("You can read everything. Nothing else is open at the moment.")

STATES: dict[State, Sentence] = {
    State.DRAFT: _("This is a draft. Only you can see it."),
    State.SUBMITTED: _("A moderator is going to read it soon. Then everybody can see it."),
    State.REFUSED: _("It was held back. The message tells you why, and how you can object."),
    State.HIDDEN: _("It was hidden. The message tells you why, and how you can object."),
    State.WITHDRAWN: _("You withdrew it."),
    State.MERGED: _("It was merged with a similar proposal. Your supporters count there."),
}
OUTCOMES: dict[Outcome, Sentence] = {
    Outcome.OPEN: _("Everybody can see it. When the phase has ended, it gets an outcome."),
    Outcome.BUNDLED: _("It became part of a finding of the participation."),
    Outcome.MERGED: _("It was merged with a similar proposal. Your supporters count there."),
    Outcome.NOT_TAKEN: _("It was not taken up. The page of the proposal tells you why."),
}

COMMENTS: dict[CommentState, Sentence] = {
    CommentState.HELD: _("waits for a moderator"),
    CommentState.PUBLIC: _("everybody can see it"),
    CommentState.REFUSED: _("held back, with a reason"),
    CommentState.HIDDEN: _("hidden, with a reason"),
    CommentState.WITHDRAWN: _("withdrawn"),
}


def can(processes: Iterable[Process], at: datetime) -> Sentence:
    """What people can do now, each in one short sentence."""
    found = dict.fromkeys(str(words) for process in processes for words, _until in open_now(process, at))
    return " ".join(f"{words}." for words in found) if found else NOTHING_OPEN


def until(processes: Iterable[Process], at: datetime) -> Sentence:
    """Until when it is open; what ends at different times is said apart, the next to end first."""
    ends: dict[datetime, list[str]] = {}
    for words, end in _longest(processes, at).items():
        ends.setdefault(end, []).append(words)
    if len(ends) == 1:
        return _("Until %(date)s.", date=in_words(min(ends)))
    if ends:
        each = [_("%(what)s: until %(date)s.", what=", ".join(ends[end]), date=in_words(end)) for end in sorted(ends)]
        return " ".join(map(str, each))
    starts = [phase.starts for process in processes for phase in process.phases if phase.starts > at and phase.opens]
    if starts:
        return _("It starts on %(date)s.", date=in_words(min(starts)))
    return _("No date is set at the moment.")


def _longest(processes: Iterable[Process], at: datetime) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for process in processes:
        for words, end in open_now(process, at):
            found[str(words)] = max(end, found.get(str(words), end))
    return found


def outcome(proposal: Proposal) -> Sentence:
    """How a proposal stands, said to its author."""
    return STATES[proposal.state] if proposal.state in STATES else OUTCOMES[proposal.outcome]
