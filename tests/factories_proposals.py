"""Proposals and comments for tests; call inside `with transaction():`."""

from datetime import datetime
from typing import Any

from bmw.accounts.models import Person
from bmw.cases.models import Decision
from bmw.comments import service as comments
from bmw.comments.models import Comment
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.processes.models import Moderation, Process
from bmw.proposals import service
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests import factories
from tests.factories_desk import decided, hidden


def proposal(
    author: Person | None = None,
    process: Process | None = None,
    field: Field | None = None,
    *,
    title: str = "Ein Radweg nach Glesch",
    body: str = "Zwischen Bergheim und Glesch fehlt ein sicherer Weg.",
    language: str = "de",
    at: datetime = factories.NOW,
    state: State = State.PUBLIC,
    **traits: Any,
) -> Proposal:
    """A proposal that went the way of every proposal, up to the wanted state; public unless said otherwise."""
    field = field or (process.fields[0] if process and process.fields else factories.field())
    process = process or factories.process(field)
    author = author or factories.person()
    moderation, process.moderation = process.moderation, Moderation.BEFORE
    new = service.draft(author, process, field, at, title=title, body=body, language=language)
    for name, value in traits.items():
        setattr(new, name, value)
    if state is not State.DRAFT:
        service.hand_in(new, at)
        _bring(new, state, at)
    process.moderation = moderation
    db.flush()
    return new


def _bring(new: Proposal, state: State, at: datetime) -> None:
    moderator = factories.person()
    if state is State.REFUSED:
        service.refuse(new, decided(new, Decision.HELD_BACK, moderator), moderator, at)
    if state in (State.PUBLIC, State.HIDDEN, State.WITHDRAWN):
        service.publish(new, moderator, at)
    if state is State.HIDDEN:
        hidden(new, moderator)
    if state is State.WITHDRAWN:
        service.withdraw(new, at)


def comment(
    on: Proposal,
    author: Person | None = None,
    body: str = "Das fehlt seit Jahren.",
    *,
    language: str = "de",
    at: datetime = factories.NOW,
    **traits: Any,
) -> Comment:
    """A public comment on a proposal."""
    return comments.write(on.thread, author or factories.person(), body, language, at, **traits)
