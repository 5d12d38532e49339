"""Words as the index knows them: without case, accents and common German endings."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
MOST = 24
ENDINGS = ("ungen", "ung", "en", "er", "es", "em", "e", "n", "s")
STEM = 4
"""At least so many letters stay when an ending is taken off."""
SMALL = """
aber alle als also auch auf aus bei bin bitte das dass dem den der des die dort durch ein eine einen einer eines einem
für gibt haben hat hier ich ihr immer ist kann können kein keine man mehr mit muss müssen nach nicht noch nur oder ohne
sein sich sie sind soll sollen sollte sollten sowie über um und uns unser unsere vom von vor war was weil wenn wer
werden wie wir wird wäre zu zum zur zwischen and are for from have more not our should that the there this with you your
"""


def fold(text: str) -> str:
    """Text without case and accents; ß is ss."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


UNTOLD = frozenset(fold(SMALL).split())


def words(text: str) -> list[str]:
    """The words of a text, folded; Arabic ones without their article."""
    found = (word[:LONGEST] for word in WORD.findall(fold(text)))
    return [word.removeprefix("ال") if len(word) > STEM else word for word in found]


def stem(word: str) -> str:
    """A word without a common German ending, so that Radwege finds Radweg."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word.removesuffix(ending)
    return word


def wanted(text: str) -> list[str]:
    """The beginnings of words that somebody looks for, each once; small words count only if there is nothing else."""
    found = words(text[:2000])
    telling = [word for word in found if word not in UNTOLD] or found
    return list(dict.fromkeys(stem(word) for word in telling))[:MOST]


def in_fts5(stems: Iterable[str], joined: str) -> str:
    """A question for FTS5; every word is quoted, so whatever was typed stays a word."""
    return f" {joined} ".join(f'"{each}"*' for each in stems)


def in_tsquery(stems: Iterable[str], joined: str) -> str:
    """A question for PostgreSQL; words have only letters and digits, so nothing in them is a sign."""
    return f" {'&' if joined == 'AND' else '|'} ".join(f"'{each}':*" for each in stems)


def likeness(stems: list[str], text: str) -> float:
    """Which share of these word beginnings a text has, from 0 to 1; `text` is folded."""
    present = text.split()
    return sum(any(word.startswith(each) for word in present) for each in stems) / len(stems) if stems else 0.0
