"""The languages people may say they write in, by the name their speakers call them."""

from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs

from bmw.kernel.text import Sentence, _, direction_of

WRITTEN: dict[str, str] = {
    "de": "Deutsch",
    "en": "English",
    "tr": "Türkçe",
    "uk": "Українська",
    "pl": "Polski",
    "ru": "Русский",
    "ro": "Română",
    "it": "Italiano",
    "fr": "Français",
    "ar": "العربية",
}
OTHER: Sentence = _("Another language")


def offered_languages() -> list[Any]:
    """What a language field offers; another language is kept as unknown, never as the page's."""
    named = [SelectChoice(tag, name, {"lang": tag, "dir": direction_of(tag)}) for tag, name in WRITTEN.items()]
    return [*named, SelectChoice("", OTHER)]


def suggested(page_language: str) -> str:
    """The language somebody probably writes in: that of the page they read."""
    tag = page_language.split("-", maxsplit=1)[0]
    return tag if tag in WRITTEN else ""
