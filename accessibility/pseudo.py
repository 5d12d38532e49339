"""A language of the tests: German with longer words, as Turkish has them, and more marks on its letters.

It is made when tests start a town with it: `python -m accessibility.pseudo run` is `bmw run` with one language more.
The platform itself does not know it.
"""

import re
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from accessibility.listing import PSEUDO
from bmw.__main__ import main
from bmw.ui import locale

BABEL = "de@long"
NAME = "Langdeutsch"
ENTRY = f'\n[[language]]\ntag = "{PSEUDO}"\nbabel = "{BABEL}"\nname = "{NAME}"\nfallback = "de"\n'
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|%[sd]|\{\w+\}|<[^>]+>|&\w+;|\S+://\S+)")
LETTERS = str.maketrans(
    {"a": "aâ", "e": "eé", "i": "iî", "o": "oö", "u": "uü", "ä": "ää", "ü": "üü", "n": "nñ", "c": "ç", "g": "ğ"}
)


def longer(sentence: str) -> str:
    """A sentence about two fifths longer; what stands for values stays."""
    return "".join(part if number % 2 else part.translate(LETTERS) for number, part in enumerate(KEPT.split(sentence)))


def catalogues(folder: Path) -> Path:
    """The catalogues of the platform, and one more; made in an empty folder."""
    for each in locale.FOLDER.iterdir():
        if each.is_dir():
            (folder / each.name).symlink_to(each)
    languages = (locale.FOLDER / "languages.toml").read_text(encoding="utf-8")
    (folder / "languages.toml").write_text(languages + ENTRY, encoding="utf-8")
    with (locale.FOLDER / "de" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        german = read_po(file, locale="de")
    for message in german:
        if message.id:
            said = message.string
            message.string = longer(said) if isinstance(said, str) else tuple(longer(each) for each in said)
    (folder / BABEL / "LC_MESSAGES").mkdir(parents=True)
    with (folder / BABEL / "LC_MESSAGES" / "messages.po").open("wb") as file:
        write_po(file, german)
    return folder


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="bmw-languages-") as made:
        locale.FOLDER = catalogues(Path(made))
        sys.exit(main())
