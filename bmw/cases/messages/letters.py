"""Receipts, outcomes and answers to whoever wrote to the moderators."""

from datetime import datetime

from bmw.cases.models import AGAIN, Case, Decision, Kind
from bmw.kernel.clock import in_words
from bmw.kernel.text import Lazy, Sentence, _
from bmw.notifications.service import send_privately, tell
from bmw.ui import current

RECEIVED: dict[Kind, tuple[Sentence, Sentence]] = {
    Kind.REPORTED: (
        _("We received your report"),
        _(
            "Thank you. Your report has the number %(number)s. A person will read it, no machine decides. "
            "We will tell you the outcome. The page below always shows how it stands."
        ),
    ),
    Kind.DISAGREED: (
        _("We received your objection"),
        _(
            "Your objection has the number %(number)s. Another moderator than before will look at the contribution "
            "again and decide. We will tell you the outcome."
        ),
    ),
    Kind.FEEDBACK: (
        _("We received your message"),
        _(
            "Thank you. Your message has the number %(number)s. A person in the town hall reads it. You hear from us "
            "until %(until)s at the latest: with the answer, or with a message that it takes longer."
        ),
    ),
    Kind.OBJECTION: (
        _("We received your objection"),
        _("Another moderator than before will read your objection and decide. We will tell you the outcome."),
    ),
}
OUTCOMES: dict[tuple[Kind, Decision], Sentence] = {
    (Kind.REPORTED, Decision.HIDDEN): _("You reported a contribution. We agree with you: it is hidden now."),
    (Kind.REPORTED, Decision.RENAMED): _("You reported a name. We agree with you: it is not shown any more."),
    (Kind.REPORTED, Decision.KEPT): _(
        "You reported a contribution. It keeps to the rules and stays. "
        "If you do not agree, you can object on the page below. Then another moderator decides."
    ),
    (Kind.REPORTED, Decision.CORRECTED): _("You reported a text of the town. We agree with you: it was put right."),
    (Kind.DISAGREED, Decision.HIDDEN): _("Another moderator looked at the contribution again. It is hidden now."),
    (Kind.DISAGREED, Decision.KEPT): _("Another moderator looked at the contribution again. It stays as it is."),
    (Kind.DISAGREED, Decision.CORRECTED): _(
        "Another moderator looked at the text of the town again. It was put right."
    ),
    (Kind.DISAGREED, Decision.WITHDRAWN): _("You reported a contribution. Its author took it back."),
    (Kind.OBJECTION, Decision.RESTORED): _(
        "Another moderator read your objection. You are right: the decision is lifted."
    ),
    (Kind.REPORTED, Decision.WITHDRAWN): _("You reported a contribution. Its author took it back."),
    (Kind.OBJECTION, Decision.KEPT): _("Another moderator read your objection. The decision stays as it is."),
    (Kind.FEEDBACK, Decision.ANSWERED): _("Thank you for your message about this platform."),
}
DISAGREE = _("If you do not agree, please write to the town. The address stands under Impressum on every page.")


def received(case: Case, at: datetime) -> None:
    """A report, an objection or a message has arrived."""
    subject, body = RECEIVED[case.kind]
    known = {"number": case.id, "until": in_words(case.due)}
    _send(case, subject, Lazy(lambda: str(body) % known), at)


def takes_longer(case: Case, text: str, at: datetime) -> None:
    """The answer to somebody who wrote about the platform takes longer than promised at first."""
    if case.latest is None:
        return
    until = _("You have the answer until %(until)s at the latest.", until=in_words(case.latest))
    _send(case, _("Your message: it takes a little longer"), _in_words(text, until, enforcement()), at)


def enforcement() -> Sentence:
    """Who mediates when an answer about a barrier does not help: in every such answer, and in the statement."""
    law = current.town().accessibility
    return _(
        "If you do not agree with our answer about a barrier, you can turn to the %(authority)s. "
        "It mediates free of charge, and you need no lawyer: <%(address)s>",
        authority=law.authority,
        address=law.authority_url,
    )


def answered(case: Case, at: datetime) -> None:
    """What came of a report, an objection or a message."""
    said = OUTCOMES.get((case.kind, case.decision)) if case.decision else None
    if said is None:
        return
    subject = _("The outcome of your objection") if case.kind in AGAIN else _("The answer to your message")
    _send(case, subject, _in_words(said, _facts_for_sender(case), *_further(case)), at)


def _facts_for_sender(case: Case) -> str:
    """Whoever reported never reads what was written for the author; everybody else reads the facts."""
    return "" if case.kind is not Kind.FEEDBACK and case.is_restriction else case.facts


def _further(case: Case) -> list[Sentence]:
    if case.kind is Kind.FEEDBACK:
        return [enforcement()]
    if case.decision in (Decision.RESTORED, Decision.CORRECTED):
        return []
    return [DISAGREE]


def _in_words(*parts: Sentence) -> Sentence:
    """Sentences below each other; they stay lazy until somebody's language is known."""
    return Lazy(lambda: "\n\n".join(str(part) for part in parts if str(part)))


def _send(case: Case, subject: Sentence, body: Sentence, at: datetime) -> None:
    page: dict[str, object] = {}
    if case.kind is Kind.OBJECTION and case.about is not None:
        page = {"endpoint": "cases.object", "case_id": case.about.id}
    elif case.code and case.kind is not Kind.FEEDBACK:
        page = {"endpoint": "cases.receipt", "code": case.code}
    if case.sender is not None:
        tell(case.sender, subject, body, at, **page)  # type: ignore[arg-type]  # an address of a page and its values
    elif case.contact:
        send_privately(case.contact, case.language or "de", subject, body, at, **page)  # type: ignore[arg-type]  # same
