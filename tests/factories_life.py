"""A whole life on the platform, in every room: what somebody did, and what others built upon it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bmw.accounts.factors import resets
from bmw.accounts.factors import service as factors
from bmw.accounts.factors.models import RecoveryCode
from bmw.accounts.factors.passkeys import NewKey
from bmw.accounts.models import Appointment, BrowserSession, Office, Person
from bmw.accounts.queries import booked
from bmw.accounts.service import ask
from bmw.board import service as board
from bmw.board.states import Verdict
from bmw.cases import service as cases
from bmw.cases.models import Decision, Kind, Letter, Reason
from bmw.comments import service as talking
from bmw.kernel import limits
from bmw.kernel.database import db
from bmw.notifications.service import tell
from bmw.offices import service as offices
from bmw.offices.models import Act, Wanted
from bmw.offices.models import Reason as Why
from bmw.processes.models import Moderation
from bmw.processes.models import State as Phase
from bmw.proposals import service
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.record.models import Behind
from bmw.record.service import follow
from bmw.surveys.models import Kind as Asks
from bmw.surveys.service import answer, publish_text
from bmw.votes.models import Choice
from bmw.votes.service import close_register
from tests import factories as make
from tests import factories_strategy as later
from tests.factories import NOW
from tests.factories_desk import case
from tests.factories_proposals import comment, proposal
from tests.factories_surveys import survey

WORD = "Kranichsilbe"
"""Stands in everything that somebody ever writes."""
NAME = "Wanderfalke Sieben"
ADDRESS = "wanderfalke.sieben@example.org"


@dataclass
class Life:
    """Somebody, the people around them, and what there is."""

    me: Person
    other: Person
    staff: Person
    process: Any
    mine: list[Proposal] = field(default_factory=list)
    others: list[Proposal] = field(default_factory=list)
    secrets: list[bytes] = field(default_factory=list)
    """Bytes that must be gone in the end: hashes of sessions, voter id, salts."""


def begin() -> Life:
    """Somebody comes to a town in which others live already."""
    me = make.person(Office.BOARD, name=NAME)
    me.address, me.skeleton = ADDRESS, "wanderfalkesieben"
    staff = make.person(Office.MODERATOR, Office.EDITOR, name="Amtsperson")
    process = make.process(make.field(), moderation=Moderation.AFTER)
    life = Life(me, make.person(name="Nachbar"), staff, process)
    life.others.append(proposal(life.other, process, title="Licht im Park am Fluss"))
    life.secrets.append(me.voter_id)
    propose(life)
    return life


def propose(life: Life) -> None:
    """A public proposal, changed twice."""
    mine = proposal(life.me, life.process, title=f"{WORD} am Ufer {len(life.mine)}", body=f"Mehr {WORD} für alle.")
    service.edit(mine, NOW, title=f"{WORD} an beiden Ufern {len(life.mine)}", body=f"{WORD} {WORD}.", language="de")
    life.mine.append(mine)


def keep_to_oneself(life: Life) -> None:
    """A draft, one that waits, one that was held back."""
    for state in (State.DRAFT, State.SUBMITTED, State.REFUSED):
        proposal(life.me, life.process, title=f"{WORD} {state}", body=f"{WORD} {state}.", state=state)


def be_hidden(life: Life) -> None:
    """A proposal and a comment that moderators hid, with reasons that quote it, and an objection."""
    bad = proposal(life.me, life.process, title=f"{WORD} verborgen", body=WORD)
    said = comment(life.others[0], life.me, f"{WORD} verborgen")
    for thing, hide in ((bad, service.hide), (said, talking.hide)):
        about = case(Kind.SUBMITTED, thing)
        cases.decide(about, Decision.HIDDEN, life.staff, NOW, rule=Reason.PRIVACY, facts=f"Er schreibt „{WORD}“.")
        hide(thing, about, life.staff, NOW)
        cases.object_to(about, life.me, f"{WORD} ist doch nett.", NOW)


def talk(life: Life) -> None:
    """Comments here and there; others answer them."""
    first = service.comment(life.others[0], life.me, NOW, body=f"{WORD} sage ich.", language="de")
    service.comment(life.others[0], life.other, NOW, body="Eine Antwort darauf.", language="de", parent=first)
    base = service.comment(life.others[0], life.other, NOW, body="Ein Anfang von anderen.", language="de")
    service.comment(life.others[0], life.me, NOW, body=f"Dazu {WORD}.", language="de", parent=base)
    comment(life.others[0], life.me, f"{WORD} wartet.", held=True)


def be_discussed(life: Life) -> None:
    """Others support and discuss what somebody wrote."""
    service.support(life.mine[-1], life.other, Choice.AGREE)
    service.comment(life.mine[-1], life.other, NOW, body="Das finde ich gut.", language="de")
    follow(life.other.id, life.mine[-1])


def vote(life: Life) -> None:
    """Votes on what others wrote."""
    service.support(life.others[-1], life.me, Choice.AGREE)
    life.others.append(proposal(life.other, life.process, title=f"Bänke an Platz {len(life.others)}"))


def be_merged(life: Life) -> None:
    """What somebody wrote goes into another one's, and another one's into theirs."""
    vote(life)
    if life.mine[-1].state is State.PUBLIC and not life.mine[-1].ballot.merged:
        service.merge(life.mine[-1], life.others[-2], life.staff, NOW, reason="Dasselbe.")
    propose(life)
    service.support(life.others[-1], life.me, Choice.AGREE)
    service.merge(life.others.pop(), life.mine[-1], life.staff, NOW, reason="Dasselbe.")


def become_something(life: Life) -> None:
    """What somebody wrote becomes a finding, a conclusion and a measure."""
    if life.mine[-1].state is State.PUBLIC:
        follow(life.other.id, life.mine[-1])
        later.measure(life.mine[-1])
        propose(life)


def complain(life: Life) -> None:
    """Reports, feedback, a case that is decided."""
    cases.report(life.others[0], life.me, Letter(f"{WORD} meldet etwas.", Reason.INSULT), NOW)
    cases.give_feedback(life.me, Letter(f"{WORD} gefällt mir.", path=f"/de/{WORD}"), NOW)


def answer_surveys(life: Life) -> None:
    """Answers in an open survey and in one that is over, with a published text."""
    for closes in (NOW + timedelta(days=2), NOW - timedelta(hours=1)):
        asked = survey(Asks.SINGLE, Asks.TEXT, process=life.process, opens=NOW - timedelta(days=9), closes=closes)
        choice, text = asked.questions
        for each, words in ((life.me, f"{WORD} frei gesagt"), (life.other, "Etwas anderes")):
            answer(asked, each, {choice.id: [choice.options[0].id], text.id: words})
        publish_text(text, f"{WORD} frei gesagt", NOW)


def sit_on_the_board(life: Life) -> None:
    """An opinion that waits for its conclusion, and a declared conflict."""
    one, other = later.review(), later.review()
    later.opinion(one, life.me, scores={later.criterion().id: 4})
    board.declare_conflict(other, life.me, f"{WORD} gehört meiner Schwester.", NOW)


def sign_in(life: Life) -> None:
    """A session, a mail that was asked for, a message, booked tries."""
    token = bytes([len(life.secrets)]) * 32
    times = {"created": NOW, "seen": NOW, "ends": NOW + timedelta(days=3)}
    db.add(BrowserSession(token_hash=token, person_id=life.me.id, device=f"{WORD}-Browser", **times))
    life.secrets.append(token)
    ask(ADDRESS, "de", "start" * 9, "/de/meine-seite", NOW)
    tell(life.me, f"Betreff {WORD}", f"Liebe {NAME}", NOW)


def confirm(life: Life) -> None:
    """An app and a passkey, recovery codes, something begun, and a request after a loss."""
    token = bytes([100 + len(life.secrets)]) * 32
    times = {"created": NOW, "seen": NOW, "ends": NOW + timedelta(days=3), "confirmed": NOW, "confirmed_by": "app"}
    db.add(BrowserSession(token_hash=token, person_id=life.me.id, device=f"{WORD}-Handy", **times))
    db.flush()
    sealed, key = bytes([len(life.secrets)]) * 40, NewKey(token, b"offen" * 9, 1)
    factors.add_app(life.me, f"{WORD}-App", sealed, 0, NOW)
    factors.add_passkey(life.me, f"{WORD}-Schlüssel", key, NOW)
    factors.make_codes(life.me, token, WORD, NOW)
    hashes = [each.code_hash for each in db.scalars(select(RecoveryCode)).all()]
    resets.approve(resets.ask(life.other, NOW), life.me, NOW)
    resets.ask(life.me, NOW)
    life.secrets += [token, sealed, *hashes]


def hold_office(life: Life) -> None:
    """Offices that came and went, an invitation that waits, a table taken along, a look at who they are."""
    boss, holder = make.person(Office.ADMINISTRATOR), make.person(Office.IDENTITIES)
    make.person(Office.ADMINISTRATOR)
    offices.propose(Wanted(Act.INVITE, Office.EDITOR, address=ADDRESS), boss, "de", NOW)
    offices.propose(Wanted(Act.TAKE, Office.BOARD, life.me), boss, "de", NOW)
    offices.take_along("cases", "", 3, life.me, NOW)
    offices.look(life.mine[0], holder, Why.DANGER, "Die Wache fragt.", NOW)


def correct(life: Life) -> None:
    """A conclusion is corrected by the chair and somebody else."""
    one = later.concluded()
    if Office.CHAIR not in life.me.offices:
        life.me.appointments.append(Appointment(office=Office.CHAIR, since=NOW))
    db.flush()
    words = {"reasons": "Neu gerechnet.", "changes": "", "dissent": "", "why": "Eine Zahl war falsch."}
    board.propose_correction(one, life.me, NOW, verdict=Verdict.DECLINE, **words)


def archive(life: Life) -> None:
    """The process is archived: nobody can tell any more whose a vote was. Then a new one begins."""
    life.process.state = Phase.ARCHIVED
    close_register(life.process.register)
    life.process = make.process(make.field(), moderation=Moderation.AFTER)
    life.others.append(proposal(life.other, life.process, title="Ein neuer Anfang im Tal"))
    propose(life)


DEEDS: tuple[Callable[[Life], None], ...] = (
    *(propose, keep_to_oneself, be_hidden, talk, be_discussed, vote, be_merged, become_something, complain),
    *(answer_surveys, sit_on_the_board, sign_in, confirm, hold_office, correct, archive),
)


def book(life: Life) -> None:
    """Tries are booked in a transaction of their own; call it outside of any other."""
    for what, whose in booked(life.me):
        limits.book(what, whose, NOW)


def salts(life: Life) -> list[bytes]:
    """The salts of every step somebody did."""
    mine = db.query(Behind).where(Behind.person_id == life.me.id)
    return [each.salt for each in mine]
