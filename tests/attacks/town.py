"""A small town with one thing of every sort in every state, and the address of every page and form in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from bmw.accounts.factors import resets, sealing
from bmw.accounts.factors import service as factors
from bmw.accounts.models import Office, Person
from bmw.board import service as board
from bmw.board.states import Verdict
from bmw.cases import service as cases
from bmw.cases.models import Decision, Kind, Letter, Reason
from bmw.comments import service as talking
from bmw.kernel import files
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.media import service as keeping
from bmw.media.plans import Description, KeptDocument, MadePicture
from bmw.media.workshop import lay_down
from bmw.meetings import service as meetings
from bmw.meetings.plans import About
from bmw.moderation.models import Purpose, TextBlock
from bmw.offices import service as powers
from bmw.offices.models import Act, Wanted
from bmw.processes.models import Moderation, State
from bmw.proposals import service
from bmw.proposals.states import State as Stage
from bmw.strategy import service as strategy
from bmw.surveys.models import Kind as Asks
from bmw.surveys.service import answer, publish_text
from tests import factories as make
from tests import factories_strategy as later
from tests.factories import NOW
from tests.factories_desk import case, hidden
from tests.factories_proposals import comment, proposal
from tests.factories_surveys import answered, survey

SECRET = "Geheimwort"
"""Stands in everything that not everybody may read."""
HOUR = timedelta(hours=1)
MADE = MadePicture(64, 64, (b"a picture",))


@dataclass
class Town:
    """Who lives there, and the things of each sort."""

    staff: Person
    """Holds every office."""
    author: Person
    """Wrote every contribution."""
    citizen: Person
    """Anybody else."""
    things: dict[str, list[Any]] = field(default_factory=dict)

    def keep(self, sort: str, *things: Any) -> Any:
        """Remember things of a sort; gives the first of them."""
        self.things.setdefault(sort, []).extend(things)
        return things[0]

    def one(self, sort: str) -> Any:
        """The first thing of a sort."""
        return self.things[sort][0]


def build() -> Town:
    """Found the town."""
    with transaction():
        offices = [each for each in Office if each is not Office.CHAIR]
        staff = make.person(*offices, Office.CHAIR, name="Amtsperson Eins")
        second = make.person(*Office, name="Amtsperson Zwei")
        town = Town(staff, make.person(name="Verfasserin Drei"), make.person(name="Nachbar Vier"))
        _secure(town, second)
        _found(town)
        _propose(town)
        _ask(town)
        _meet(town)
        _settle(town)
        _complain(town)
        _govern(town)
        _illustrate(town)
    return town


def _secure(town: Town, second: Person) -> None:
    secret = sealing.seal(b"0" * 20, "x" * 40)
    for each in (town.staff, second):
        town.keep("factor", factors.add_app(each, "Telefon", secret, 0, NOW - HOUR))
    town.keep("reset", resets.ask(town.keep("second", second), NOW - HOUR))


def _found(town: Town) -> None:
    place = town.keep("field", make.field("mobilitaet"))
    town.keep("district", make.district())
    process = town.keep("process", make.process(place, moderation=Moderation.AFTER))
    draft, archived = make.process(place, title=f"{SECRET} Entwurf"), make.process(place, title="Archiv")
    draft.state, archived.state = State.DRAFT, State.ARCHIVED
    over = make.process(place, starts=NOW - timedelta(days=30), ends=NOW - timedelta(days=1), title="Vorbei")
    town.keep("process", draft, archived, over)
    town.keep("phase", *process.phases, *draft.phases)
    town.keep("criterion", later.criterion())


def _propose(town: Town) -> None:
    running, place = town.one("process"), town.one("field")
    over = town.things["process"][3]
    for state in (Stage.PUBLIC, Stage.DRAFT, Stage.SUBMITTED, Stage.REFUSED, Stage.HIDDEN, Stage.WITHDRAWN):
        words = {} if state is Stage.PUBLIC else {"title": f"{SECRET} {state}", "body": f"{SECRET} steht hier drin."}
        town.keep("proposal", proposal(town.author, running, place, state=state, **words))
    town.keep("proposal", proposal(town.author, over, place, title="Zu spät für Stimmen"))
    town.keep("proposal", proposal(town.staff, running, place, title="Vom Amt vorgeschlagen"))
    merged = town.keep("merged", proposal(town.author, running, place, title="Dasselbe noch einmal"))
    service.merge(merged, town.one("proposal"), town.staff, NOW, reason="Beide wollen dasselbe.")
    _discuss(town)


def _discuss(town: Town) -> None:
    public, secret = town.one("proposal"), town.things["proposal"][4]
    first = town.keep("comment", comment(public, town.author))
    reply = comment(public, town.author, parent=first)
    held = comment(public, town.author, f"{SECRET} wartet.", held=True)
    gone = comment(public, town.author, f"{SECRET} zurückgezogen.")
    talking.withdraw(gone, NOW)
    bad = comment(public, town.author, f"{SECRET} verborgen.")
    hidden(bad, town.staff)
    town.keep("comment", reply, held, gone, bad, comment(secret, town.author, "Unter einem verborgenen Vorschlag."))


def _ask(town: Town) -> None:
    running, kinds = town.one("process"), tuple(Asks)
    opened = town.keep("survey", survey(*kinds, process=running))
    closed = survey(*kinds, process=running, opens=NOW - timedelta(days=9), closes=NOW - HOUR)
    answered(closed, *[0] * 12, 1, 1)
    draft = survey(*kinds, process=running, public=False)
    draft.title = Localized(de=f"{SECRET} Umfrage")
    foreign = survey(Asks.SINGLE, process=town.things["process"][1])
    foreign.title = Localized(de=f"{SECRET} fremde Umfrage")
    town.keep("survey", closed, draft, foreign)
    for each in (opened, closed, draft):
        town.keep("question", *each.questions)
    words = closed.questions[3]
    answer(closed, make.person(), {words.id: f"{SECRET} freier Text"})
    answer(closed, make.person(), {words.id: "Ein Text, den alle lesen."})
    town.keep("free text", publish_text(words, "Ein Text, den alle lesen.", NOW))


def _meet(town: Town) -> None:
    for process, title in zip(town.things["process"][:2], ("Werkstatt", f"{SECRET} Werkstatt"), strict=True):
        about = About(Localized(de=title), "Rathaus", NOW - 2 * HOUR, NOW - HOUR)
        meeting = town.keep("meeting", meetings.plan(process, about, town.staff.id, NOW))
        meetings.publish_minutes(meeting, f"{title}: es wurde viel geredet.", 12, town.staff.id, NOW)
        words = f"{title}: mehr Licht am Bahnhof."
        town.keep("point", meetings.note_point(meeting, words, 5, town.staff.id, NOW))


def _illustrate(town: Town) -> None:
    """A picture for everything that can have one."""
    for sort in ("proposal", "meeting", "measure"):
        for thing in town.things[sort]:
            if getattr(thing, "state", None) is not Stage.WITHDRAWN:
                words = Description(f"{SECRET}: ein Bild" if not thing.is_public else "Ein Bild", "de")
                town.keep("picture", keeping.add(thing, lay_down(MADE), words, NOW))
    page = {"title": "Niederschrift", "text": "Es wurde geredet.", "without": ""}
    seen = KeptDocument(f"{files.new_key()}.pdf", 700, 1, tagged=True, named=True, open=True, words=True)
    files.keep(seen.name, b"%PDF-1.7")
    keeping.attach(town.one("measure"), seen, NOW, **page)


def _settle(town: Town) -> None:
    first, running = town.one("proposal"), town.one("process")
    town.keep("finding", later.draft(first, title=Localized(de=f"{SECRET} Ergebnis")))
    other = proposal(town.author, running, town.one("field"), title="Bänke am Ufer")
    review = town.keep("review", later.review(later.finding(other)))
    later.opinion(review, make.person(Office.BOARD))
    done = later.concluded(proposal(town.author, running, town.one("field"), title="Licht im Park"))
    town.keep("review", done)
    town.keep("finding", review.finding, done.finding)
    measure = town.keep("measure", later.measure(on=done))
    town.keep("correction", _correct(make.person(Office.CHAIR)))
    town.keep("decision", later.decision(measure))
    title = Localized(de="Baubeginn")
    strategy.set_milestone(measure, title, (NOW + timedelta(days=40)).date(), by=town.staff, at=NOW)
    db.flush()
    town.keep("milestone", *measure.milestones)


def _correct(chair: Person) -> Any:
    """A correction that waits for a second person."""
    words = {"reasons": f"{SECRET} Berichtigung", "changes": "", "dissent": "", "why": f"{SECRET} Grund"}
    return board.propose_correction(later.concluded(), chair, NOW, verdict=Verdict.DECLINE, **words)


def _complain(town: Town) -> None:
    secret, bad = town.things["proposal"][4], town.things["comment"][4]
    for about in (secret, bad):
        told = case(Kind.SUBMITTED, about)
        cases.decide(told, Decision.HIDDEN, town.staff, NOW, rule=Reason.PRIVACY, facts=f"{SECRET} Tatsachen")
        town.keep("case", told)
    town.keep("case", cases.object_to(town.one("case"), town.author, f"{SECRET} Einspruch", NOW))
    block = TextBlock(purpose=Purpose.ANSWER, language="de", title="Dank", text="Danke für {title}.", changed=NOW)
    db.add(town.keep("block", block))
    db.flush()
    report = Letter(f"{SECRET} Meldung", Reason.INSULT, contact="gast@example.org", language="de")
    town.keep("case", cases.report(town.one("proposal"), None, report, NOW))
    town.keep("case", cases.give_feedback(town.citizen, Letter(f"{SECRET} Rückmeldung"), NOW))


def _govern(town: Town) -> None:
    second = make.person(Office.ADMINISTRATOR, name="Amtsperson Drei")
    wanted = Wanted(Act.GIVE, Office.EXPORT, make.person(Office.BOARD))
    town.keep("office change", powers.propose(wanted, second, "de", NOW))
    town.keep("export", powers.take_along("cases", "", 0, town.staff, NOW))


KINDS = {
    "proposals.comment": "comment",
    "proposals.withdraw_comment": "comment",
    "moderation.finding": "finding",
    "moderation.source": "finding",
    "moderation.hand_over": "finding",
    "moderation.split": "merged",
    "moderation": "proposal",
    "proposals.table": "process",
    "proposals": "proposal",
    "surveys": "survey",
    "meetings.point": "point",
    "meetings.edit_point": "point",
    "meetings": "meeting",
    "findings": "finding",
    "board": "review",
    "strategy.decision": "decision",
    "strategy": "measure",
    "processes": "process",
    "site": "process",
    "offices.who": "proposal",
    "cases": "proposal",
}
"""Which things a `reference` in an address means, by view or by room."""
OF = {
    "block_id": "block",
    "case_id": "case",
    "picture_id": "picture",
    "question_id": "question",
    "text_id": "free text",
    "phase_id": "phase",
    "change_id": "office change",
    "correction_id": "correction",
}


def addresses(app: Flask, town: Town, rule: Rule) -> Iterator[str]:
    """Every address of a rule, with each thing it can be about."""
    adapter = app.url_map.bind("localhost")
    for values in _values(town, rule):
        yield adapter.build(rule.endpoint, {**values, "lang": "de"} if "lang" in rule.arguments else values)


def _values(town: Town, rule: Rule) -> Iterator[dict[str, Any]]:
    names = rule.arguments - {"lang"}
    if "reference" in names:
        sort = KINDS.get(rule.endpoint) or KINDS[rule.endpoint.split(".")[0]]
        rest = names - {"reference"}
        for thing in town.things[sort]:
            others = [each for each in _others(town, rest, rule) if _belongs(town, each, thing)]
            yield from (
                {"reference": thing.reference, **each} for each in others or list(_others(town, rest, rule))[:1]
            )
    else:
        yield from _others(town, names, rule)


def _belongs(town: Town, values: dict[str, Any], thing: Any) -> bool:
    if "picture_id" in values:
        return any(each.id == values["picture_id"] and each.record_id == thing.id for each in town.things["picture"])
    if "question_id" in values:
        return values["question_id"] in [each.id for each in thing.questions]
    return "phase_id" not in values or values["phase_id"] in [each.id for each in thing.phases]


def _others(town: Town, names: set[str], rule: Rule) -> Iterator[dict[str, Any]]:
    if not names:
        yield {}
    elif names == {"person_id", "office"}:
        yield {"person_id": town.staff.id, "office": "editor"}
    elif names == {"name", "width"}:
        yield from ({"name": each.name, "width": each.width} for each in town.things["picture"])
    elif names == {"picture_id", "width"}:
        yield from ({"picture_id": each.id, "width": each.width} for each in town.things["picture"])
    elif names == {"slug"}:
        yield {"slug": "help" if rule.endpoint == "site.edit_page" else "mobilitaet"}
    elif (name := next(iter(names))) in OF:
        yield from ({name: each.id} for each in town.things[OF[name]])
    elif name.endswith("_id"):
        sort = name.removesuffix("_id")
        yield {name: town.staff.id if sort == "person" else town.one(sort).id}
    else:
        yield {name: {"kind": "proposal", "token": "a" * 43, "code": "c" * 32, "name": "ab" * 32}[name]}
