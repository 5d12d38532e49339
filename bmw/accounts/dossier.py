"""Everything the platform knows about one person, as they may take it with them."""

from datetime import datetime
from typing import Any

from bmw.accounts import queries
from bmw.accounts.models import Person
from bmw.notifications.queries import inbox


def about(person: Person, at: datetime) -> dict[str, Any]:
    """The person's own data; times in UTC, in ISO 8601."""
    return {
        "as_of": at.isoformat(),
        "address": person.address,
        "name": person.pseudonym,
        "language": person.language,
        "messages_by_mail": person.by_mail,
        "since": person.created.isoformat(),
        "offices": [{"office": each.office.value, "since": each.since.isoformat()} for each in person.appointments],
        "sessions": [
            {"device": each.device, "since": each.created.isoformat(), "last_seen": each.seen.isoformat()}
            for each in queries.sessions_of(person.id, at)
        ],
        "messages": [
            {"subject": each.subject, "text": each.body, "language": each.language, "at": each.created.isoformat()}
            for each in inbox(person.id, most=10_000)
        ],
        "contributions": queries.written_by(person.id),
        "follows": queries.followed_by(person.id),
    }
