"""What we write to people about measures."""

from collections.abc import Iterable
from datetime import datetime

from bmw.accounts.models import Person
from bmw.kernel.clock import day_in_words
from bmw.kernel.text import Sentence, _
from bmw.notifications.service import tell
from bmw.strategy.models import Decision, Measure, Milestone


def planned(measure: Measure, people: Iterable[Person], at: datetime) -> None:
    """People who follow a contribution hear that it helped to shape a measure."""
    for person in people:
        subject = _("A contribution you follow became part of a measure")
        body = _(
            "The town has planned the measure “%(title)s”. A contribution you follow helped to shape it. "
            "On its page you see where it comes from and how it goes on.",
            title=_title(measure, person),
        )
        _tell(person, measure, subject, body, at, once=f"planned:{measure.id}")


def changed(measure: Measure, people: Iterable[Person], at: datetime) -> None:
    """People hear that a measure has a new status."""
    for person in people:
        subject = _("A measure you follow has a new status")
        body = _(
            "The measure “%(title)s” is now: %(status)s.", title=_title(measure, person), status=measure.status.words
        )
        _tell(person, measure, subject, body, at)


def reached(milestone: Milestone, people: Iterable[Person], at: datetime) -> None:
    """People hear that a milestone was reached."""
    for person in people:
        subject = _("A milestone was reached")
        body = _("The measure “%(title)s” has reached a milestone: %(milestone)s.", **_named(milestone, person))
        _tell(person, milestone.measure, subject, body, at, once=f"reached:{milestone.id}")


def rescheduled(measure: Measure, reason: str, people: Iterable[Person], at: datetime) -> None:
    """People hear that the period of a measure changed, and why."""
    for person in people:
        subject = _("The period of a measure you follow has changed")
        body = _(
            "The measure “%(title)s” has a new period. The reason: %(reason)s",
            title=_title(measure, person),
            reason=reason,
        )
        _tell(person, measure, subject, body, at)


def moved(milestone: Milestone, reason: str, people: Iterable[Person], at: datetime) -> None:
    """People hear that a milestone has another day, and why."""
    for person in people:
        subject = _("A milestone has another day")
        body = _(
            "The milestone “%(milestone)s” of the measure “%(title)s” is now planned for %(day)s. "
            "The reason: %(reason)s",
            day=day_in_words(milestone.due),
            reason=reason,
            **_named(milestone, person),
        )
        _tell(person, milestone.measure, subject, body, at)


def given_up(milestone: Milestone, reason: str, people: Iterable[Person], at: datetime) -> None:
    """People hear that a milestone was given up, and why."""
    for person in people:
        subject = _("A milestone was given up")
        body = _(
            "The milestone “%(milestone)s” of the measure “%(title)s” was given up. The reason: %(reason)s",
            reason=reason,
            **_named(milestone, person),
        )
        _tell(person, milestone.measure, subject, body, at, once=f"given-up:{milestone.id}")


def decided(measure: Measure, decision: Decision, people: Iterable[Person], at: datetime) -> None:
    """People hear what the council decided."""
    for person in people:
        subject = _("There is a decision on a measure you follow")
        body = _(
            "%(body)s has decided on the measure “%(title)s”: %(outcome)s. You can read the decision on its page.",
            body=decision.body,
            title=_title(measure, person),
            outcome=decision.outcome.words,
        )
        _tell(person, decision, subject, body, at, once=f"decided:{decision.id}")


def _tell(
    person: Person,
    about: Measure | Decision,
    subject: Sentence,
    body: Sentence,
    at: datetime,
    *,
    once: str | None = None,
) -> None:
    tell(person, subject, body, at, endpoint=about.page, reference=about, dedupe=once)


def _named(milestone: Milestone, person: Person) -> dict[str, str]:
    words = milestone.title.reading(person.language).text
    return {"milestone": words, "title": _title(milestone.measure, person)}


def _title(measure: Measure, person: Person) -> str:
    return measure.title.reading(person.language).text
