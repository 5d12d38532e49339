"""What is done across the rooms: page texts are rewritten, an account is erased."""

from datetime import datetime

from bmw.accounts.models import Person
from bmw.accounts.service import erase as erase_person
from bmw.kernel.database import db
from bmw.kernel.text import Localized
from bmw.offices.service import forget as forget_invitations
from bmw.site.models import PageText
from bmw.surveys.service import erase as erase_answers
from bmw.votes.service import erase as erase_votes


def rewrite(slug: str, title: Localized, text: Localized, at: datetime) -> PageText:
    """An editor puts the town's own words in place of a page."""
    page = db.get(PageText, slug)
    if page is None:
        page = PageText(slug=slug)
        db.add(page)
    page.title, page.text, page.changed = title, text, at
    return page


def erase(person: Person, at: datetime) -> None:
    """Somebody leaves: votes and answers that can be are taken back, then name and address are forgotten."""
    erase_answers(person, at)
    erase_votes(person.voter_id)
    forget_invitations(person)
    erase_person(person, at)
