"""People support and discuss a proposal."""

from datetime import datetime

from bmw.accounts.models import Person
from bmw.comments import service as comments
from bmw.comments.models import Comment, State
from bmw.processes.models import Moderation
from bmw.proposals import messages, queries
from bmw.proposals.models import Proposal
from bmw.votes import service as votes
from bmw.votes.models import Choice


def support(proposal: Proposal, person: Person, choice: Choice | None) -> None:
    """Somebody says what they think of a proposal, or takes it back."""
    if choice is None:
        votes.withdraw(proposal.ballot, person.voter_id)
    else:
        votes.cast(proposal.ballot, person.voter_id, choice)


def comment(
    proposal: Proposal, author: Person, at: datetime, *, body: str, language: str, parent: Comment | None = None
) -> Comment:
    """Somebody says something about a proposal; the author of the proposal is told."""
    held = proposal.process.moderation is Moderation.BEFORE
    said = comments.write(proposal.thread, author, body, language, at, parent=parent, held=held)
    if said.state is State.PUBLIC and author.id != proposal.author_id:
        messages.commented(proposal, said, at)
    return said


def publish_comment(said: Comment, by: Person, at: datetime) -> None:
    """A moderator lets a comment through; the author of the proposal hears of it now."""
    comments.publish(said, by, at)
    proposal = queries.of_thread(said.thread_id)
    if proposal is not None and said.author_id != proposal.author_id:
        messages.commented(proposal, said, at)
