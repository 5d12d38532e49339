"""Every reader sees pages as they like: larger, calmer, in other colours, one thing at a time."""

from pathlib import Path

from flask import Response, make_response, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.onward import own_page
from bmw.kernel.rules import anyone
from bmw.site.films import PARTS, Film, film
from bmw.site.forms import DisplayForm
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed, without_database
from bmw.ui.display import OFFERED, USUAL, Display, chosen, remember
from bmw.ui.pages import page


@bp.get("/<lang:lang>/ansicht")
@allowed(anyone)
def viewing() -> ResponseReturnValue:
    """Anybody sees what can be set, how it looks, and what is set."""
    return _shown(DisplayForm.sent(obj=chosen(), next=own_page(request.args.get("next"))))


def _shown(form: DisplayForm) -> ResponseReturnValue:
    return page("site/viewing.html", form=form, back=own_page(form.next.data), usual=USUAL)


@bp.post("/<lang:lang>/ansicht")
@without_database(anyone)
def choose_viewing() -> ResponseReturnValue:
    """Somebody chooses; only their browser keeps it, so nothing is written here."""
    form = DisplayForm.sent()
    if not form.is_complete:
        return _shown(form)
    answer: Response = make_response(redirect(_back(form.next.data), 303))
    display = Display(**{name: form[name].data for name in OFFERED})
    remember(answer, display, secure=current.settings().is_https)
    return answer


def _back(wanted: str | None) -> str:
    """The page somebody came from, in the language they read now; else the start page."""
    own = own_page(wanted)
    return f"/{current.lang()}/{own.split('/', 2)[2]}" if own else url_for("site.home")


def _films() -> dict[str, Film | None]:
    return {part: film(Path(current.settings().files), part) for part in PARTS}


@bp.get("/<lang:lang>/gebaerdensprache")
@allowed(anyone)
def signing() -> ResponseReturnValue:
    """The most important things in German Sign Language, as far as the town has films, and else what helps."""
    return page("site/signing.html", films=_films())


def _film(name: str) -> Film | None:
    return film(Path(current.settings().files), name)


@bp.get("/<lang:lang>/gebaerdensprache/<name>.mp4")
@allowed(anyone, on=_film)
def signed_film(film: Film) -> Response:
    """A film in German Sign Language, to be seen here or taken along."""
    return send_file(film.path, mimetype="video/mp4", download_name=f"dgs-{film.path.name}", conditional=True)
