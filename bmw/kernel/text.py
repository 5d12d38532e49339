"""Texts: sentences of the platform, texts of the town in several languages, and words that people typed."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import bleach
from flask_babel import gettext, ngettext
from flask_babel.speaklater import LazyString
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

__all__ = [
    "Localized",
    "Reading",
    "Sentence",
    "_",
    "clean_line",
    "clean_text",
    "direction_of",
    "in_order",
    "lazy_ngettext",
    "plain",
    "prose",
    "town_prose",
]


class Lazy(LazyString):  # type: ignore[misc]  # Flask-Babel is untyped
    """A sentence that waits for its reader's language; pages escape it, for people may have typed a part of it."""

    @property
    def __html__(self) -> Any:
        """Flask-Babel's own says of every sentence that it is safe HTML; none of ours is."""
        raise AttributeError("__html__")


Sentence = str | Lazy
"""Something the platform says; lazy ones are put into the reader's language when they are shown."""


def _(sentence: str, **values: Any) -> Lazy:
    """A sentence of the platform with its values."""
    return Lazy(_say, sentence, **values)


def lazy_ngettext(singular: str, plural: str, num: int, **values: Any) -> Lazy:
    """A sentence with a number."""
    return Lazy(ngettext, singular, plural, num, **values)


RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ckb", "ur", "ps", "sd", "yi", "dv", "ug"})
# Controls, zero-width characters and bidirectional overrides: they hide or turn text. Joiners stay, scripts need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
SPACES = re.compile(r"[\s\u2028\u2029]+")


def clean_text(value: str) -> str:
    """Typed text in one canonical form (NFC), with plain line ends and without unseen characters."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return UNSEEN.sub("", unicodedata.normalize("NFC", plain)).strip()


def clean_line(value: str) -> str:
    """Typed text as one line."""
    return SPACES.sub(" ", clean_text(value)).strip()


def direction_of(tag: str) -> str:
    """`rtl`, `ltr`, or `auto` where nobody said which language it is."""
    if not tag:
        return "auto"
    return "rtl" if tag.split("-", 1)[0] in RIGHT_TO_LEFT else "ltr"


def in_order(number: str) -> str:
    """A number or time that keeps its order among words that run from right to left."""
    return f"\u2066{number}\u2069"


AGAINST = {"ltr": ("R", "AL", "AN"), "rtl": ("L",)}
"""For words of one direction, the characters that run against it."""
_plain_direction: ContextVar[str] = ContextVar("plain_direction", default="")


@contextmanager
def plain(direction: str) -> Iterator[None]:
    """Sentences made here go into plain text, where no element can hold words apart that run the other way."""
    before = _plain_direction.set(direction)
    try:
        yield
    finally:
        _plain_direction.reset(before)


def _say(sentence: str, **values: Any) -> str:
    """A sentence in the reader's language."""
    direction = _plain_direction.get()
    kept = {name: _apart(value, direction) for name, value in values.items()} if direction else values
    return str(gettext(sentence, **kept))


def _apart(value: Any, direction: str) -> Any:
    """A value between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, if it would turn what stands around it."""
    if not isinstance(value, str) or "\n" in value:
        return value
    turns = any(unicodedata.bidirectional(sign) in AGAINST[direction] for sign in value)
    is_grouped = direction == "rtl" and not value.isdigit() and any(sign.isdigit() for sign in value)
    return f"\u2068{value}\u2069" if turns or is_grouped else value


@dataclass(frozen=True)
class Reading:
    """The best text for a reader, with the language and direction of the element around it."""

    text: str
    lang: str
    dir: str = "auto"
    origin: str = "author"

    @classmethod
    def of(cls, text: str, lang: str) -> "Reading":
        """A text in the language its author gave it; the empty tag when nobody knows."""
        return cls(text, lang, direction_of(lang))

    @property
    def marks(self) -> dict[str, str]:
        """What the element around it says of its language."""
        return {"lang": self.lang, "dir": self.dir}

    def __str__(self) -> str:
        return self.text


