"""What the statement for machines looks like, as JSON Schema."""

from typing import Any

from bmw.site.conformance.criteria import State
from bmw.site.conformance.gaps import Reason
from bmw.site.conformance.names import CHAPTERS
from bmw.site.conformance.protocol import Outcome

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
DAY: dict[str, Any] = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
ADDRESS: dict[str, Any] = {"type": "string", "pattern": "^https?://"}
NUMBER: dict[str, Any] = {"type": "integer", "minimum": 0}
IN_LANGUAGES: dict[str, Any] = {"type": "object", "required": ["de"], "additionalProperties": TEXT}


def thing(**properties: dict[str, Any]) -> dict[str, Any]:
    """Something that has exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def several(items: dict[str, Any]) -> dict[str, Any]:
    """A list of such things."""
    return {"type": "array", "items": items}


def one_of(*words: str) -> dict[str, Any]:
    """One of these words."""
    return {"type": "string", "enum": list(words)}


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Accessibility statement",
    **thing(
        url=ADDRESS,
        operator=TEXT,
        platform=TEXT,
        norm=TEXT,
        guidelines=TEXT,
        conformity=one_of("full", "partial", "none"),
        made=DAY,
        reviewed=DAY,
        method=one_of("self-assessment", "external"),
        assessor=TEXT,
        report=ADDRESS,
        gaps=several(
            thing(
                part=IN_LANGUAGES,
                about=IN_LANGUAGES,
                reason=one_of(*Reason),
                why=IN_LANGUAGES,
                alternative=IN_LANGUAGES,
                criteria=several(TEXT),
            )
        ),
        feedback=thing(form=ADDRESS, email=TEXT, phone=TEXT, days=NUMBER, days_at_most=NUMBER),
        enforcement=thing(authority=TEXT, url=ADDRESS),
        criteria=several(
            thing(
                number=TEXT,
                chapter=one_of(*CHAPTERS),
                state=one_of(*State),
                tests=several(thing(name=TEXT, day=DAY, passed=NUMBER, failed=NUMBER)),
                not_run=several(TEXT),
            )
        ),
        runs=several(
            thing(
                day=DAY,
                commit=TEXT,
                asked=TEXT,
                pages=NUMBER,
                views=several(TEXT),
                passed=NUMBER,
                failed=NUMBER,
            )
        ),
        by_hand=several(
            thing(
                name=TEXT,
                what=IN_LANGUAGES,
                day=DAY,
                tester={"type": ["string", "null"], "minLength": 1},
                result={"type": ["string", "null"], "enum": [*Outcome, None]},
                done={"type": "boolean"},
            )
        ),
        words=IN_LANGUAGES,
    ),
}
