"""Files that a form brings: taken in and looked at before the step begins, so that nobody waits for it."""

import json
from collections.abc import Callable
from dataclasses import astuple
from functools import wraps
from typing import Any, TypeVar

from flask import g, request

from bmw.kernel.text import Sentence
from bmw.media import workshop
from bmw.media.plans import KeptDocument, KeptPicture
from bmw.media.queries import waits
from bmw.ui import current
from bmw.ui.signed import read, sign

View = TypeVar("View", bound=Callable[..., Any])
K = TypeVar("K", KeptDocument, KeptPicture)
LARGEST = workshop.LARGEST + 200_000
"""A file, and room for the rest of the form beside it."""


def accepts_files(view: View) -> View:
    """Let a form bring a file larger than other forms; it is read before the step begins."""

    @wraps(view)
    def receive(**values: Any) -> Any:
        request.max_content_length = LARGEST
        request.files  # noqa: B018  # reading it takes the whole body in
        return view(**values)

    return receive  # type: ignore[return-value]  # same parameters


def picture() -> None:
    """The picture of a form is drawn anew and laid down; the form asks later what became of it."""
    g.taken_in = _of_file(lambda content: workshop.lay_down(workshop.made_of(content)))


def document() -> None:
    """The document of a form is looked through and laid down."""
    g.taken_in = _of_file(workshop.seen_in)


def taken_in() -> KeptDocument | KeptPicture | Sentence | None:
    """What came of the file of this form: something to keep, a sentence why not, or nothing if none was sent."""
    found: KeptPicture | KeptDocument | Sentence | None = g.get("taken_in")
    return found


def _of_file(look: Callable[[bytes], Any]) -> Any:
    sent = request.files.get("file")
    if not sent:
        return None
    try:
        return look(sent.stream.read(workshop.LARGEST + 1))
    except workshop.Unusable as trouble:
        return trouble.sentence


def remembered(kept: KeptDocument | KeptPicture | None) -> str:
    """What a form carries about a file that has arrived, so that nobody has to choose it twice; for its sender only."""
    return sign(_purpose(type(kept)), json.dumps(astuple(kept))) if kept else ""


def recalled(kind: type[K], carried: str | None) -> K | None:
    """The file that a form carries a note about, if it still waits in the folder."""
    words = read(_purpose(kind), carried)
    kept = kind(*json.loads(words)) if words else None
    return kept if kept and waits(kept.file) else None


def _purpose(kind: type) -> str:
    return f"{kind.__name__} of {current.who().id}"
