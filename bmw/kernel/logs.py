"""What the platform writes down about itself: one JSON line for each thing, and nothing about people in it."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from hashlib import blake2b
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

OWN = "bmw"
SECURITY = "bmw.security"
HOUSE = Path(__file__).parents[2]
FRAMES = 8


class Lines(logging.Formatter):
    """One line of JSON in ASCII: no line break that somebody typed ends it.

    Of a failure only its kind and place are told, for its words may repeat what somebody typed; and of what other
    packages say only their own words and numbers.
    """

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": moment, "level": record.levelname.lower(), "from": record.name}
        line |= {"said": _said(record), **getattr(record, "facts", {})}
        if record.exc_info and record.exc_info[1]:
            line |= _failure(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True, default=lambda value: type(value).__name__)


def _said(record: logging.LogRecord) -> str:
    if record.name.split(".", 1)[0] == OWN:
        return record.getMessage()
    given = record.args if isinstance(record.args, tuple) else ()
    try:
        return str(record.msg) % tuple(each if isinstance(each, int | float) else "…" for each in given)
    except (TypeError, ValueError):
        return str(record.msg)


def _failure(error: BaseException) -> dict[str, Any]:
    """The kinds of a failure and of what it came from, and where in the house it happened."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause and len(kinds) < FRAMES:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {"failed": kinds, "where": [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]}


def _place(file: str) -> str:
    """A file as seen from the house, so that no line tells how a machine is laid out."""
    path = Path(file)
    return path.relative_to(HOUSE).as_posix() if path.is_relative_to(HOUSE) else "/".join(path.parts[-2:])


def pseudonym(secret: str, value: object, at: datetime) -> str:
    """A person's id as it stands in a log: the same within a month, and no id any more."""
    key = blake2b(secret.encode(), digest_size=32).digest()
    return blake2b(f"{at:%Y-%m} {value}".encode(), key=key, digest_size=6).hexdigest()


def set_up(security_file: str = "") -> None:
    """From now on this process writes lines to its error output; those about safety to a file if one is named."""
    logging.basicConfig(level=logging.WARNING, handlers=[_lined(logging.StreamHandler(sys.stderr))], force=True)
    logging.captureWarnings(True)
    watched = logging.getLogger(SECURITY)
    watched.setLevel(logging.INFO)
    if security_file:
        Path(security_file).parent.mkdir(parents=True, exist_ok=True)
        watched.handlers, watched.propagate = [_lined(WatchedFileHandler(security_file, encoding="ascii"))], False


def _lined(handler: logging.Handler) -> logging.Handler:
    handler.setFormatter(Lines())
    return handler