class Localized(Mapping[str, str]):
    """A text of the town in several languages: immutable, replaced as a whole."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, **more: str) -> None:
        self._texts = {tag: text for tag, text in {**(texts or {}), **more}.items() if text}

    def __getitem__(self, tag: str) -> str:
        return self._texts[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._texts.items())))

    def __repr__(self) -> str:
        return f"Localized({self._texts!r})"

    def reading(self, lang: str) -> Reading:
        """The text for a reader of this language, else the nearest there is, marked with its own language."""
        for tag in dict.fromkeys((lang, lang.split("-", 1)[0], "de", "en", *self._texts)):
            if tag in self._texts:
                return Reading(self._texts[tag], tag, direction_of(tag), "editor")
        return Reading("", lang, direction_of(lang), "editor")

    @property
    def german(self) -> str:
        """The German wording, the one that counts in the town hall."""
        return self.reading("de").text


class LocalizedText(TypeDecorator[Localized]):
    """A `Localized` kept as JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Localized | Mapping[str, str] | None, dialect: Dialect) -> dict[str, str]:
        return dict(value or {})

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Localized:
        return Localized(value or {})


@cache
def _markdown(*more: str) -> MarkdownIt:
    allowed = ["newline", "escape", "emphasis", "link", "list", "blockquote", "paragraph", "autolink", *more]
    return MarkdownIt("zero", {"breaks": True, "html": False}).enable(allowed)


LONGEST_DRAWN = 100_000
"""Longer than any form allows; what is behind it is not drawn."""
TAGS = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"})
REL = "nofollow ugc noopener"
WAY = re.compile(r"https?://[^/\\]|mailto:|/[A-Za-z0-9]|/$", re.IGNORECASE)
HEADINGS = frozenset({"h2", "h3", "h4"})
LOWEST = 4
HARMLESS = re.compile(r"(?:</?(?:p|em|strong|ul|ol|li|blockquote)>|<br>|[\w \n,;:!?()„“–-]|\.(?=[ \n<]|\Z))*+")
"""Nothing but bare tags that may stay, and letters that are no address: cleaning would leave it as it is."""
NAMED = re.compile(r"\s*\{#([a-z][a-z-]{2,30})\}$")


def sanitize(html: str, tags: frozenset[str] = TAGS) -> str:
    """HTML reduced to the few harmless tags a contribution may use; lists keep their numbers, headings their names."""
    kept: dict[str, list[str] | Callable[[str, str, str], bool]] = {"a": _may_stay, "ol": ["start"]}
    kept |= {heading: ["id"] for heading in tags & HEADINGS}
    return bleach.clean(html, tags=tags, attributes=kept, protocols={"http", "https", "mailto"})


def _may_stay(tag: str, name: str, value: str) -> bool:
    """A link names its scheme or a page of ours; `//elsewhere` and half addresses are none."""
    return bool(WAY.match(value)) if name == "href" else name == "rel" and value == REL


@cache
def _link_rel() -> Any:
    def mark(attrs: MutableMapping[Any, str], new: bool = False, /) -> MutableMapping[Any, str]:
        attrs[(None, "rel")] = REL
        return attrs

    return bleach.linkifier.Linker(callbacks=[mark], skip_tags={"pre"}, parse_email=False)


@lru_cache(maxsize=4096)  # of a hundred much-read proposals with their comments, some megabytes
def prose(text: str) -> str:
    """Safe HTML of a text that a person typed, read as a small Markdown."""
    html = str(_markdown().render(text[:LONGEST_DRAWN]))
    return html if HARMLESS.fullmatch(html) else str(_link_rel().linkify(sanitize(html)))


@lru_cache(maxsize=256)
def town_prose(text: str, below: int = 1) -> str:
    """Safe HTML of a longer text of the town: like `prose`, with headings that fit below one of this level.

    A heading can be given a name to link to: `## How we count {#zaehlen}`.
    """
    markdown = _markdown("heading")
    tokens = markdown.parse(text[:LONGEST_DRAWN])
    _fit_headings(tokens, below)
    _name_headings(tokens)
    return sanitize(str(markdown.renderer.render(tokens, markdown.options, {})), TAGS | HEADINGS)


def _name_headings(tokens: list[Token]) -> None:
    for opening, words in pairwise(tokens):
        named = NAMED.search(words.content) if opening.type == "heading_open" and words.children else None
        if named and words.children:
            opening.attrSet("id", named[1])
            words.children[-1].content = NAMED.sub("", words.children[-1].content)


def _fit_headings(tokens: list[Token], below: int) -> None:
    """Let the first level be the one below, and leave no level out on the way down."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    level = below
    for token in headings:
        if token.type == "heading_open":
            level = min(int(token.tag[1]) - highest + below + 1, level + 1, LOWEST)
        token.tag = f"h{level}"
