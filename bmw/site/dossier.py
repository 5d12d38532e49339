"""Everything the platform knows about a person, for them to see and keep (GDPR, articles 15 and 20)."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from bmw.accounts.models import Person
from bmw.site.personal import NOT_TOLD, ROOMS

ORDER = (
    *("account", "offices", "sessions", "sign_ins", "second_factors", "recovery_codes", "lost_factors", "limits"),
    *("messages", "proposals", "comments", "votes", "survey_answers", "follows", "reports", "readings"),
    *("opinions", "scores", "corrections", "office_changes", "identity_looks", "steps"),
)
"""What people look for comes first; kinds that are not named here come after."""


def about(person: Person, at: datetime) -> dict[str, Any]:
    """Kind of data → rows, as the rooms tell them: plain values, enums, moments."""
    told = {kind: rows for room in ROOMS if room.of for kind, rows in room.of(person, at).items()}
    return {kind: told[kind] for kind in (*ORDER, *told) if kind in told}


def copy(person: Person, at: datetime) -> dict[str, Any]:
    """The same for a machine: words and numbers, moments in UTC (ISO 8601), and what is left out, with reasons."""
    return {"as_of": at.isoformat(), **_plain(about(person, at)), "left_out": dict(NOT_TOLD)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
