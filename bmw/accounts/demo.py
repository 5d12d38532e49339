"""The people of the demo town, one for each role."""

from dataclasses import dataclass

from bmw.accounts.models import Office
from bmw.kernel.text import Sentence, _


@dataclass(frozen=True)
class Role:
    """One way to look at the demo town."""

    name: str
    title: Sentence
    about: Sentence
    address: str
    pseudonym: str
    offices: tuple[Office, ...]
    home: str
    """The page this role starts on."""


def _role(name: str, mailbox: str, pseudonym: str, home: str, *offices: Office) -> Role:
    title, about = SAID[name]
    return Role(name, title, about, f"{mailbox}@demo.bergheim.example", pseudonym, offices, home)


SAID: dict[str, tuple[Sentence, Sentence]] = {
    "citizen": (_("Citizen"), _("You propose, support, comment and follow what becomes of it.")),
    "citizen2": (_("Another citizen"), _("You answer the first citizen and see what others see.")),
    "moderator": (
        _("Moderation"),
        _("You read what waits at the desk, decide with reasons, and bundle what people say."),
    ),
    "moderator2": (
        _("Another moderator"),
        _("You decide about objections to what the first moderator decided."),
    ),
    "board": (
        _("Member of the advisory board"),
        _("You review results by the town's criteria and write an opinion."),
    ),
    "board2": (
        _("Another member of the advisory board"),
        _("You write the opinion that is still missing before the chair can conclude."),
    ),
    "chair": (
        _("Chair of the advisory board"),
        _("You conclude what the board recommends, with reasons and dissent."),
    ),
    "editor": (_("Editing"), _("You look after fields, processes and surveys, and plan measures.")),
    "administrator": (_("Administration"), _("You invite people and propose who gets an office.")),
    "administrator2": (
        _("A second administration"),
        _("You confirm or decline what the first one proposes: nobody changes offices alone."),
    ),
    "identities": (
        _("Looking at identities"),
        _("You look up who wrote something, only with a reason, and every look is recorded."),
    ),
}
ROLES = {
    role.name: role
    for role in (
        _role("citizen", "buergerin", "Radlerin aus Glesch", "site.mine"),
        _role("citizen2", "nachbar", "Erftspaziergänger", "site.mine"),
        _role("moderator", "moderatorin", "Moderation Bergheim", "moderation.desk", Office.MODERATOR),
        _role("moderator2", "moderatorin2", "Moderation Zwei", "moderation.desk", Office.MODERATOR),
        _role("board", "beirat", "Beirat Mobilität", "board.index", Office.BOARD),
        _role("board2", "beirat2", "Beirat Soziales", "board.index", Office.BOARD),
        _role("chair", "vorsitz", "Beirat Vorsitz", "board.index", Office.BOARD, Office.CHAIR),
        _role("editor", "redaktion", "Redaktion Digitale Agenda", "site.editing", Office.EDITOR, Office.EXPORT),
        _role("administrator", "verwaltung", "Verwaltung der Plattform", "offices.people", Office.ADMINISTRATOR),
        _role("administrator2", "verwaltung2", "Verwaltung Vertretung", "offices.people", Office.ADMINISTRATOR),
        _role("identities", "vertrauensstelle", "Vertrauensstelle", "offices.identities", Office.IDENTITIES),
    )
}
