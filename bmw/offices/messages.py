"""What we write to people about offices and looks at identities."""

from collections.abc import Iterable
from datetime import datetime

from bmw.accounts.models import Person
from bmw.accounts.titles import TITLES
from bmw.kernel.text import Sentence, _
from bmw.notifications.service import tell
from bmw.offices.models import REASONS, Act, Look, OfficeChange


def _about(change: OfficeChange) -> dict[str, Sentence]:
    name: Sentence = change.person.pseudonym if change.person else _("somebody who is invited")
    return {"office": TITLES[change.office], "name": name}


def proposed(change: OfficeChange, administrators: Iterable[Person], at: datetime) -> None:
    """The other administrators hear that a change waits for one of them."""
    words = {
        Act.GIVE: _("An administrator proposes to give “%(office)s” to %(name)s.", **_about(change)),
        Act.TAKE: _("An administrator proposes to take “%(office)s” from %(name)s.", **_about(change)),
        Act.INVITE: _("An administrator proposes to invite somebody to the office “%(office)s”.", **_about(change)),
    }
    body = _("%(what)s\n\nPlease confirm or decline it within seven days.", what=words[change.act])
    for person in administrators:
        if person.id != change.by_id and not change.concerns(person.id, person.address):
            tell(person, _("A change of offices waits for you"), body, at, endpoint="offices.people")


def effective(change: OfficeChange, administrators: Iterable[Person], at: datetime) -> None:
    """Every administrator hears that an office was given or taken."""
    words = {
        Act.GIVE: _("“%(office)s” was given to %(name)s.", **_about(change)),
        Act.TAKE: _("“%(office)s” was taken from %(name)s.", **_about(change)),
        Act.INVITE: _("Somebody was invited to the office “%(office)s”.", **_about(change)),
    }
    for person in administrators:
        tell(person, _("Offices have changed"), words[change.act], at, endpoint="offices.log")


def declined(change: OfficeChange, at: datetime) -> None:
    """Whoever proposed a change hears that nothing came of it."""
    body = _("Your proposal about the office “%(office)s” was declined. Nothing has changed.", **_about(change))
    if change.by is not None:
        tell(change.by, _("Your proposal was declined"), body, at, endpoint="offices.log")


def looked(look: Look, at: datetime) -> None:
    """Somebody hears that the town hall looked who they are."""
    body = _(
        "The town hall looked up which e-mail address stands behind contribution %(number)s.\n\n"
        "The reason: %(reason)s\n\nYou find this on your page, too. If you have questions, please write to us.",
        number=look.record.reference,
        reason=REASONS[look.reason],
    )
    tell(look.person, _("Your address was looked up"), body, at, endpoint="site.mine")
