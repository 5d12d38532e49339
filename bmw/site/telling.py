"""What people's own data are called, and how single values are said to them."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from bmw.accounts.factors.models import Outcome as Reset
from bmw.accounts.models import Office
from bmw.accounts.titles import TITLES
from bmw.cases.models import PARTS, REASONS, Decision, Kind, Part, Reason
from bmw.comments.models import State as CommentState
from bmw.kernel.clock import in_words
from bmw.kernel.limits import What
from bmw.kernel.text import Localized, Sentence, _
from bmw.moderation.words import DECISIONS
from bmw.moderation.words import KINDS as LETTERS
from bmw.notifications.models import Delivery
from bmw.offices.models import REASONS as LOOKS
from bmw.offices.models import Act
from bmw.offices.models import Reason as Look
from bmw.proposals.states import Outcome, State
from bmw.record.words import SAID, Word
from bmw.site.standing import COMMENTS, OUTCOMES, STATES
from bmw.ui import current
from bmw.ui.locale import offered
from bmw.votes.models import Choice

KINDS: Mapping[str, Sentence] = {
    "account": _("Account"),
    "offices": _("Offices"),
    "sessions": _("Where you are signed in"),
    "sign_ins": _("Mails for signing in"),
    "second_factors": _("Your second factors"),
    "recovery_codes": _("Your recovery codes"),
    "lost_factors": _("Requests for help after a loss of second factors"),
    "limits": _("Tries that are counted against abuse"),
    "messages": _("Messages to you"),
    "proposals": _("Your proposals"),
    "comments": _("Your comments"),
    "votes": _("Your votes"),
    "survey_answers": _("Your answers in surveys"),
    "follows": _("What you follow"),
    "reports": _("Your reports, objections and messages to the town"),
    "readings": _("When moderators read your texts, and what they decided"),
    "opinions": _("Your opinions on the advisory board"),
    "scores": _("Your scores on the advisory board"),
    "corrections": _("Corrections of a conclusion that you proposed"),
    "office_changes": _("Changes of your offices"),
    "identity_looks": _("Who you are was looked up"),
    "steps": _("Steps you did"),
}
LABELS: Mapping[str, Sentence] = {
    "about": _("About"),
    "act": _("What was done"),
    "added": _("Added"),
    "address": _("E-mail address"),
    "alt": _("Description of a picture"),
    "answer": _("Answer"),
    "answer_by": _("Answer until"),
    "asked": _("Asked"),
    "at": _("When"),
    "body": _("Text"),
    "by_mail": _("Messages also by mail"),
    "changes": _("Changes"),
    "choice": _("Choice"),
    "confirmed": _("Confirmed with a second factor"),
    "confirmed_by": _("Confirmed with"),
    "conflict": _("Conflict of interest"),
    "created": _("Begun"),
    "criterion": _("Criterion"),
    "decided": _("When it was decided"),
    "decision": _("Decision"),
    "delivery": _("Mail"),
    "device": _("Browser"),
    "dissent": _("Dissenting views"),
    "district": _("District"),
    "due": _("Takes effect"),
    "edition": _("Edition"),
    "editions": _("Earlier wordings"),
    "effective": _("Effective"),
    "ended": _("Ended"),
    "ends": _("Ends"),
    "facts": _("Facts"),
    "granted": _("Confirmed"),
    "imported_from": _("Taken over from"),
    "kind": _("Kind"),
    "language": _("Language"),
    "law": _("Law"),
    "lifted": _("Lifted"),
    "name": _("Name"),
    "next_path": _("Wanted page"),
    "noticed": _("Told that it takes longer"),
    "number": _("Number"),
    "office": _("Office"),
    "opened": _("Came in"),
    "outcome": _("Outcome"),
    "part": _("Place"),
    "path": _("Page"),
    "pictures": _("Pictures"),
    "points": _("Points"),
    "proposal": _("Proposal"),
    "pseudonym": _("Name"),
    "published": _("Published"),
    "question": _("Question"),
    "quote": _("Words that are meant"),
    "read": _("Read"),
    "reason": _("Reason"),
    "reasons": _("Reasons"),
    "reference": _("Number"),
    "review": _("Review"),
    "rule": _("Rule"),
    "seen": _("Last used"),
    "since": _("Since"),
    "spent": _("How often"),
    "state": _("State"),
    "statements": _("Decisions about it"),
    "step": _("Step"),
    "subject": _("Subject"),
    "survey": _("Survey"),
    "text": _("Text"),
    "title": _("Title"),
    "until": _("Until"),
    "used": _("Used"),
    "verdict": _("Opinion"),
    "what": _("What"),
    "why": _("Why"),
}
SAID_SO: Mapping[str, Sentence] = {
    **{choice.name.lower(): choice.words for choice in Choice},
    "proposal": _("Proposal"),
    "comment": _("Comment"),
    "survey": _("Survey"),
    "meeting": _("Meeting"),
    "finding": _("Finding"),
    "measure": _("Measure"),
    "process": _("Participation process"),
    "passkey": _("Passkey"),
    "app": _("App with codes"),
    "recovery": _("Recovery code"),
    "demo": _("Nothing, in the demo town"),
}
TRIES: Mapping[What, Sentence] = {
    What.MAIL_TO: _("Mails with a code"),
    What.CODE_FOR: _("Typed codes"),
    What.RECEIPT: _("Receipts by mail"),
    What.PROPOSAL: _("Proposals handed in"),
    What.COMMENT: _("Comments written"),
    What.VOTE: _("Votes cast or changed"),
    What.ANSWER: _("Answers in surveys"),
    What.FOLLOW: _("Followed or no longer followed"),
    What.CHANGE: _("Changes of your own texts and your profile"),
    What.FILE: _("Pictures and documents sent"),
    What.REPORT_OF: _("Reports"),
    What.OBJECTION: _("Objections"),
    What.FACTOR_OF: _("Tries with a second factor within an hour"),
    What.FACTOR_A_DAY: _("Tries with a second factor within a day"),
    What.FACTOR_HELP: _("Requests for help after a loss of second factors"),
    What.LEAVE_MAIL: _("Mails with a code for deleting your account"),
    What.LEAVE_CODE: _("Typed codes for deleting your account"),
}
RESETS: Mapping[Reset, Sentence] = {
    Reset.CANCELLED: _("stopped"),
    Reset.DONE: _("carried out"),
    Reset.OPERATOR: _("carried out by the operator of the platform"),
}
ACTS: Mapping[Act, Sentence] = {
    Act.GIVE: _("Office given"),
    Act.TAKE: _("Office taken"),
    Act.INVITE: _("Invited to an office"),
}
DELIVERIES: Mapping[Delivery, Sentence] = {
    Delivery.WAITING: _("waits"),
    Delivery.SENT: _("sent"),
    Delivery.FAILED: _("could not be delivered"),
    Delivery.NOT_BY_MAIL: _("not by mail"),
}
SAYINGS: tuple[tuple[Any, Mapping[Any, Sentence]], ...] = (
    (Word, SAID),
    (Office, TITLES),
    (Reason, REASONS),
    (State, {**STATES, State.PUBLIC: COMMENTS[CommentState.PUBLIC]}),
    (CommentState, COMMENTS),
    (Outcome, {**OUTCOMES, Outcome.OPEN: _("none yet")}),
    (Kind, LETTERS),
    (Decision, DECISIONS),
    (Delivery, DELIVERIES),
    (Part, PARTS),
    (What, TRIES),
    (Reset, RESETS),
    (Act, ACTS),
    (Look, LOOKS),
)
CORRECT: Mapping[str, tuple[str, Sentence]] = {
    "account": ("accounts.profile", _("Change your name, language or mails")),
    "sessions": ("accounts.profile", _("Sign out other browsers")),
    "second_factors": ("accounts.factors", _("Name or remove your second factors")),
    "recovery_codes": ("accounts.factors", _("Write new recovery codes down")),
    "messages": ("notifications.inbox", _("Read your messages")),
    "proposals": ("site.mine", _("Change or withdraw your proposals")),
    "comments": ("site.mine", _("Withdraw your comments")),
    "votes": ("site.mine", _("Change or take back your votes")),
    "survey_answers": ("site.processes", _("Change or take back your answers while the survey is open")),
    "follows": ("site.mine", _("Change what you follow")),
    "opinions": ("board.index", _("Write your opinion anew while the review is open")),
}
"""Kind of data → the page where it can be put right, and what can be done there."""


def told(value: object) -> Sentence:
    """One value in words."""
    if isinstance(value, datetime):
        return in_words(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Localized):
        return value.reading(current.lang()).text
    if isinstance(value, list):
        return " · ".join(str(told(each)) for each in value)
    return _word(value)


def _word(value: object) -> Sentence:
    for kind, known in SAYINGS:
        if isinstance(value, kind):
            return known.get(value, str(value))
    if value in offered():
        return offered()[str(value)].name
    words: Sentence | None = getattr(value, "words", None) or SAID_SO.get(str(value))
    return words or str(value.value if isinstance(value, Enum) else value)
