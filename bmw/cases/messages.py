"""What we write to people about how they are treated: receipts, outcomes, and statements of reasons."""

from datetime import datetime

from flask_babel.speaklater import LazyString

from bmw.accounts.models import Person
from bmw.cases.models import REASONS, Case, Decision, Kind
from bmw.kernel.text import Sentence, _
from bmw.notifications.service import send_privately, tell

RECEIVED: dict[Kind, tuple[Sentence, Sentence]] = {
    Kind.REPORTED: (
        _("We received your report"),
        _("Thank you. A person will read your report, no machine decides. We will tell you the outcome."),
    ),
    Kind.FEEDBACK: (
        _("We received your message"),
        _("Thank you. A person will read your message. If it needs an answer, you will get one."),
    ),
    Kind.OBJECTION: (
        _("We received your objection"),
        _("Another moderator than before will read your objection and decide. We will tell you the outcome."),
    ),
}
# Whose contribution is restored is told so by the room it belongs to.
OUTCOMES: dict[tuple[Kind, Decision], Sentence] = {
    (Kind.REPORTED, Decision.HIDDEN): _("You reported a contribution. We agree with you: it is hidden now."),
    (Kind.REPORTED, Decision.KEPT): _("You reported a contribution. It keeps to the rules and stays."),
    (Kind.REPORTED, Decision.WITHDRAWN): _("You reported a contribution. Its author took it back."),
    (Kind.OBJECTION, Decision.KEPT): _("Another moderator read your objection. The decision stays as it is."),
    (Kind.FEEDBACK, Decision.ANSWERED): _("Thank you for your message about this platform."),
}
DISAGREE = _("If you do not agree, please write to the town. The address stands under Impressum on every page.")


def received(case: Case, at: datetime) -> None:
    """A report, an objection or a message has arrived."""
    subject, body = RECEIVED[case.kind]
    _send(case, subject, body, at)


def answered(case: Case, at: datetime) -> None:
    """What came of a report, an objection or a message."""
    said = OUTCOMES.get((case.kind, case.decision)) if case.decision else None
    if said is None:
        return
    subject = _("The outcome of your objection") if case.kind is Kind.OBJECTION else _("The answer to your message")
    facts = "" if case.kind is Kind.REPORTED else case.facts
    _send(case, subject, _in_words(said, facts, "" if case.kind is Kind.FEEDBACK else DISAGREE), at)


def restricted(case: Case, author: Person, at: datetime) -> None:
    """The statement of reasons for the author of something held back or hidden."""
    if case.rule is None or case.record is None:
        return
    hidden = case.decision is Decision.HIDDEN
    subject = _("Your contribution was hidden") if hidden else _("Your contribution was not published")
    body = _(
        "It is your contribution %(reference)s: “%(title)s”. A moderator decided this, no machine.\n\n"
        "The rule: %(rule)s\nThe facts: %(facts)s\n\n"
        "You can object. Then another moderator decides. Open the page below to do so.",
        reference=case.record.reference,
        title=case.record.headline.text,
        rule=REASONS[case.rule],
        facts=case.facts,
    )
    tell(author, subject, body, at, endpoint="cases.object", case_id=case.id, dedupe=f"case-{case.id}-reasons")


def _in_words(*parts: Sentence) -> Sentence:
    """Sentences below each other; they stay lazy until somebody's language is known."""
    return LazyString(lambda: "\n\n".join(str(part) for part in parts if str(part)))


def _send(case: Case, subject: Sentence, body: Sentence, at: datetime) -> None:
    if case.sender is not None:
        if case.about is None or case.kind is not Kind.OBJECTION:
            tell(case.sender, subject, body, at)
        else:
            tell(case.sender, subject, body, at, endpoint="cases.object", case_id=case.about.id)
    elif case.contact:
        send_privately(case.contact, case.language or "de", subject, body, at)
