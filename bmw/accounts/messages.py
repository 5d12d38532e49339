"""What we write to people about their account."""

from dataclasses import dataclass
from datetime import datetime

from bmw.accounts.models import Office, Person
from bmw.accounts.titles import DUTIES, TITLES
from bmw.kernel.text import Lazy, _
from bmw.notifications.service import send_privately, tell

TEXTS_STAY = _("What you published stays readable, under “former member”.")
TEXTS_WENT = _("The texts of your contributions are deleted. Where others built upon them, a sentence says so.")

SIGNED_OUT = _("To be on the safe side, all your browsers were signed out. Please sign in again.")


@dataclass(frozen=True)
class Departure:
    """What went when somebody left."""

    votes: object
    surveys: object
    texts: bool
    """Whether their public texts went, too."""


def asked(address: str, language: str, token: str, code: str, at: datetime, *, until: datetime) -> None:
    """Somebody wants to sign in with this address."""
    body = _(
        "Somebody, probably you, wants to sign in with this e-mail address.\n\n"
        "Your code: %(code)s\n\n"
        "Type it on the page that waits for it, or open the link below. Both work once, for 15 minutes.\n\n"
        "Was it not you? Then you need not do anything. "
        "Never tell the code to anybody: nobody from the town hall will ask for it.",
        code=f"{code[:3]} {code[3:]}",
    )
    subject = _("Your code for signing in")
    send_privately(address, language, subject, body, at, until=until, endpoint="accounts.enter", token=token)


def invited(address: str, language: str, office: Office, token: str, at: datetime) -> None:
    """The town gives somebody an office."""
    body = _(
        "You are invited to take on an office on the participation platform: %(office)s.\n%(duty)s\n\n"
        "Open the link below to accept. It works once, for seven days.",
        office=TITLES[office],
        duty=DUTIES[office],
    )
    send_privately(address, language, _("You are invited"), body, at, endpoint="accounts.invited", token=token)


def appointed(person: Person, office: Office, at: datetime) -> None:
    """Somebody now holds an office."""
    what = _("You now hold this office: %(office)s.\n%(duty)s", office=TITLES[office], duty=DUTIES[office])
    body = Lazy(lambda: f"{what}\n\n{SIGNED_OUT}")
    tell(person, _("You have a new office"), body, at, endpoint="accounts.profile")


def dismissed(person: Person, office: Office, at: datetime) -> None:
    """Somebody no longer holds an office."""
    what = _("You no longer hold this office: %(office)s. Thank you for what you did.", office=TITLES[office])
    body = Lazy(lambda: f"{what}\n\n{SIGNED_OUT}")
    tell(person, _("An office of yours has ended"), body, at, endpoint="accounts.profile")


def wants_to_leave(person: Person, code: str, at: datetime, *, until: datetime) -> None:
    """Somebody wants to delete the account; only whoever reads its mail can."""
    body = _(
        "You want to delete your account. Your code for that: %(code)s\n\n"
        "Type it on the page that waits for it. It works for 15 minutes.\n\n"
        "Was it not you? Then somebody else uses your account. Nothing is deleted. Please open your profile and sign "
        "out all other browsers.",
        code=f"{code[:3]} {code[3:]}",
    )
    subject = _("Your code for deleting your account")
    send_privately(person.address or "", person.language, subject, body, at, until=until)


def left(address: str, language: str, done: Departure, at: datetime) -> None:
    """Somebody deleted their account: what went and what stays."""
    body = _(
        "Your account is deleted. "
        "We have forgotten your e-mail address, your name, your messages and your sessions.\n\n"
        "Votes taken back: %(votes)s. Surveys from which your answers were removed: %(surveys)s.\n%(texts)s\n\n"
        "Thank you for taking part. You are always welcome back.",
        votes=done.votes,
        surveys=done.surveys,
        texts=TEXTS_WENT if done.texts else TEXTS_STAY,
    )
    send_privately(address, language, _("Your account is deleted"), body, at)
