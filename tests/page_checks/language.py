"""Which language the words are in: marked on everything that is not in the page's own."""

import re

from lxml.html import HtmlElement

from bmw.kernel.text import direction_of

LETTERS = {
    "Arabic": (re.compile(r"[\u0600-\u06ff]{2}"), ("ar", "fa", "ku", "ckb", "ur", "ps")),
    "Cyrillic": (re.compile(r"[\u0400-\u04ff]{2}"), ("uk", "ru", "bg", "sr", "be", "mk")),
    "Latin": (re.compile(r"(?:\b[a-zäöüßğışçéâîñ]{2,}[ ,]+){4}", re.IGNORECASE), ()),
}
"""How words of a script look, and the languages that are written in it; Latin ones are in none of the others."""
NAMES = re.compile("Ombudsstelle für barrierefreie Informationstechnik|Stabsstelle Digitale Agenda")
"""Offices are called so in every language."""
QUOTED = re.compile("[„«“][^“»”]*[“»”…]")
"""Within a sentence, words of another language stand in quotation marks."""
SAMPLE = "[data-sample] *, [data-state] *"
NOT_OURS = ("script", "code", "bdi")
"""Code and names."""
SPOKEN = ("alt", "aria-label", "title", "placeholder", "value")


def language(element: HtmlElement) -> str:
    """The language that an element says it is in, or the one around it."""
    around = (element, *element.iterancestors())
    return str(next((e.get("lang") for e in around if e.get("lang") is not None), ""))


def words(root: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Every piece of text with the element whose language it is in; what was typed into a field is one of them.

    Names are kept apart by `bdi`.
    """
    found, samples = [], set(root.cssselect(SAMPLE))
    for element in root.cssselect("body *"):
        if not isinstance(element.tag, str) or element.tag in NOT_OURS or element in samples:
            continue
        texts = (element.text, *(child.tail for child in element))
        found += [(element, QUOTED.sub("", text)) for text in texts if text]
        found += [(element, element.get(name)) for name in SPOKEN if element.get(name) and not _is_hidden(element)]
    return found


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("type") in ("hidden", "radio", "checkbox")


def marks_words_of_other_scripts(root: HtmlElement, status: int) -> None:
    known = {tag for _looks, tags in LETTERS.values() for tag in tags}
    for element, text in words(root):
        tag = language(element).partition("-")[0]
        if not tag or NAMES.search(text):
            continue
        for script, (looks, tags) in LETTERS.items():
            fits = tag in tags if tags else tag not in known
            assert fits or not looks.search(text), f"{script} words are marked as {tag}: {text.strip()[:80]!r}"


def gives_marked_words_their_direction(root: HtmlElement, status: int) -> None:
    for element in root.cssselect("body [lang]"):
        words = (element.text, element.get("value"), *(child.tail for child in element))
        around = next(e.get("dir") for e in (element, *element.iterancestors()) if e.get("dir"))
        says = any((text or "").strip() for text in words)
        wanted = direction_of(element.get("lang"))
        assert not says or around in (wanted, "auto"), f"{around} words in {element.get('lang')!r}: {element.text!r}"


def offers_each_language_in_its_own_words(root: HtmlElement, status: int) -> None:
    links = root.cssselect("details.languages a[href]")
    assert len(links) >= 2, "the page is offered in other languages"
    for link in links:
        assert link.get("lang") == link.get("hreflang"), "the name of a language is in that language"
        assert link.get("lang") in link.get("href").split("/"), "and leads to it"
    assert len({link.text_content() for link in links}) == len(links), "no name stands for two"
    assert len(root.cssselect("details.languages a[aria-current]")) == 1, "the language of the page is marked"
