"""Documents of meetings: PDF files in a folder of the town, under names that nobody can guess."""

import secrets
from pathlib import Path

from bmw.kernel.states import NotPossible

MAGIC = b"%PDF-"
LARGEST = 10 * 1024 * 1024
FORM = 100_000
"""Room for the rest of the form beside the file."""


def is_pdf(content: bytes) -> bool:
    """Whether a file is a PDF by its content, whatever it is called."""
    return content.startswith(MAGIC)


def keep(content: bytes, folder: Path) -> str:
    """Keep a document and say under which name; a document that was replaced stays in the folder."""
    if not is_pdf(content) or len(content) > LARGEST:
        raise NotPossible("Not a PDF, or too large.")
    name = f"{secrets.token_hex(16)}.pdf"
    (folder / name).write_bytes(content)
    return name
