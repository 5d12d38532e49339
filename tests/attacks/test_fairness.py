"""Unfair treatment: restrictions without reasons, hidden demotion, removal by number, deciding in one's own matter."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bmw.accounts.models import Office, Person
from bmw.cases import service as cases
from bmw.cases.models import Case, Decision, Kind, Letter, Reason
from bmw.cases.weights import OF_GUESTS
from bmw.comments import service as comments
from bmw.comments.models import Comment
from bmw.comments.models import State as Said
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.lookup.queries import find
from bmw.moderation import service as moderation
from bmw.notifications.models import Message
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.proposals.queries import SORTS, public_page
from bmw.proposals.states import State
from tests import factories as make
from tests.attacks.town import SECRET, Town
from tests.factories import NOW
from tests.factories_desk import FACTS, decided
from tests.factories_proposals import comment

REPORT = {"reason": "insult", "text": "Da wird jemand beleidigt.", "part": "text", "good_faith": "y"}


def again(thing: Any) -> Any:
    """The same thing in this transaction."""
    return db.get_one(type(thing), thing.id)


def report(town: Town, sort: str = "proposal") -> Case:
    """A report about something public that waits on the desk."""
    return cases.report(again(town.one(sort)), None, Letter("So nicht.", Reason.INSULT), NOW)


@pytest.mark.parametrize("sort", ["proposal", "comment"])
def test_whoever_loses_something_is_told_everything_at_that_moment(town: Town, sort: str) -> None:
    with transaction():
        case = report(town, sort)
        moderation.restrict(case, again(town.staff), NOW, rule=Reason.PRIVACY, facts=FACTS)
        told = db.scalars(select(Message).where(Message.dedupe.like(f"case-{case.id}-reasons%"))).one()
        assert told.person_id == town.author.id
        assert all(words in told.body for words in (FACTS, "Netiquette", "Einspruch", "Maschine", "2026"))
        assert again(town.one(sort)).restriction_id == case.id


@pytest.mark.parametrize(
    "grounds", [{}, {"rule": Reason.INSULT}, {"facts": FACTS}, {"rule": Reason.INSULT, "facts": " \n "},
                {"rule": Reason.ILLEGAL, "facts": FACTS}]
)  # fmt: skip
@pytest.mark.parametrize("decision", [Decision.HELD_BACK, Decision.HIDDEN, Decision.MERGED, Decision.RENAMED])
def test_no_decision_restricts_without_its_grounds(town: Town, decision: Decision, grounds: Any) -> None:
    with transaction():
        case = report(town)
        with pytest.raises(ValueError, match=r"rule|law"):
            cases.decide(case, decision, again(town.staff), NOW, **grounds)
        assert case.is_waiting


def test_nothing_is_hidden_without_the_decision_about_just_that(town: Town) -> None:
    with transaction():
        proposal, said, staff = again(town.one("proposal")), again(town.one("comment")), again(town.staff)
        about_another, waiting = decided(said, Decision.HIDDEN), report(town)
        lifted = decided(proposal, Decision.HIDDEN)
        cases.lift(proposal, NOW)
        for because in (about_another, waiting, again(lifted)):
            db.refresh(because)
            with pytest.raises(NotPossible):
                proposals.hide(proposal, because, staff, NOW)
        with pytest.raises(NotPossible):
            comments.hide(said, waiting, staff, NOW)
        assert (proposal.state, said.state) == (State.PUBLIC, Said.PUBLIC)
        comments.hide(said, about_another, staff, NOW)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE proposal SET state = 'hidden' WHERE state = 'public'",
        "UPDATE proposal SET state = 'refused' WHERE state = 'submitted'",
        "UPDATE proposal SET state = 'merged' WHERE state = 'public'",
        "UPDATE proposal SET restriction_id = NULL",
        "UPDATE comment SET state = 'hidden' WHERE state = 'public'",
        "UPDATE comment SET restriction_id = NULL",
        "UPDATE \"case\" SET facts = '  ' WHERE decision = 'hidden'",
        "UPDATE \"case\" SET rule = NULL WHERE decision = 'hidden'",
        "UPDATE \"case\" SET rule = 'illegal' WHERE decision = 'hidden'",
        "UPDATE \"case\" SET decision = 'held_back', facts = 'x' WHERE decision IS NULL",
        "DELETE FROM \"case\" WHERE decision = 'hidden'",
    ],
)
def test_the_database_itself_refuses_a_restriction_without_reasons(town: Town, change: str) -> None:
    with transaction():
        db.execute(text("UPDATE \"case\" SET facts = 'Andere Worte.' WHERE decision = 'hidden'"))
        with pytest.raises(IntegrityError):
            db.execute(text(change))
        db.rollback()


@pytest.mark.parametrize("typed", [{}, {"rule": "insult"}, {"facts": FACTS}, {"rule": "illegal", "facts": FACTS}])
def test_no_form_of_the_desk_restricts_without_reasons(town: Town, people: Any, typed: dict[str, str]) -> None:
    with transaction():
        case = report(town, "comment")
        seen = moderation.fingerprint(case.record)
    people["staff"].send(f"/de/moderation/{case.id}/entscheiden", 422, seen=seen, **typed)
    with transaction(writes=False):
        assert again(town.one("comment")).state is Said.PUBLIC
    whole = {"rule": "insult", "facts": FACTS}
    people["staff"].send(f"/de/moderation/{case.id}/entscheiden", seen=seen, **whole)
    with transaction(writes=False):
        assert again(town.one("comment")).state is Said.HIDDEN


def lists(people: Any) -> list[object]:
    """What everybody sees of proposals: every list in its order, the search, and a page of it."""
    sorted_by = [[each.id for each in public_page(sort=sort).items] for sort in SORTS]
    return [*sorted_by, [each.id for each in find("Radweg")]]


def test_reports_and_new_authors_are_never_moved_down_or_removed(town: Town, people: Any) -> None:
    with transaction():
        before = lists(people)
        for _number in range(60):
            cases.report(again(town.one("proposal")), make.person(), Letter("Weg damit.", Reason.HATRED), NOW)
            cases.report(again(town.one("comment")), None, Letter("Weg damit.", Reason.HATRED), NOW)
        assert lists(people) == before
        assert again(town.one("proposal")).state is State.PUBLIC
        assert again(town.one("comment")).state is Said.PUBLIC
        assert before[0][0] or before[0]


def test_a_new_author_stands_where_everybody_would(town: Town) -> None:
    with transaction():
        old, new = again(town.author), make.person()
        old.created = NOW - timedelta(days=900)
        for each in (old, new):
            proposals.submit(
                each,
                again(town.one("process")),
                again(town.one("field")),
                NOW,
                title="Eins",
                body="Text",
                language="de",
            )
        newest = [each.author_id for each in public_page().items[:2]]
        assert newest == [new.id, old.id]


def test_many_guests_weigh_no_more_than_one_person(town: Town) -> None:
    with transaction():
        for _number in range(50):
            last = report(town, "comment")
        assert last.weight == OF_GUESTS


def test_the_weight_follows_whether_somebody_was_right(town: Town) -> None:
    with transaction():
        right, wrong, staff = make.person(), make.person(), again(town.staff)
        for person, decision in ((right, Decision.CORRECTED), (wrong, Decision.KEPT)) * 3:
            told = cases.report(again(town.one("process")), person, Letter("Da.", Reason.INSULT), NOW)
            cases.decide(told, decision, staff, NOW)
        one = cases.report(again(town.one("proposal")), right, Letter("Da.", Reason.INSULT), NOW).weight
        other = cases.report(again(town.one("comment")), wrong, Letter("Da.", Reason.INSULT), NOW).weight
        assert other < 100 < one <= 200


def test_a_flood_of_reports_is_stopped_and_told(town: Town, people: Any) -> None:
    addresses = [f"/de/melden/{each.kind}/{each.reference}" for each in (town.one("proposal"), town.one("comment"))]
    for number in range(20):
        people["citizen"].send(addresses[number % 2], **REPORT)
    assert REPORT["text"] in people["citizen"].send(addresses[0], 429, **REPORT).text
    with transaction(writes=False):
        mine = select(Case).where(Case.from_id == town.citizen.id, Case.kind == Kind.REPORTED)
        assert len(db.scalars(mine).all()) == 2


def moderator(town: Town) -> Person:
    """A second pair of eyes."""
    return make.person(Office.MODERATOR)


def test_nobody_decides_twice_in_their_own_matter(town: Town, browser: Any) -> None:
    with transaction():
        first, other = moderator(town), moderator(town)
        case = report(town)
        moderation.restrict(case, first, NOW, rule=Reason.INSULT, facts=FACTS)
        objection = cases.object_to(case, again(town.author), "Nein.", NOW)
        with pytest.raises(NotPossible):
            cases.decide(objection, Decision.RESTORED, first, NOW, facts=FACTS)
        seen = moderation.fingerprint(objection.record)
    ruling = {"ruling": "lifted", "facts": "Der Satz ist erlaubt.", "seen": seen}
    browser(first).send(f"/de/moderation/{objection.id}/entscheiden", 403, **ruling)
    with transaction(writes=False):
        assert again(objection).is_waiting
    browser(other).send(f"/de/moderation/{objection.id}/entscheiden", **ruling)
    with transaction(writes=False):
        assert again(town.one("proposal")).state is State.PUBLIC
        assert again(case).lifted is not None


def test_nobody_decides_about_what_they_reported(town: Town, browser: Any) -> None:
    with transaction():
        witness, other = moderator(town), moderator(town)
        case = cases.report(again(town.one("comment")), witness, Letter("So nicht.", Reason.INSULT), NOW)
        second = cases.report(again(town.one("comment")), None, Letter("So nicht.", Reason.INSULT), NOW)
        seen = moderation.fingerprint(case.record)
        with pytest.raises(NotPossible):
            cases.decide(second, Decision.KEPT, witness, NOW)
    for each in (case, second):
        browser(witness).send(f"/de/moderation/{each.id}/freigeben", 403, seen=seen)
    browser(other).send(f"/de/moderation/{case.id}/freigeben", seen=seen)
    with transaction(writes=False):
        assert again(second).decision is Decision.KEPT


def test_a_guest_objects_when_a_report_changed_nothing(town: Town, people: Any) -> None:
    with transaction():
        case = report(town, "comment")
        moderation.accept(case, again(town.staff), NOW)
    people["guest"].send(f"/de/melden/beleg/{'x' * 32}", 404, text="Doch.")
    sent = people["guest"].send(f"/de/melden/beleg/{case.code}", text="Doch.", contact="gast@example.org")
    page = people["guest"].see(sent.location)
    assert "Doch." not in page.text
    assert "gast@example.org" not in page.text
    people["guest"].send(f"/de/melden/beleg/{case.code}", 403, text="Noch einmal.")
    with transaction(writes=False):
        assert [each.kind for each in again(case).objections] == [Kind.DISAGREED]


def test_the_public_numbers_hold_no_text_and_no_name(town: Town, people: Any) -> None:
    with transaction():
        moderation.restrict(report(town), again(town.staff), NOW, rule=Reason.INSULT, facts=f"{SECRET} Tatsachen")
    for path in ("/de/transparenz", "/de/transparenz/protokoll"):
        page = people["guest"].see(path)
        names = [each.pseudonym for each in (town.author, town.staff, town.citizen)]
        assert not [words for words in (SECRET, *names, "gast@example.org") if words in page.text]
    assert town.one("proposal").reference in people["guest"].see("/de/transparenz/protokoll").text


@pytest.mark.parametrize("who", ["guest", "citizen"])
def test_a_hidden_text_is_nowhere_but_its_place_is(town: Town, people: Any, who: str) -> None:
    with transaction():
        place = again(town.one("proposal"))
        said = comment(place, again(town.author), "Wörtlich Unverwechselbares.")
        moderation.restrict(decided_report(said), again(town.staff), NOW, rule=Reason.INSULT, facts=FACTS)
    page = people[who].see(f"/de/vorschlaege/{place.reference}")
    assert "Unverwechselbares" not in page.html
    assert page.all(f"#kommentar-{said.reference} a[href*='protokoll#fall-']")
    assert "12. Mai 2026" in page.one(f"#kommentar-{said.reference}").text_content()


def decided_report(said: Comment) -> Case:
    """A report about a comment."""
    return cases.report(said, None, Letter("So nicht.", Reason.INSULT), NOW)


def test_a_merge_is_a_restriction_with_reasons_and_an_objection_that_can_lift_it(town: Town) -> None:
    with transaction():
        merged: Proposal = again(town.one("merged"))
        case = merged.restriction
        assert case is not None
        assert (case.decision, case.facts) == (Decision.MERGED, "Beide wollen dasselbe.")
        objection = cases.object_to(case, merged.author, "Meiner ist anders.", NOW)
        moderation.lift(objection, moderator(town), NOW, facts="Es sind zwei verschiedene Wege.")
        assert (merged.state, merged.restriction, case.lifted) == (State.PUBLIC, None, NOW)
