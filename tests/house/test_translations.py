"""Catalogues: what is offered has no gaps, and every placeholder survives."""

import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir

from bmw.ui.locale import Language, offered

ROOT = Path(__file__).parents[2]
COMPLETE = [language for language in offered().values() if not language.is_simple and language.tag != "en"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
FORMS = {"de": 2, "en": 2, "ar": 6, "tr": 2, "uk": 3, "pl": 3, "ru": 3, "ro": 3, "it": 2, "fr": 2}
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
OPTIONS = {"**.html": {"silent": "false", "extensions": "jinja2.ext.do"}}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def ids() -> dict[str, str | None]:
    """Every sentence of the house, with its plural form."""
    found = extract_from_dir(str(ROOT / "bmw"), METHODS, OPTIONS, KEYWORDS)
    return {m[0] if isinstance(m, tuple) else m: m[1] if isinstance(m, tuple) else None for _, _, m, _, _ in found}


def catalogue(babel: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "bmw" / "translations" / babel / "LC_MESSAGES" / "messages.po"))


@pytest.mark.parametrize("language", COMPLETE, ids=lambda each: each.tag)
def test_every_sentence_is_there_in(language: Language) -> None:
    known = {entry.msgid: entry for entry in catalogue(language.babel) if not entry.obsolete}
    missing = [words for words in ids() if words and (words not in known or not known[words].translated())]
    assert not missing, f"{len(missing)}: {missing[:10]}"


@pytest.mark.parametrize("language", [*COMPLETE, offered()["de-simple"]], ids=lambda each: each.tag)
def test_placeholders_survive_translation(language: Language) -> None:
    for entry in catalogue(language.babel):
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in filter(None, texts):
            assert set(PLACEHOLDER.findall(text)) <= wanted, entry.msgid
            assert entry.msgid_plural or set(PLACEHOLDER.findall(text)) == wanted, entry.msgid


@pytest.mark.parametrize("language", COMPLETE, ids=lambda each: each.tag)
def test_plurals_have_all_their_forms(language: Language) -> None:
    file = catalogue(language.babel)
    forms = FORMS[language.tag]
    assert f"nplurals={forms}" in file.metadata["Plural-Forms"].replace(" ", "")
    assert not [
        e.msgid for e in file if e.msgid_plural and (len(e.msgstr_plural) != forms or not all(e.msgstr_plural.values()))
    ]


@pytest.mark.parametrize("language", [*COMPLETE, offered()["de-simple"]], ids=lambda each: each.tag)
def test_nothing_is_fuzzy_or_holds_markup_of_its_own(language: Language) -> None:
    for entry in catalogue(language.babel):
        assert not entry.fuzzy, entry.msgid
        assert set(re.findall(r"</?\w+", entry.msgstr)) <= set(re.findall(r"</?\w+", entry.msgid)), entry.msgid
