"""The way in: the best language for a reader, the start page, and the overview in Leichte Sprache."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.focus.queries import fields
from bmw.kernel.rules import anyone
from bmw.site import continuity, queries
from bmw.site.models import Restoration
from bmw.site.shipped import fill
from bmw.site.standing import can, until
from bmw.site.views.pages import town_names
from bmw.site.views.room import bp
from bmw.strategy.states import STATUSES
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.locale import best_of, offered
from bmw.ui.pages import page


@bp.get("/")
@allowed(anyone)
def root() -> ResponseReturnValue:
    """Somebody types only the name of the platform: they get it in their language."""
    who = current.who()
    known = who.language if isinstance(who, Person) and who.language in offered() else None
    answer = redirect(url_for("site.home", lang=known or best_of(list(request.accept_languages))))
    answer.vary.add("Accept-Language")
    return answer


@bp.get("/<lang:lang>/")
@allowed(anyone)
def home() -> ResponseReturnValue:
    """At a glance: what this is, what is open and until when, and what became of what people said."""
    at = current.at()
    processes = queries.processes(over=False, at=at)
    newest, most = queries.newest_and_most_supported()
    return page(
        "site/home.html",
        fields=fields(),
        processes=processes,
        surveys=queries.surveys(at),
        became=queries.became(),
        newest=newest,
        most=most,
        can=can(processes, at),
        until=until(processes, at),
        statuses=STATUSES,
        welcome=_simple_welcome(),
        restored=_restored(),
    )


def _restored() -> Restoration | None:
    """The last time an earlier state was put back, as long as it is news; that happens only while the town is shut."""
    last: Restoration | None = current_app.extensions.get(continuity.KNOWN)
    return last if last and current.at() < last.at + continuity.ANNOUNCED else None


def _simple_welcome() -> tuple[str, str] | None:
    """Title and text of the welcome in Leichte Sprache, for readers of it."""
    if not offered()[current.lang()].is_simple:
        return None
    words = queries.wording("welcome")
    return fill(words.title["de-simple"], town_names()), fill(words.text["de-simple"], town_names())


@bp.get("/<lang:lang>/leichte-sprache")
@allowed(anyone)
def simple() -> ResponseReturnValue:
    """What this platform is, how to find one's way, and where help is, in Leichte Sprache."""
    words = queries.wording("simple")
    return page("site/simple.html", title=words.title["de-simple"], text=fill(words.text["de-simple"], town_names()))
