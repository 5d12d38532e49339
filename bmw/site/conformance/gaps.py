"""What is missing: each gap with the part it is in, the reason, and what people can do until it is closed."""

from dataclasses import dataclass
from enum import StrEnum

from bmw.kernel.text import Sentence, _


class Reason(StrEnum):
    """Why something is not accessible, as the European model statement sorts it."""

    NONCONFORM = "nonconform"
    BURDEN = "burden"
    OUT_OF_SCOPE = "out_of_scope"


REASONS: dict[Reason, Sentence] = {
    Reason.NONCONFORM: _("Does not meet the requirements yet"),
    Reason.BURDEN: _("Would be a disproportionate burden"),
    Reason.OUT_OF_SCOPE: _("Lies outside of what the law asks of the town"),
}


@dataclass(frozen=True, eq=False)
class Gap:
    """Something that is not accessible yet."""

    part: Sentence
    """Which part of the platform."""
    about: Sentence
    """What is missing there, in a sentence."""
    reason: Reason
    why: Sentence
    instead: Sentence
    """What people can do until then."""
    law: str = ""
    """The requirement it falls short of, where that is no criterion of the standard."""


GAPS: dict[str, Gap] = {
    "sign-language": Gap(
        _("Video in German Sign Language"),
        _("Films about what is on this platform, how to find your way and about this statement are missing."),
        Reason.NONCONFORM,
        _("It has not been recorded yet."),
        _("You can write to us or call through a relay service."),
        law="BITV 2.0 § 4",
    ),
    "easy-language": Gap(
        _("Leichte Sprache (easy German)"),
        _("People with learning difficulties have not checked our texts in Leichte Sprache yet."),
        Reason.NONCONFORM,
        _("The check has not been arranged yet."),
        _("The texts are marked as “not yet checked”. We also explain everything on the telephone."),
        law="BITV 2.0 § 4",
    ),
    "judgement": Gap(
        _("What only people can judge"),
        _("Machines cannot tell whether headings, names, hints and helps are good."),
        Reason.NONCONFORM,
        _("People with disabilities and an independent body have not tried the platform yet."),
        _("If something is hard for you, please tell us. We help, and we mend it."),
    ),
    "citizens": Gap(
        _("Contributions of citizens"),
        _("Proposals and comments can be hard to understand or carry a wrong language mark. Not all are translated."),
        Reason.OUT_OF_SCOPE,
        _("The town does not write them."),
        _("Every contribution names its language where it is known. Report a contribution to us, and we help."),
    ),
    "documents": Gap(
        _("Documents of meetings and measures"),
        _("Some PDF files have barriers. What a machine can find is said beside each one."),
        Reason.NONCONFORM,
        _("They come from elsewhere and nobody has checked all of them by hand."),
        _("Most can be read as a page as well. Where that is missing, the reason stands there, and whom to ask."),
    ),
}
OF_THE_LAW = tuple(name for name, gap in GAPS.items() if gap.law)
"""Gaps that belong to no criterion of the standard: they stand in every statement until they are closed."""
ABSENT: dict[str, Sentence] = {
    "media": _("Films in German Sign Language say what stands beside them as text. There is no other audio or video."),
    "hardware": _("A website has no keys, levers or other parts of its own."),
}
"""Why a criterion does not arise here."""
