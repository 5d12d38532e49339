"""What we write to people about measures."""

from collections.abc import Iterable
from datetime import datetime

from bmw.accounts.models import Person
from bmw.kernel.clock import day_in_words
from bmw.kernel.text import _
from bmw.notifications.service import tell
from bmw.strategy.models import Decision, Measure, Milestone


def planned(measure: Measure, people: Iterable[Person], at: datetime) -> None:
    """People who follow a contribution hear that it helped to shape a measure."""
    for person in people:
        tell(
            person,
            _("A contribution you follow became part of a measure"),
            _(
                "The town has planned the measure “%(title)s”. A contribution you follow helped to shape it. "
                "On its page you see where it comes from and how it goes on.",
                title=_title(measure, person),
            ),
            at,
            endpoint="strategy.measure",
            reference=measure,
            dedupe=f"planned:{measure.id}",
        )


def changed(measure: Measure, people: Iterable[Person], at: datetime) -> None:
    """People hear that a measure has a new status."""
    for person in people:
        tell(
            person,
            _("A measure you follow has a new status"),
            _(
                "The measure “%(title)s” is now: %(status)s.",
                title=_title(measure, person),
                status=measure.status.words,
            ),
            at,
            endpoint="strategy.measure",
            reference=measure,
        )


def reached(milestone: Milestone, people: Iterable[Person], at: datetime) -> None:
    """People hear that a milestone was reached."""
    for person in people:
        tell(
            person,
            _("A milestone was reached"),
            _(
                "The measure “%(title)s” has reached a milestone: %(milestone)s.",
                title=_title(milestone.measure, person),
                milestone=milestone.title.reading(person.language).text,
            ),
            at,
            endpoint="strategy.measure",
            reference=milestone.measure,
            dedupe=f"reached:{milestone.id}",
        )


def rescheduled(measure: Measure, reason: str, people: Iterable[Person], at: datetime) -> None:
    """People hear that the period of a measure changed, and why."""
    for person in people:
        tell(
            person,
            _("The period of a measure you follow has changed"),
            _(
                "The measure “%(title)s” has a new period. The reason: %(reason)s",
                title=_title(measure, person),
                reason=reason,
            ),
            at,
            endpoint="strategy.measure",
            reference=measure,
        )


def moved(milestone: Milestone, reason: str, people: Iterable[Person], at: datetime) -> None:
    """People hear that a milestone has another day, and why."""
    for person in people:
        tell(
            person,
            _("A milestone has another day"),
            _(
                "The milestone “%(milestone)s” of the measure “%(title)s” is now planned for %(day)s. "
                "The reason: %(reason)s",
                day=day_in_words(milestone.due),
                milestone=milestone.title.reading(person.language).text,
                title=_title(milestone.measure, person),
                reason=reason,
            ),
            at,
            endpoint="strategy.measure",
            reference=milestone.measure,
        )


def given_up(milestone: Milestone, reason: str, people: Iterable[Person], at: datetime) -> None:
    """People hear that a milestone was given up, and why."""
    for person in people:
        tell(
            person,
            _("A milestone was given up"),
            _(
                "The milestone “%(milestone)s” of the measure “%(title)s” was given up. The reason: %(reason)s",
                milestone=milestone.title.reading(person.language).text,
                title=_title(milestone.measure, person),
                reason=reason,
            ),
            at,
            endpoint="strategy.measure",
            reference=milestone.measure,
            dedupe=f"given-up:{milestone.id}",
        )


def decided(measure: Measure, decision: Decision, people: Iterable[Person], at: datetime) -> None:
    """People hear what the council decided."""
    for person in people:
        tell(
            person,
            _("There is a decision on a measure you follow"),
            _(
                "%(body)s has decided on the measure “%(title)s”: %(outcome)s. You can read the decision on its page.",
                body=decision.body,
                title=_title(measure, person),
                outcome=decision.outcome.words,
            ),
            at,
            endpoint="strategy.decision",
            reference=decision,
            dedupe=f"decided:{decision.id}",
        )


def _title(measure: Measure, person: Person) -> str:
    return measure.title.reading(person.language).text
