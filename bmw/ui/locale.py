"""Languages: which are offered, which one a page speaks, and where a missing sentence is found."""

import io
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask_babel import Babel, Domain, force_locale, get_locale
from markupsafe import Markup
from werkzeug.routing import BaseConverter, ValidationError

from bmw.kernel.text import direction_of, in_order

FOLDER = Path(__file__).parent.parent / "translations"


@dataclass(frozen=True)
class Language:
    """A language the platform is offered in."""

    tag: str
    """As in addresses and in HTML: `de`, `ar`, `de-simple`."""
    babel: str
    """As the catalogues are called: `de`, `ar`, `de@simple`."""
    name: str
    """What its speakers call it."""
    fallback: str = ""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction_of(self.tag)

    @property
    def is_simple(self) -> bool:
        """Whether this is Leichte Sprache."""
        return self.tag.endswith("-simple")


@cache
def offered() -> dict[str, Language]:
    """The languages in `languages.toml`, by tag, in the order they are shown."""
    source = tomllib.loads((FOLDER / "languages.toml").read_text(encoding="utf-8"))
    return {entry["tag"]: Language(**entry) for entry in source["language"]}


def catalogue(babel: str) -> NullTranslations:
    """The sentences of one catalogue, read from its `.po`."""
    path = FOLDER / babel / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale=babel))
    compiled.seek(0)
    return Translations(compiled)


@cache
def sentences(tag: str) -> NullTranslations:
    """The sentences for one language; what is missing comes from its fallback."""
    language = offered()[tag]
    found = catalogue(language.babel)
    if language.fallback:
        found.add_fallback(sentences(language.fallback))
    return found


class Sentences(Domain):  # type: ignore[misc]  # Flask-Babel is untyped
    """The catalogues of the house for Flask-Babel, fallbacks included."""

    def get_translations(self) -> NullTranslations:
        return spoken(get_locale())

    def gettext(self, string: str, **variables: Any) -> str:
        """A sentence with its values, each in its order."""
        text = self.get_translations().gettext(string)
        return text % ordered(variables, get_locale().text_direction) if variables else text


NUMBER = re.compile(r"\d[\d\s.,:/–-]*")


def ordered(values: dict[str, Any], direction: str) -> dict[str, Any]:
    """Values for a sentence: among words that run from right to left `2026-00001` would be turned around."""
    if direction != "rtl":
        return values
    return {name: in_order(v) if isinstance(v, str) and NUMBER.fullmatch(v) else v for name, v in values.items()}


class Catalogues(Babel):  # type: ignore[misc]  # Flask-Babel is untyped
    """Flask-Babel with the catalogues of the house."""

    @property
    def domain_instance(self) -> Sentences:
        """What sentences that wait for their reader are looked up in."""
        return Sentences()


@cache
def spoken(locale: Locale) -> NullTranslations:
    """The sentences for one of Babel's locales."""
    return sentences(next((each.tag for each in offered().values() if each.babel == str(locale)), "en"))


def _tag() -> str:
    """The language in which sentences are said now: another one inside of `in_language`, else the page's."""
    try:
        return str(g.said_in)
    except AttributeError:
        return str(g.get("lang") or best_of(list(request.accept_languages)))


@cache
def _shown(tag: str, message: str) -> tuple[Markup, Markup]:
    """A sentence as templates take it: to be filled with values, and as it stands."""
    text = Markup(sentences(tag).gettext(message))  # noqa: S704  # catalogues are our own, tests keep markup out
    return text, text % {} if "%" in text and "%(" not in text else text


def say(message: str, **values: Any) -> Markup:
    """A sentence in the reader's language, its values escaped; templates call it `_`."""
    tag = _tag()
    text, plain = _shown(tag, message)
    return text % ordered(values, offered()[tag].direction) if values else plain


def say_many(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """A sentence with a number in the reader's language; templates call it `ngettext`."""
    tag = _tag()
    return (
        _counted(tag, singular, plural, num)
        if not values
        else _many(tag, singular, plural, num) % {"num": num, **values}
    )


def _many(tag: str, singular: str, plural: str, num: int) -> Markup:
    """A sentence for this number, still to be filled."""
    return Markup(sentences(tag).ngettext(singular, plural, num))  # noqa: S704  # same


@lru_cache(maxsize=8192)
def _counted(tag: str, singular: str, plural: str, num: int) -> Markup:
    """A sentence in which nothing but the number is filled in; lists say the same ones again and again."""
    return _many(tag, singular, plural, num) % {"num": num}


def best_of(accept: list[tuple[str, float]]) -> str:
    """The offered language a reader's browser asks for most (RFC 4647 lookup), else German."""
    for wanted, _quality in sorted(accept, key=lambda each: -each[1]):
        parts = wanted.lower().split("-")
        while parts:
            if "-".join(parts) in offered():
                return "-".join(parts)
            parts.pop()
    return "de"


class LanguageConverter(BaseConverter):
    """The first part of every address: an offered language, nothing else."""

    regex = "[a-z]{2,3}(?:-[a-z]+)?"
    weight = 50

    def to_python(self, value: str) -> str:
        if value not in offered():
            raise ValidationError
        return value


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Say sentences in another language for a while, as in a mail to somebody."""
    language = offered().get(tag) or offered()["de"]
    outside = g.get("said_in")
    g.said_in = language.tag
    try:
        with force_locale(language.babel):
            yield
    finally:
        if outside is None:
            g.pop("said_in")
        else:
            g.said_in = outside


@cache
def _locale(tag: str) -> Locale:
    """One object for one language, so that everything that is kept by language is found at once."""
    return Locale.parse(offered()[tag].babel)


def _select() -> Locale:
    return _locale(g.get("lang") or best_of(list(request.accept_languages)))


def set_up(app: Flask) -> None:
    """Give the application its languages."""
    app.url_map.converters["lang"] = LanguageConverter
    Catalogues(app, locale_selector=_select, default_timezone="Europe/Berlin")
    app.jinja_env.globals.update(_=say, gettext=say, ngettext=say_many)

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = g.said_in = values.pop("lang")

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = g.get("lang") or "de"
