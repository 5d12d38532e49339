"""What the town does with its statement: it looks over it every year, and tells the monitoring body what is new."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, select

from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holders
from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.database import db
from bmw.kernel.text import _
from bmw.notifications.service import tell
from bmw.site.models import Done, StatementStep
from bmw.ui.town import Accessibility

SOON, LATE = 335, 365
"""After so many days a new review is due, or overdue."""
PASSING = ("reviewed", "criteria", "runs")
"""What changes with every run; the monitoring body is told of the rest."""


def digest_of(statement: Mapping[str, Any]) -> str:
    """A mark of what the statement says, whenever it was tested."""
    said = {name: value for name, value in statement.items() if name not in PASSING}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def last(done: Done) -> StatementStep | None:
    """When the town last did this."""
    return db.scalar(last_of(done))


def last_of(done: Done) -> Select[StatementStep]:
    """The question for it."""
    return select(StatementStep).where(StatementStep.done == done).order_by(StatementStep.id.desc()).limit(1)


def days(town: Accessibility) -> tuple[date | None, date | None]:
    """When the statement was made, and when somebody last looked it over."""
    step = last(Done.REVIEWED)
    reviewed = step.at.astimezone(TOWN_ZONE).date() if step else town.made
    return town.made or reviewed, reviewed


def note(done: Done, by: Person, digest: str, at: datetime) -> None:
    """Somebody looked over the statement, or told the monitoring body of it."""
    db.add(StatementStep(done=done, by_id=by.id, digest=digest, at=at))


def is_reported(digest: str) -> bool:
    """Whether the monitoring body knows what the statement says now."""
    step = last(Done.REPORTED)
    return step is not None and step.digest == digest


def remind(digest: str, at: datetime) -> None:
    """The statement says something new: editors and administrators are told once that it has to be reported."""
    if is_reported(digest):
        return
    for person in holders(Office.EDITOR, Office.ADMINISTRATOR):
        tell(
            person,
            _("Please report the accessibility statement"),
            _(
                "The accessibility statement of the platform says something new. By law the town sends it to the "
                "monitoring body. The page below shows how, and takes your note that it is done."
            ),
            at,
            endpoint="site.statement",
            dedupe=f"statement-{digest}",
        )
