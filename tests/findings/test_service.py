"""Findings: bundled with frozen numbers, changed while they are a draft, handed over, concluded."""

import pytest
from flask import Flask

from bmw.accounts.models import Office
from bmw.findings import queries, service
from bmw.findings.states import State
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.notifications.models import Message
from bmw.proposals.states import Outcome
from bmw.proposals.states import State as ProposalState
from bmw.record.queries import chain_stages, consequences, journey, sources
from bmw.record.words import Word
from tests.factories import NOW, person
from tests.factories_proposals import proposal
from tests.factories_strategy import concluded, draft, finding


@pytest.fixture(autouse=True)
def town(app: Flask) -> Flask:
    return app


def test_a_finding_freezes_the_numbers_of_its_sources() -> None:
    with transaction():
        source = proposal(supporters=12)
        new = draft(source)
        source.supporters = 20
        assert new.evidence[0].numbers["supporters"] == 12
        assert queries.changed_numbers(new.evidence[0]) == {"supporters": 20}


def test_numbers_that_stayed_the_same_are_not_shown_twice() -> None:
    with transaction():
        new = draft(proposal(supporters=12))
        assert queries.changed_numbers(new.evidence[0]) == {}


def test_a_source_knows_its_finding_and_the_finding_its_source() -> None:
    with transaction():
        source = proposal()
        new = finding(source)
        assert sources(new) == [source]
        assert consequences(source) == [new]


def test_a_proposal_in_a_finding_has_its_outcome_and_step() -> None:
    with transaction():
        source = proposal()
        new = draft(source)
        assert source.outcome is Outcome.BUNDLED
        assert journey(source)[-1].word is Word.PROPOSAL_BUNDLED
        assert journey(source)[-1].other is new


def test_the_same_source_counts_once() -> None:
    with transaction():
        source = proposal()
        new = draft(source, source)
        service.add_source(new, source, person(), NOW)
        assert len(new.evidence) == 1


def test_a_source_that_is_taken_out_waits_for_an_outcome_again() -> None:
    with transaction():
        first, second = proposal(), proposal()
        new = draft(first, second)
        service.remove_source(new, first, person(), NOW)
        db.flush()
        assert [each.record for each in new.evidence] == [second]
        assert first.outcome is Outcome.OPEN
        assert consequences(first) == []


def test_a_source_of_two_findings_stays_in_the_other_one() -> None:
    with transaction():
        source = proposal()
        one, other = draft(source), draft(source)
        service.remove_source(one, source, person(), NOW)
        assert source.outcome is Outcome.BUNDLED
        assert consequences(source) == [other]


def test_what_nobody_may_read_is_no_source() -> None:
    with transaction(), pytest.raises(NotPossible):
        draft(proposal(), proposal(state=ProposalState.HIDDEN))


def test_a_finding_that_lies_with_the_board_cannot_be_changed() -> None:
    with transaction():
        new = finding()
        with pytest.raises(NotPossible):
            service.add_source(new, proposal(), person(), NOW)
        with pytest.raises(NotPossible):
            service.remove_source(new, new.sources[0], person(), NOW)


def test_a_finding_without_sources_is_not_handed_over() -> None:
    with transaction():
        new = draft()
        service.remove_source(new, new.sources[0], person(), NOW)
        with pytest.raises(NotPossible):
            service.hand_over(new, person(), NOW)


def test_nobody_sees_a_draft_in_the_chain() -> None:
    with transaction():
        source = proposal()
        new = draft(source)
        assert chain_stages(source, back=False) == []
        service.hand_over(new, person(Office.MODERATOR), NOW)
        assert [stage.name for stage in chain_stages(source, back=False)] == ["finding"]


def test_a_finding_is_concluded_once() -> None:
    with transaction():
        new = concluded().finding
        assert new.state is State.CONCLUDED
        with pytest.raises(NotPossible):
            service.conclude(new, NOW)


def test_authors_hear_that_their_proposal_is_in_a_finding() -> None:
    with transaction():
        source = proposal()
        draft(source)
        told = [each.person_id for each in db.query(Message).where(Message.subject.contains("Ergebnis"))]
        assert source.author_id in told
