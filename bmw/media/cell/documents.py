"""Documents are only looked at: whether they run something or carry files, and how well they can be read aloud."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

RUNS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"})
"""Actions that do more than turn to another place."""
RUNNING = frozenset({"/JS", "/RichMediaContent", "/XFA"})
CARRIES = frozenset({"/EF", "/EmbeddedFiles"})
MOST = 300_000
"""Parts of a document; more than any minutes have."""
DEEPEST = 60


class TooMuch(Exception):
    """A document has more parts than anybody wants to look through."""


def told_of(content: bytes) -> dict[str, Any]:
    """What a document is, or why it cannot be taken."""
    try:
        with pikepdf.open(BytesIO(content)) as document:
            trouble, has_words = _seen(document)
            return {"trouble": trouble} if trouble else {**_access(document), "words": has_words}
    except pikepdf.PasswordError:
        return {"trouble": "locked"}
    except (TooMuch, MemoryError):
        return {"trouble": "complex"}
    except Exception:  # whatever a stranger's file breaks, the answer is the same
        return {"trouble": "broken"}


def _access(document: pikepdf.Pdf) -> dict[str, Any]:
    root = document.Root
    marked = bool(root.get("/MarkInfo", {}).get("/Marked", False))  # type: ignore[call-overload]  # a dictionary or none
    return {
        "pages": len(document.pages),
        "tagged": marked and "/StructTreeRoot" in root,
        "named": bool(str(root.get("/Lang", "")) and str(document.docinfo.get("/Title", "")).strip()),
        "open": not document.is_encrypted or document.allow.accessibility,
    }


def _seen(document: pikepdf.Pdf) -> tuple[str, bool]:
    """What speaks against a document, and whether it has letters at all: a scan has none."""
    has_words = False
    for part in _parts(document):
        names = set(part.keys())
        if names & RUNNING or str(part.get("/S", "")) in RUNS:
            return "active", False
        if names & CARRIES:
            return "carries", False
        has_words = has_words or str(part.get("/Type", "")) == "/Font"
    return "", has_words


def _parts(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the document, those within others as well."""
    left: list[tuple[Any, int]] = [(each, 0) for each in document.objects]
    left.append((document.trailer, 0))
    seen = 0
    while left:
        part, depth = left.pop()
        seen += 1
        if seen > MOST or depth > DEEPEST:
            raise TooMuch
        if isinstance(part, pikepdf.Array):
            left += [(each, depth + 1) for each in part.as_list() if _is_within(each)]
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            left += [(each, depth + 1) for _name, each in part.items() if _is_within(each)]


def _is_within(part: Any) -> bool:
    """Whether it stands right here; what has a number of its own is looked at by itself."""
    return isinstance(part, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream) and not part.is_indirect
