"""What we write to people about their second factors."""

from collections.abc import Iterable
from datetime import datetime

from bmw.accounts.models import Person
from bmw.kernel.clock import in_words
from bmw.kernel.text import Lazy, Sentence, _
from bmw.notifications.service import tell

SUBJECT = _("Your second factor has changed")
NOT_YOU = _("Was it not you? Then please tell an administrator at once, and sign out everywhere else in your profile.")


def _tell(person: Person, what: Sentence, at: datetime) -> None:
    body = Lazy(lambda: f"{what}\n\n{NOT_YOU}")
    tell(person, SUBJECT, body, at, endpoint="accounts.factors")


def added(person: Person, name: str, at: datetime) -> None:
    """Somebody has one more factor."""
    _tell(person, _("A second factor was added to your account: %(name)s.", name=name), at)


def removed(person: Person, name: str, at: datetime) -> None:
    """Somebody has one factor less."""
    what = _(
        "A second factor was removed from your account: %(name)s. All your other browsers were signed out.", name=name
    )
    _tell(person, what, at)


def renamed(person: Person, before: str, name: str, at: datetime) -> None:
    """Somebody calls a factor something else."""
    _tell(
        person, _("A second factor of yours has a new name: %(before)s is now %(name)s.", before=before, name=name), at
    )


def codes_made(person: Person, at: datetime) -> None:
    """Somebody has new recovery codes."""
    _tell(person, _("New recovery codes were made for your account. Older ones no longer work."), at)


def code_used(person: Person, left: int, at: datetime) -> None:
    """A recovery code is used up."""
    _tell(person, _("A recovery code of your account was used. Codes left: %(left)s.", left=left), at)


def help_asked(person: Person, administrators: Iterable[Person], at: datetime) -> None:
    """Somebody says that they have lost every factor."""
    body = _(
        "Somebody who is signed in with your account says that all your second factors are lost. If another "
        "administrator approves this, they are removed a day later.\n\n"
        "Was it not you? Then please stop it on your page."
    )
    tell(person, _("Your second factor is to be reset"), body, at, endpoint="accounts.lost")
    body = _(
        "%(name)s has lost every second factor and asks for a new beginning. Please make sure, best by telephone, that "
        "it is really them, before you approve.",
        name=person.pseudonym,
    )
    _tell_others(person, administrators, _("Somebody has lost their second factor"), body, at)


def approved(person: Person, by: Person, administrators: Iterable[Person], due: datetime, at: datetime) -> None:
    """An administrator has approved; a day remains to stop it."""
    values = {"name": person.pseudonym, "by": by.pseudonym, "moment": in_words(due)}
    body = _(
        "%(by)s has approved that your second factors are removed. It happens on %(moment)s.\n\n"
        "Do you not want that? Then please stop it on your page.",
        **values,
    )
    tell(person, _("Your second factor is to be reset"), body, at, endpoint="accounts.lost")
    body = _(
        "%(by)s has approved that the second factors of %(name)s are removed. It happens on %(moment)s. "
        "Until then every administrator can stop it.",
        **values,
    )
    _tell_others(person, administrators, _("A second factor is to be reset"), body, at)


def cancelled(person: Person, by: Person, administrators: Iterable[Person], at: datetime) -> None:
    """It was stopped."""
    body = _(
        "%(by)s has stopped that the second factors of %(name)s are removed.", by=by.pseudonym, name=person.pseudonym
    )
    tell(person, _("A second factor is not reset"), body, at, endpoint="accounts.lost")
    _tell_others(person, administrators, _("A second factor is not reset"), body, at)


def reset(person: Person, administrators: Iterable[Person], at: datetime) -> None:
    """The factors are gone; the person begins anew."""
    body = _("Your second factors were removed. Please sign in and set up a new one: your office works only then.")
    tell(person, _("Please set up a new second factor"), body, at, endpoint="accounts.factors")
    body = _("The second factors of %(name)s were removed after a loss.", name=person.pseudonym)
    _tell_others(person, administrators, _("A second factor was reset"), body, at)


def _tell_others(
    person: Person, administrators: Iterable[Person], subject: Sentence, body: Sentence, at: datetime
) -> None:
    for each in administrators:
        if each.id != person.id:
            tell(each, subject, body, at, endpoint="accounts.lost_factors")
