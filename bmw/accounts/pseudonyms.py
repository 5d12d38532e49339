"""Pseudonyms: what people may call themselves, and how two names look alike."""

import unicodedata
from functools import cache

from confusable_homoglyphs.confusables import confusables_data

from bmw.kernel.text import Sentence, _, clean_line

LONGEST = 40
SHORTEST = 2
SKELETON_LONGEST = 80
SIGNS = frozenset(" -_.'’·")
# Letters and marks that nobody sees: two names that differ in them only would look the same.
UNSEEN = frozenset(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810))))
UNSEEN |= frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
# Inside any name these would look as if the town were speaking; the short ones only as a word of their own.
NEVER_INSIDE = (
    "moderation",
    "moderator",
    "administrat",
    "beirat",
    "stadtverwaltung",
    "stadtrat",
    "rathaus",
    "bürgermeister",
    "buergermeister",
    "redaktion",
)
NEVER_ALONE = ("admin", "root", "system", "support", "team", "stadt", "board", "council", "mayor", "bmw", "bot")


@cache
def _prototypes() -> dict[str, str]:
    """For each sign that looks like another one, the plainest sign or signs it looks like (UTS 39)."""
    family: dict[str, str] = {}

    def head(sign: str) -> str:
        while family.get(sign, sign) != sign:
            sign = family[sign]
        return sign

    longer: dict[str, str] = {}
    for sign, others in confusables_data.items():
        for other in (each["c"].replace("\u200e", "") for each in others):
            if len(sign) == 1 and len(other) == 1:
                plain, odd = sorted((head(sign), head(other)), key=_plainness)
                family[odd] = plain
            elif len(sign) == 1 and len(other) > 1:
                longer[sign] = min(longer.get(sign, other), other, key=len)
    found = {sign: head(sign) for sign in family}
    spread = {head(sign): look for sign, look in longer.items()}
    return {sign: spread.get(head(sign), head(sign)) for sign in found.keys() | spread.keys()}


def _plainness(sign: str) -> tuple[bool, bool, bool, int]:
    return (not sign.isascii(), not sign.isalpha(), sign.isupper(), ord(sign))


def _looked_at(text: str) -> str:
    prototypes = _prototypes()
    for _round in range(3):
        text = unicodedata.normalize("NFD", "".join(prototypes.get(sign, sign) for sign in text))
    return text


def skeleton(name: str) -> str:
    """A name as the eye sees it: two names with one skeleton cannot be told apart."""
    seen = _looked_at(unicodedata.normalize("NFKD", name))
    plain = _looked_at(seen.casefold()).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or unicodedata.combining(sign)).replace("i", "l")


def is_reserved(name: str, town: str) -> bool:
    """Whether a name sounds as if the town itself were speaking."""
    whole = _bare(name)
    words = {_bare("".join(sign for sign in word if not sign.isdecimal())) for word in _words(name)}
    inside = (*NEVER_INSIDE, f"stadt {town}", f"{town} stadt")
    alone = {_bare(word) for word in NEVER_ALONE}
    return whole == _bare(town) or bool(words & alone) or any(_bare(each) in whole for each in inside)


def _bare(name: str) -> str:
    """The skeleton without accents: `Módération` is still meant to be read as the town's."""
    return "".join(sign for sign in skeleton(name) if not unicodedata.combining(sign))


def _words(name: str) -> list[str]:
    return "".join(" " if sign in SIGNS else sign for sign in name).split()


def objection(name: str, town: str) -> Sentence | None:
    """Why somebody cannot be called this, or nothing."""
    if not SHORTEST <= len(name) <= LONGEST or not any(sign.isalpha() for sign in name):
        return _("Please choose a name with %(least)s to %(most)s letters.", least=SHORTEST, most=LONGEST)
    if name != clean_line(name) or any(
        sign not in SIGNS and (sign in UNSEEN or unicodedata.category(sign)[0] not in "LMN") for sign in name
    ):
        return _("Please use only letters, digits, spaces, hyphens, dots and apostrophes in your name.")
    if len(skeleton(name)) > SKELETON_LONGEST or not skeleton(name):
        return _("Please choose a simpler name.")
    if is_reserved(name, town):
        return _("This name sounds as if the town itself were speaking. Please choose another one.")
    return None
