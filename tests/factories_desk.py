"""Contributions and cases for the tests of the desk; call inside `with transaction():`."""

from typing import Any

from bmw.accounts.models import Person
from bmw.cases.models import Case, Decision, Kind, Reason
from bmw.cases.service import decide, open_case
from bmw.comments import service as comments
from bmw.comments.models import Comment, Thread
from bmw.comments.models import State as Said
from bmw.kernel.database import db
from bmw.processes.models import Process
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.record.service import enter
from bmw.votes.service import open_ballot
from tests.factories import NOW, field, person, process

FACTS = "Der Text nennt die Nachbarin mit Namen und Adresse."


def proposal(
    author: Person | None = None,
    *,
    within: Process | None = None,
    state: State = State.PUBLIC,
    title: str = "Mehr Bänke am Markt",
    language: str = "de",
    **traits: Any,
) -> Proposal:
    """A proposal, public if nothing else is said."""
    within = within or process(field())
    thread = Thread()
    db.add(thread)
    db.flush()
    new = Proposal(
        process=within,
        field=traits.pop("field", None) or within.fields[0],
        author=author or person(),
        title=title,
        body=traits.pop("body", "Am Markt fehlen Bänke im Schatten."),
        language=language,
        state=state,
        published=NOW if state is State.PUBLIC else None,
        ballot_id=open_ballot(within.register, within.ballot_kind).id,
        thread=thread,
        **traits,
    )
    return enter(new, NOW)


def comment(on: Proposal, author: Person | None = None, *, state: Said = Said.PUBLIC) -> Comment:
    """A comment on a proposal."""
    new = Comment(thread=on.thread, author=author or person(), state=state, body="Gute Idee.", depth=0, language="de")
    new.published = NOW if state is Said.PUBLIC else None
    return enter(new, NOW)


def case(kind: Kind = Kind.SUBMITTED, about: Proposal | Comment | None = None, **more: Any) -> Case:
    """Something that waits on the desk."""
    if about is None and kind is not Kind.FEEDBACK:
        about = proposal(state=State.SUBMITTED if kind is Kind.SUBMITTED else State.PUBLIC)
    return open_case(kind, about, more.pop("at", NOW), **more)


def decided(about: Proposal | Comment, decision: Decision, by: Person | None = None) -> Case:
    """A decision that restricts a contribution; the contribution itself is not touched."""
    told = open_case(Kind.REPORTED, about, NOW)
    return decide(told, decision, by or person(), NOW, rule=Reason.PRIVACY, facts=FACTS)


def hidden(about: Proposal | Comment, by: Person | None = None) -> Case:
    """A contribution that a moderator hid, with the case that says why."""
    by = by or person()
    told = decided(about, Decision.HIDDEN, by)
    if isinstance(about, Comment):
        comments.hide(about, told, by, NOW)
    else:
        proposals.hide(about, told, by, NOW)
    return told


def held_back(about: Proposal, by: Person) -> Case:
    """A proposal that a moderator held back, with the case that says why."""
    told = decide(case(Kind.SUBMITTED, about), Decision.HELD_BACK, by, NOW, rule=Reason.PRIVACY, facts=FACTS)
    about.state, about.restriction = State.REFUSED, told
    return told
