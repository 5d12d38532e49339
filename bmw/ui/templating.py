"""What every template can say: dates in words, numbers, texts in their language, addresses of things."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date, format_skeleton
from flask import Flask, g, request, url_for
from flask_babel import format_decimal, get_locale
from flask_login import current_user
from markupsafe import Markup

from bmw.kernel.clock import TOWN_ZONE, in_words, span_in_words
from bmw.kernel.text import Localized, Reading, direction_of, prose, town_prose
from bmw.ui import current
from bmw.ui.access import may
from bmw.ui.links import PLACE, fixed_path, pattern_of, spelled
from bmw.ui.locale import offered
from bmw.ui.once import new_nonce


def day(value: date | datetime) -> str:
    """A day in words: 12. März 2026."""
    local = value.astimezone(TOWN_ZONE).date() if isinstance(value, datetime) else value
    return _day(local, get_locale())


@lru_cache(maxsize=4096)
def _day(value: date, locale: Locale) -> str:
    return format_date(value, "d MMMM y" if locale.language == "en" else "long", locale)


def month(value: date | datetime) -> str:
    """A month in words: März 2026."""
    local = value.astimezone(TOWN_ZONE).date() if isinstance(value, datetime) else value
    return str(format_skeleton("yMMMM", local, locale=get_locale()))


def moment(value: datetime) -> str:
    """A day and time in words, with the zone: 12. März 2026, 18:00 MEZ."""
    return str(in_words(value))


def span(starts: datetime, ends: datetime) -> tuple[str, str, str] | None:
    """Day, begin and end of what happens on one day: Montag, 19. Oktober 2026 | 17:00 | 20:00 MESZ."""
    return span_in_words(starts, ends)


def number(value: float) -> str:
    """A number as the reader writes it."""
    return str(format_decimal(value))


def as_drawn(fields: Iterable[Any], drawn: str) -> list[Any]:
    """The fields of a form in the order in which they stand on the page; those that are not drawn come last."""
    places = [(each, drawn.find(f'id="{each.id}"')) for each in fields]
    return [each for each, place in sorted(places, key=lambda pair: pair[1] if pair[1] >= 0 else len(drawn))]


class Readable(Protocol):
    """A town text, or a record called by one."""

    def reading(self, lang: str) -> Reading: ...


def reading(value: Readable | Reading | str, lang: str = "de") -> Reading:
    """The best text for this reader, with its language and direction; of a record, what it is called.

    Plain words are in the language that is named, else in that of the town hall.
    """
    if isinstance(value, Reading):
        return value
    if isinstance(value, str):
        return Reading.of(value, lang)
    return value.reading(current.lang())


def prose_html(value: Readable | Reading | str) -> Markup:
    """Safe HTML of a longer text."""
    return Markup(prose(value if isinstance(value, str) else reading(value).text))  # noqa: S704  # bleach has cleaned it


def town_prose_html(value: Reading | Localized | str, below: int = 1) -> Markup:
    """Safe HTML of a longer text of the town, with headings that fit below one of this level."""
    return Markup(town_prose(value if isinstance(value, str) else reading(value).text, below))  # noqa: S704  # bleach has cleaned it


def bdi(name: str) -> Markup:
    """A name within a sentence, whatever direction it runs in."""
    return Markup("<bdi>{}</bdi>").format(name)


def whole(reference: str) -> Markup:
    """The number of something, never broken between two lines, and in its order in every script."""
    return Markup('<bdi class="whole" dir="ltr">{}</bdi>').format(reference)


def url_of(record: Any) -> str:
    """The address of the page that shows a record."""
    return pattern_of(record.page, current.lang()).replace(PLACE, spelled(record))


def address(endpoint: str, **values: Any) -> str:
    """Flask's `url_for`; addresses that depend on the language, or also on a number alone, are remembered."""
    if not values:
        return fixed_path(endpoint, current.lang())
    reference, kind = values.get("reference"), values.get("kind")
    if reference is None or values.keys() - {"reference", "kind"}:
        return url_for(endpoint, **values)
    number = reference if isinstance(reference, str) else spelled(reference)
    return pattern_of(endpoint, current.lang(), kind).replace(PLACE, number)


def url_in(tag: str) -> str:
    """This page in another language."""
    if "page_onward" not in g:
        g.page_onward = _onward()
    return f"/{tag}{g.page_onward}"


def _onward() -> str:
    """The address of this page behind its language, as it should be called."""
    if request.endpoint is None or "lang" not in (request.url_rule.arguments if request.url_rule else ()):
        return "/"
    own = current.lang()
    address = url_for(request.endpoint, **{**request.args.to_dict(), **(request.view_args or {}), "lang": own})
    return address.removeprefix(f"/{own}")


def set_up(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.add_extension("jinja2.ext.do")
    for word in (bdi, day, month, moment, number, reading, span, whole, as_drawn):
        app.jinja_env.filters[word.__name__] = word
    app.jinja_env.filters["prose"] = prose_html
    app.jinja_env.filters["town_prose"] = town_prose_html
    app.jinja_env.filters["direction"] = direction_of
    app.jinja_env.globals.update(url_for=address, url_of=url_of, url_in=url_in, may=may, new_nonce=new_nonce)

    @app.context_processor
    def facts() -> dict[str, Any]:
        language = offered()[current.lang()]
        settings, person = current.settings(), current_user._get_current_object()
        return {
            "lang": language.tag,
            "direction": language.direction,
            "simple": language.is_simple,
            "languages": list(offered().values()),
            "town": current.town(),
            "demo": settings.demo,
            "public_url": settings.public_url.rstrip("/"),
            "person": person if person.is_authenticated else None,
            "offices": person.offices,
            "at": current.at(),
        }
