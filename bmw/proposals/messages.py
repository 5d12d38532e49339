"""What we write to people about proposals."""

from collections.abc import Iterable
from datetime import datetime

from bmw.accounts.models import Person
from bmw.comments.models import Comment
from bmw.kernel.text import Sentence, _
from bmw.notifications.service import tell
from bmw.proposals.models import Proposal
from bmw.proposals.states import REPLIES, Reply
from bmw.record.models import Record

Letter = tuple[Sentence, Sentence]
"""Subject and body."""


def submitted(proposal: Proposal, at: datetime) -> None:
    """A proposal has arrived and waits for the moderators."""
    subject = _("We received your proposal")
    body = _(
        "Thank you for your proposal “%(title)s”. Its number is %(reference)s.\n\n"
        "A moderator reads it first. Then everybody can see it. We will tell you.",
        title=proposal.title,
        reference=proposal.reference,
    )
    _about(proposal, proposal.author, (subject, body), at, "submitted")


def published(proposal: Proposal, at: datetime) -> None:
    """A proposal that waited is public now."""
    subject = _("Your proposal is public")
    body = _(
        "Your proposal “%(title)s” is public now. Everybody can read, support and discuss it.", title=proposal.title
    )
    _about(proposal, proposal.author, (subject, body), at, "published")


def commented(proposal: Proposal, comment: Comment, at: datetime) -> None:
    """Somebody has said something about a proposal."""
    tell(
        proposal.author,
        _("Somebody commented on your proposal"),
        _(
            "Somebody wrote about your proposal “%(title)s”:\n\n%(words)s",
            title=proposal.title,
            words=comment.headline.text,
        ),
        at,
        endpoint=comment.page,
        dedupe=f"comment-{comment.id}-on-proposal",
        reference=comment,
    )


def merged(proposal: Proposal, into: Proposal, people: Iterable[Person], at: datetime) -> None:
    """A proposal went into a similar one."""
    subject = _("A proposal was merged with a similar one")
    body = _(
        "The proposal “%(title)s” was merged into the proposal “%(other)s”. Nothing is lost: "
        "the text stays readable, and everybody who supported one of them is counted once.",
        title=proposal.title,
        other=into.title,
    )
    for person in people:
        _about(into, person, (subject, body), at)


def bundled(proposal: Proposal, people: Iterable[Person], at: datetime) -> None:
    """A proposal became a source of a finding."""
    subject = _("A proposal became part of a finding")
    body = _(
        "The moderators use the proposal “%(title)s” in a finding. The advisory board will review the finding.",
        title=proposal.title,
    )
    for person in people:
        _about(proposal, person, (subject, body), at, "bundled")


def not_taken_up(proposal: Proposal, people: Iterable[Person], at: datetime) -> None:
    """A proposal was not taken up, and why."""
    subject = _("A proposal was not taken up")
    body = _(
        "The proposal “%(title)s” was not taken up. The reason:\n\n%(reason)s",
        title=proposal.title,
        reason=proposal.reason,
    )
    for person in people:
        _about(proposal, person, (subject, body), at)


def answered(proposal: Proposal, people: Iterable[Person], at: datetime) -> None:
    """The town has given its official answer."""
    subject = _("The town answered a proposal")
    body = _(
        "The town answered the proposal “%(title)s”. %(status)s.\n\n%(answer)s",
        title=proposal.title,
        status=REPLIES[proposal.answer_status or Reply.EXAMINED],
        answer=proposal.answer,
    )
    for person in people:
        _about(proposal, person, (subject, body), at)


def adopted(proposal: Proposal, measure: Record, people: Iterable[Person], at: datetime) -> None:
    """A proposal has helped to shape a measure."""
    subject = _("A proposal became a measure")
    body = _(
        "The proposal “%(title)s” helped to shape the measure “%(measure)s”. Its page shows how it goes on.",
        title=proposal.title,
        measure=measure.headline.text,
    )
    for person in people:
        tell(
            person,
            subject,
            body,
            at,
            endpoint=measure.page,
            dedupe=f"proposal-{proposal.id}-adopted-{measure.id}",
            reference=measure,
        )


def _about(proposal: Proposal, to: Person, words: Letter, at: datetime, once: str = "") -> None:
    dedupe = f"proposal-{proposal.id}-{once}" if once else None
    tell(to, *words, at, endpoint=proposal.page, dedupe=dedupe, reference=proposal)
