"""Leading a process: drafts, phases, reasons, the start and the end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office
from bmw.kernel.database import db, transaction
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Localized
from bmw.notifications.models import Message
from bmw.processes import queries, service
from bmw.processes.models import Level, Moderation, Opens, Process, State
from bmw.processes.plans import About, Planned
from bmw.record.queries import journey
from bmw.record.service import follow
from bmw.record.words import Word
from bmw.votes.models import Choice, Kind
from bmw.votes.service import cast, open_ballot
from tests import factories as make
from tests.factories import NOW

ABOUT = About(
    title=Localized(de="Radwege"),
    summary=Localized(de="Wo fehlen Radwege?"),
    outcome=Localized(de="Der Beirat prüft."),
    level=Level.CONSULTATION,
    moderation=Moderation.BEFORE,
)
PHASE = Planned(Localized(de="Sammeln"), Localized(), NOW, NOW + timedelta(days=10), [Opens.VOTE, Opens.SUBMIT])


def drafted() -> Process:
    process = service.create(ABOUT, 1, NOW)
    service.add_phase(process, PHASE, make.person(Office.EDITOR).id, NOW)
    return process


def test_a_new_process_is_a_draft_with_a_register_of_its_own(app: Flask) -> None:
    with transaction():
        one, other = service.create(ABOUT, 1, NOW), service.create(ABOUT, 1, NOW)
        assert one.state is State.DRAFT
        assert not one.is_public
        assert one.register_id != other.register_id


def test_a_phase_keeps_what_it_opens_in_one_order(app: Flask) -> None:
    with transaction():
        assert drafted().phases[0].opens == ["proposals.submit", "votes.cast"]


def test_a_phase_cannot_end_before_it_starts() -> None:
    with pytest.raises(NotPossible):
        replace(PHASE, ends=NOW)


def test_a_draft_is_rescheduled_without_a_reason(app: Flask) -> None:
    with transaction():
        process = drafted()
        service.reschedule(process.phases[0], NOW, NOW + timedelta(days=3), reason="", by=1, at=NOW)
        assert queries.changes(process) == []


def test_a_schedule_that_people_know_changes_only_with_a_reason(app: Flask) -> None:
    with transaction():
        phase = make.process().phases[0]
        with pytest.raises(NotPossible):
            service.reschedule(phase, NOW, NOW + timedelta(days=3), reason="", by=1, at=NOW)


def test_the_reason_and_the_old_dates_stay_visible(app: Flask) -> None:
    with transaction():
        process, editor = make.process(), make.person(Office.EDITOR)
        old = process.phases[0].ends
        service.reschedule(process.phases[0], NOW, NOW + timedelta(days=3), reason="Ferien", by=editor.id, at=NOW)
        (change,) = queries.changes(process)
        assert (change.old_ends, change.new_ends, change.reason) == (old, NOW + timedelta(days=3), "Ferien")
        assert journey(process)[-1].word is Word.PROCESS_RESCHEDULED


def test_those_who_follow_hear_of_a_new_schedule(app: Flask) -> None:
    with transaction():
        process, citizen = make.process(), make.person(language="en")
        follow(citizen.id, process)
        service.reschedule(process.phases[0], NOW, NOW + timedelta(days=3), reason="Ferien", by=citizen.id, at=NOW)
        message = db.scalars(select(Message).where(Message.person_id == citizen.id)).one()
        assert "Ferien" in message.body


def test_a_phase_added_later_has_no_old_dates(app: Flask) -> None:
    with transaction():
        process, editor = make.process(), make.person(Office.EDITOR)
        service.add_phase(process, PHASE, editor.id, NOW, reason="Mehr Zeit")
        assert queries.changes(process)[0].old_starts is None


def test_only_a_draft_loses_a_phase(app: Flask) -> None:
    with transaction():
        draft = drafted()
        service.remove_phase(draft.phases[0])
        assert draft.phases == []
        with pytest.raises(NotPossible):
            service.remove_phase(make.process().phases[0])


def test_the_way_of_voting_stays_once_somebody_has_voted(app: Flask) -> None:
    with transaction():
        process = make.process()
        ballot = open_ballot(process.register, Kind.SUPPORT)
        service.change(process, replace(ABOUT, ballot_kind=Kind.OPINION), seen=process.version)
        db.refresh(ballot)
        assert ballot.kind is Kind.OPINION
        cast(ballot, make.person().voter_id, Choice.AGREE)
        with pytest.raises(NotPossible):
            service.change(process, ABOUT, seen=process.version)


def test_two_editors_do_not_overwrite_each_other(app: Flask) -> None:
    with transaction():
        process = make.process()
        service.change(process, ABOUT, seen=process.version)
        with pytest.raises(NotPossible):
            service.change(process, ABOUT, seen=process.version - 1)


def test_archiving_destroys_the_key_between_votes_and_people(app: Flask) -> None:
    with transaction():
        process, editor = make.process(), make.person(Office.EDITOR)
        service.archive(process, editor.id, NOW)
        assert process.register.secret is None
        with pytest.raises(NotPossible):
            service.archive(process, editor.id, NOW)


def test_running_processes_come_with_the_next_to_end_first(app: Flask) -> None:
    with transaction():
        late = make.process(ends=NOW + timedelta(days=9))
        soon = make.process(ends=NOW + timedelta(days=2))
        make.process(ends=NOW - timedelta(days=1))
        drafted()
        assert [process.id for process in queries.running(NOW)] == [soon.id, late.id]
