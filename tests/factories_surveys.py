"""Surveys for tests; call inside `with transaction():`."""

from datetime import datetime, timedelta
from typing import Any

from bmw.accounts.models import Person
from bmw.kernel.text import Localized
from bmw.processes.models import Process
from bmw.surveys import service
from bmw.surveys.models import Kind, Question, Survey
from bmw.surveys.plans import About, Asked
from tests import factories as make
from tests.factories import NOW


def survey(
    *kinds: Kind,
    process: Process | None = None,
    opens: datetime = NOW - timedelta(days=1),
    closes: datetime = NOW + timedelta(days=5),
    public: bool = True,
    **traits: Any,
) -> Survey:
    """A published survey that is open, with one question of each kind; choices are A, B and C."""
    about = About(Localized(de="Wie fahren Sie?", en="How do you travel?"), Localized(de="Kurz."), opens, closes)
    new = service.create(process or make.process(), about, NOW)
    for kind in kinds:
        service.ask(new, asked(kind, **traits))
    new.public = public
    return new


def asked(kind: Kind, text: str = "Womit?", **traits: Any) -> Asked:
    """A question with three possible answers."""
    options = [Localized(de=letter) for letter in "ABC"]
    return Asked(kind, Localized(de=text), Localized(), options=options, **traits)


def answered(new: Survey, *choices: int) -> list[Person]:
    """As many people as choices, each choosing the option at that place of the first question."""
    first: Question = new.questions[0]
    people = [make.person() for _choice in choices]
    for someone, choice in zip(people, choices, strict=True):
        service.answer(new, someone, {first.id: [first.options[choice].id]})
    return people
