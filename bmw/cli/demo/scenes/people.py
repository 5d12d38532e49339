"""The people of the demo town: those of the roles, those who write, and those who only vote."""

from datetime import datetime

from bmw.accounts.demo import ROLES
from bmw.accounts.models import Office, Person
from bmw.accounts.pseudonyms import skeleton
from bmw.accounts.service import appoint, demo_person
from bmw.cli.demo.story import Story, data
from bmw.kernel.database import db
from bmw.offices.models import Act, Wanted
from bmw.offices.service import propose

LANGUAGES = ("de", "tr", "uk", "ar", "en")
ARRIVED = -430
ADDRESSES = {role.pseudonym: role.address for role in ROLES.values()}
BOARD_SINCE = -425


def gather(story: Story) -> None:
    """Everybody moves in before the story begins."""
    arrived = story.day(ARRIVED)
    others = {*data("people")["board"], *data("people")["moderators"]}
    for name in (name for name, role in ROLES.items() if role.pseudonym not in others):
        person = demo_person(name, arrived)
        story.people[name] = story.people[person.pseudonym] = person
    for pseudonym in data("people")["board"]:
        appoint(_move_in(story, pseudonym, "de", arrived), Office.BOARD, None, story.day(BOARD_SINCE))
    for pseudonym in data("people")["moderators"]:
        appoint(_move_in(story, pseudonym, "de", arrived), Office.MODERATOR, None, arrived)
    for language in LANGUAGES:
        for pseudonym in data("people")["voters" if language == "de" else f"voters_{language}"]:
            _move_in(story, pseudonym, language, arrived)
    db.flush()
    wanted, second = Wanted(Act.GIVE, Office.EXPORT, story.people["moderator"]), story.people["administrator2"]
    story.happens(story.day(-1, 11), lambda at: _propose(wanted, second, at))


def _propose(wanted: Wanted, by: Person, at: datetime) -> None:
    """A change of offices that waits for the first administrator of the tour."""
    propose(wanted, by, "de", at)


def someone(story: Story, pseudonym: str, language: str = "de") -> Person:
    """The person of this name; who is not there yet moves in."""
    return story.people.get(pseudonym) or _move_in(story, pseudonym, language, story.day(ARRIVED))


def _move_in(story: Story, pseudonym: str, language: str, at: datetime) -> Person:
    person = Person(
        address=ADDRESSES.get(pseudonym),
        pseudonym=pseudonym,
        skeleton=skeleton(pseudonym),
        language=language,
        voter_id=story.random.randbytes(16),
        created=at,
        appointments=[],
    )
    db.add(person)
    db.flush()
    story.people[pseudonym] = person
    return person


def crowd(story: Story, count: int, *, without: Person | None = None) -> list[Person]:
    """Some of the citizens; a few of them take part often, most of them seldom."""
    citizens = [each for each in dict.fromkeys(story.people.values()) if not each.held and each is not without]
    drawn = {id(each): story.random.random() ** ((n + 3) ** 0.5) for n, each in enumerate(citizens)}
    return sorted(citizens, key=lambda each: -drawn[id(each)])[:count]
