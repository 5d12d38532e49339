"""Writing a conversation: in short steps that nobody sees, and a last one that publishes it."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from itertools import groupby

from sqlalchemy import select

from bmw.cli.polis import ballots, people, proposals
from bmw.cli.polis.order import Order
from bmw.cli.polis.pace import Pace
from bmw.cli.polis.publish import publish
from bmw.cli.polis.read import Conversation
from bmw.focus.models import Field
from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.processes.models import Level, Moderation, Opens, Phase, Process, State
from bmw.record.service import enter
from bmw.votes.models import Kind
from bmw.votes.service import open_register

AUTHORS, STATEMENTS, VOTES = 400, 100, 2500
"""How many to write in one step, at most."""
SUMMARY = 500
WHAT = {
    "de": "Übernommen aus einer früheren Beteiligung, mit allen Entscheidungen der damaligen Moderation.",
    "en": "Taken over from an earlier participation, with every decision its moderators made.",
    "ar": "منقول من مشاركة سابقة، مع كل قرارات المشرفين عليها آنذاك.",
}
OUTCOME = {
    "de": "Die Beteiligung ist abgeschlossen. Die Moderation bündelt die Vorschläge, der Beirat nimmt Stellung.",
    "en": "The participation has ended. The moderators bundle the proposals, the advisory board gives its opinion.",
    "ar": "انتهت المشاركة. يجمع المشرفون الاقتراحات ويبدي المجلس الاستشاري رأيه.",
}
PHASE = {"de": "Vorschlagen und abstimmen", "en": "Propose and vote", "ar": "الاقتراح والتصويت"}


def is_published(key: str) -> bool:
    """Whether a conversation was taken over completely before."""
    state = db.scalar(select(Process.state).where(Process.imported_from == key))
    return state is not None and state is not State.DRAFT


def write(order: Order, pace: Pace) -> Iterator[int]:
    """Take a conversation over, or go on where an earlier try stopped; tells after each step how much it wrote."""
    conversation = order.conversation
    pace.once(partial(_begin, order))
    yield from pace.walk(people.authors(order), partial(people.write, order), AUTHORS)
    with transaction(writes=False):
        written = proposals.written(conversation.key)
    new = [each for each in conversation.statements if proposals.key_of(conversation, each) not in written]
    yield len(conversation.statements) - len(new)
    for _year, group in groupby(new, key=lambda each: each.at.astimezone(TOWN_ZONE).year):
        yield from pace.walk(list(group), partial(proposals.write, order), STATEMENTS)
    if conversation.votes is not None:
        with transaction(writes=False):
            papers = ballots.missing(conversation)
        yield len(conversation.votes) - len(papers)
        yield from pace.walk(papers, ballots.write, VOTES)
    pace.once(partial(publish, order))


def _begin(order: Order) -> None:
    conversation = order.conversation
    if db.scalar(select(Process.id).where(Process.imported_from == conversation.key)):
        return
    process = Process(
        title=Localized({order.language: order.title}),
        summary=_summary(order),
        outcome=Localized(OUTCOME),
        level=Level.CONSULTATION,
        moderation=Moderation.BEFORE,
        ballot_kind=Kind.OPINION,
        state=State.DRAFT,
        language=order.language,
        register=open_register(),
        fields=[db.get_one(Field, order.field_id)],
        imported_from=conversation.key,
        attribution=order.study.attribution,
    )
    enter(process, conversation.statements[0].at)
    process.phases.append(_phase(conversation))


def _summary(order: Order) -> Localized:
    said = order.conversation.description.split("\n\n")[0]
    own = f"{proposals.shortened(said, SUMMARY)} {WHAT.get(order.language, WHAT['en'])}".strip()
    return Localized({**WHAT, order.language: own})


def _phase(conversation: Conversation) -> Phase:
    """From the first day on which somebody wrote to the last one, both whole."""
    first, last = (conversation.statements[n].at.astimezone(TOWN_ZONE).date() for n in (0, -1))
    midnight = partial(datetime.combine, time=time(), tzinfo=TOWN_ZONE)
    return Phase(
        title=Localized(PHASE),
        text=Localized(),
        starts=midnight(first),
        ends=midnight(last + timedelta(days=1)),
        opens=[Opens.SUBMIT.value, Opens.VOTE.value],
    )
