"""What the board writes to people."""

from collections.abc import Iterable
from datetime import datetime

from bmw.accounts.models import Person
from bmw.board.models import Correction, Review
from bmw.board.states import Verdict
from bmw.kernel.text import _
from bmw.notifications.service import tell


def opened(review: Review, members: Iterable[Person], at: datetime) -> None:
    """Members hear that a finding waits for their opinion."""
    for member in members:
        tell(
            member,
            _("A finding waits for your opinion"),
            _(
                "The moderators handed the finding “%(title)s” to the advisory board. Please score it and write your "
                "opinion. If you have a conflict of interest, please say so there.",
                title=review.finding.title.reading(member.language).text,
            ),
            at,
            endpoint="board.page",
            reference=review,
            dedupe=f"review-opened:{review.id}",
        )


def concluded(review: Review, people: Iterable[Person], at: datetime) -> None:
    """People who follow a contribution hear what the board says about the finding it went into."""
    verdict = review.verdict or Verdict.NOT_NOW
    for person in people:
        tell(
            person,
            _("The advisory board has concluded"),
            _(
                "A contribution you follow is a source of the finding “%(title)s”. The advisory board has now "
                "concluded: %(verdict)s. You can read the reasons on the page of the opinion.",
                title=review.finding.title.reading(person.language).text,
                verdict=verdict.words,
            ),
            at,
            endpoint="board.page",
            reference=review,
            dedupe=f"review-concluded:{review.id}",
        )


def correction_proposed(correction: Correction, others: Iterable[Person], at: datetime) -> None:
    """Whoever can be the second person hears that a correction waits."""
    for person in others:
        tell(
            person,
            _("A correction of the advisory board waits for you"),
            _(
                "The chair proposes to correct what the advisory board concluded on “%(title)s”. "
                "Please read it and confirm or decline it within seven days.",
                title=correction.review.finding.title.reading(person.language).text,
            ),
            at,
            endpoint="board.page",
            reference=correction.review,
            dedupe=f"correction-proposed:{correction.id}",
        )


def corrected(review: Review, people: Iterable[Person], at: datetime) -> None:
    """Everybody concerned hears that the board corrected its conclusion."""
    verdict = review.verdict or Verdict.NOT_NOW
    for person in people:
        tell(
            person,
            _("The advisory board has corrected its conclusion"),
            _(
                "The advisory board has corrected what it concluded on “%(title)s”. It now says: %(verdict)s. "
                "You can read why, and what it said before, on the page of the opinion.",
                title=review.finding.title.reading(person.language).text,
                verdict=verdict.words,
            ),
            at,
            endpoint="board.page",
            reference=review,
            dedupe=f"review-corrected:{review.id}:{len(review.earlier)}",
        )
