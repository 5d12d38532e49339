"""Votes and answers: one per person, for what they were given to, kept before anybody says so."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Table, event, func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from bmw.accounts.models import Appointment, Person
from bmw.board.models import Opinion
from bmw.kernel.database import Base, db, transaction
from bmw.proposals.models import Proposal
from bmw.record.models import Follow
from bmw.surveys.models import Sheet
from bmw.ui.once import FormNonce
from bmw.votes.models import Ballot, Vote
from tests.attacks.dump import dump
from tests.attacks.town import Town

ONCE: tuple[type[Base], ...] = (Vote, Sheet, Follow, Opinion, FormNonce, Appointment)
"""Tables in which a second row would count somebody, or something, twice."""


def votes() -> dict[int, int]:
    """How many votes lie in each box."""
    with transaction(writes=False):
        found = db.execute(select(Vote.ballot_id, func.count()).group_by(Vote.ballot_id))
        return {row[0]: row[1] for row in found}


def take_part(town: Town, people: Any) -> None:
    """Somebody votes, follows, answers and writes, so that there is a row of each sort."""
    proposal, survey = town.one("proposal").reference, town.one("survey")
    question = survey.questions[0]
    people["citizen"].send(f"/de/vorschlaege/{proposal}/unterstuetzen", support="yes")
    people["citizen"].send(f"/de/vorschlaege/{proposal}/folgen", follow="yes")
    people["citizen"].send(f"/de/umfragen/{survey.reference}", **{f"question-{question.id}": question.options[0].id})
    page = people["citizen"].see(f"/de/vorschlaege/{proposal}")
    form = page.form("/kommentare") | {"body": "Ein Wort dazu."}
    people["citizen"].send(f"/de/vorschlaege/{proposal}/kommentare", **form)


def again(table: Table) -> dict[str, Any]:
    """A row that is there already, with everything but its key left as it is."""
    with transaction(writes=False):
        return dict(db.execute(select(table).limit(1)).mappings().one())


def is_refused_twice(kind: type[Base]) -> bool:
    """Whether the database keeps no second row of the same key, whoever writes it."""
    table = Base.metadata.tables[kind.__tablename__]
    same = again(table)
    with suppress(IntegrityError), transaction():
        db.execute(table.insert().values(same))
        return False
    return True


def test_the_database_itself_refuses_a_second_vote(town: Town, people: Any) -> None:
    take_part(town, people)
    assert is_refused_twice(Vote)


def test_the_database_itself_refuses_a_second_answer_follower_opinion_form_or_office(town: Town, people: Any) -> None:
    take_part(town, people)
    assert all(is_refused_twice(kind) for kind in ONCE)


@pytest.mark.parametrize("kind", ONCE, ids=lambda kind: kind.__tablename__)
def test_no_key_that_counts_people_may_be_empty(kind: type[Base]) -> None:
    assert not [each.name for each in kind.__table__.primary_key if each.nullable]  # type: ignore[attr-defined]


def test_no_two_people_share_an_address_a_name_or_a_voter(town: Town) -> None:
    table = Base.metadata.tables[Person.__tablename__]
    same = again(table)
    other = {"id": 10_000, "address": "neu@example.org", "skeleton": "neu", "voter_id": b"n" * 16}
    with transaction():
        db.execute(table.insert().values({**same, **other}))
    for name in ("address", "skeleton", "voter_id"):
        with pytest.raises(IntegrityError), transaction():
            db.execute(table.insert().values({**same, **other, "id": 10_001, name: same[name]}))


def test_a_vote_counts_for_the_proposal_of_its_address_whatever_the_form_says(town: Town, people: Any) -> None:
    public, hidden = town.one("proposal"), town.things["proposal"][4]
    path = f"/de/vorschlaege/{public.reference}/unterstuetzen"
    names = ("reference", "proposal", "proposal_id", "id", "ballot", "ballot_id")
    other = {name: hidden.reference if name in ("reference", "proposal") else hidden.id for name in names}
    before = votes()
    answer = people["citizen"].post(path, data={"support": "yes", **other}, query_string=other)
    assert answer.status_code == 303
    assert votes() == {**before, public.ballot_id: before.get(public.ballot_id, 0) + 1}


def test_a_doubled_address_in_a_form_never_reaches_what_is_closed(town: Town, people: Any) -> None:
    public, hidden = town.one("proposal"), town.things["proposal"][4]
    before = votes()
    body = f"support=yes&proposal={public.reference}&proposal={hidden.reference}&reference[]={public.reference}"
    kind = "application/x-www-form-urlencoded"
    path = f"/de/vorschlaege/{hidden.reference}/unterstuetzen?reference={public.reference}"
    assert people["citizen"].post(path, data=body, content_type=kind).status_code == 403
    assert votes() == before
    answer = people["citizen"].post(path.replace(hidden.reference, public.reference), data=body, content_type=kind)
    assert answer.status_code == 303
    assert votes().get(hidden.ballot_id) == before.get(hidden.ballot_id)


@pytest.mark.parametrize(
    "said", ["support=yes&support=no", "support=true", "support=1", "support[]=yes", "support=YES"]
)
def test_only_a_clear_word_is_a_vote(town: Town, people: Any, said: str) -> None:
    path = f"/de/vorschlaege/{town.one('proposal').reference}/unterstuetzen"
    before = votes()
    assert people["citizen"].post(path, data=said, content_type="application/x-www-form-urlencoded").status_code == 422
    assert votes() == before
    people["citizen"].send(path, support="yes")
    assert votes() != before


def test_an_answer_about_another_question_or_survey_is_not_kept(town: Town, people: Any) -> None:
    opened, closed = town.things["survey"][:2]
    own, foreign = opened.questions[0], closed.questions[0]
    form = {f"question-{foreign.id}": foreign.options[0].id, "survey": closed.reference}
    people["citizen"].send(f"/de/umfragen/{opened.reference}", **form, **{f"question-{own.id}": own.options[0].id})
    with transaction(writes=False):
        kept = db.scalars(select(Sheet.answers).where(Sheet.survey_id == opened.id)).one()
    assert kept == {str(own.id): [own.options[0].id]}
    people["citizen"].send(f"/de/umfragen/{opened.reference}", 422, **{f"question-{own.id}": foreign.options[0].id})


@pytest.mark.parametrize("sent_by", ["cross-site", "same-site", "none"])
def test_a_vote_that_another_site_sends_is_none(town: Town, people: Any, sent_by: str) -> None:
    path = f"/de/vorschlaege/{town.one('proposal').reference}/unterstuetzen"
    before = votes()
    answer = people["citizen"].post(path, data={"support": "yes"}, headers={"Sec-Fetch-Site": sent_by})
    assert answer.status_code == 403
    assert votes() == before
    people["citizen"].send(path, support="yes")
    assert votes() != before


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://127.0.0.1:8000.evil.example", ""])
def test_an_old_browser_on_another_site_sends_no_vote(app: Any, town: Town, people: Any, origin: str) -> None:
    old = FlaskClient(app, app.response_class, use_cookies=False)  # says nothing about where a form comes from
    cookie = people["citizen"].get_cookie("sid").value
    path = f"http://127.0.0.1:8000/de/vorschlaege/{town.one('proposal').reference}/unterstuetzen"
    headers = {"Origin": origin, "Referer": "http://127.0.0.1:8000/de/", "Cookie": f"sid={cookie}"}
    before = votes()
    assert old.post(path, data={"support": "yes"}, headers=headers).status_code == 403
    assert votes() == before
    headers["Origin"] = "http://127.0.0.1:8000"
    assert old.post(path, data={"support": "yes"}, headers=headers).status_code == 303
    assert votes() != before


@contextmanager
def a_full_disk() -> Iterator[None]:
    """After a try was booked the database takes everything and keeps nothing."""
    commits: list[Any] = []

    def fail(connection: Any) -> None:
        commits.append(connection)
        if len(commits) == 1:
            return
        connection.connection.rollback()
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(db.get_bind(), "commit", fail)
    try:
        yield
    finally:
        event.remove(db.get_bind(), "commit", fail)


def test_nobody_reads_saved_before_it_is(town: Town, people: Any) -> None:
    public = town.one("proposal")
    path = f"/de/vorschlaege/{public.reference}"
    with transaction(writes=False):
        before = dump(db.connection())
    with a_full_disk():
        answer = people["citizen"].post(f"{path}/unterstuetzen", data={"support": "yes"})
    assert answer.status_code == 503
    with transaction(writes=False):
        assert dump(db.connection()) == before
    people["citizen"].send(f"{path}/unterstuetzen", support="yes")
    with transaction(writes=False):
        assert db.get_one(Ballot, public.ballot_id).agree == db.get_one(Proposal, public.id).supporters == 1
