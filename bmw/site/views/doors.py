"""The doors for machines: manifest, service worker, robots, security contact, health."""

from datetime import timedelta
from hmac import compare_digest
from typing import cast

from flask import Response, current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from bmw.kernel.database import db
from bmw.kernel.rules import anyone
from bmw.kernel.settings import is_loopback
from bmw.site.condition import conditions
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed, without_database
from bmw.ui.assets import Assets
from bmw.ui.locale import offered
from bmw.ui.pages import page

HOUR = 3600
FORWARDED = {"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip"}
ICONS = (
    ("images/icon-192.png", "192x192", "any"),
    ("images/icon-512.png", "512x512", "any"),
    ("images/icon-maskable-512.png", "512x512", "maskable"),
)


def _assets() -> Assets:
    return cast(Assets, current_app.extensions["bmw_assets"])


@bp.get("/<lang:lang>/manifest.webmanifest")
@allowed(anyone)
def manifest() -> ResponseReturnValue:
    """What a phone needs to know to install the platform as an app, in one language."""
    town, language = current.town(), offered()[current.lang()]
    shortcuts = [
        (gettext("Make a proposal"), url_for("proposals.new")),
        (gettext("My page"), url_for("site.mine")),
        (gettext("Search"), url_for("search.page")),
    ]
    answer = jsonify(
        id="/",
        name=f"{town.platform} {town.name}",
        short_name=town.platform,
        description=gettext(
            "Take part in %(town)s: propose, support, discuss, and follow what becomes of it.", town=town.name
        ),
        lang=language.tag,
        dir=language.direction,
        start_url=url_for("site.home"),
        scope="/",
        display="standalone",
        theme_color="#063f39",
        background_color="#ffffff",
        categories=["government", "social"],
        icons=[
            {"src": _assets().url(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        shortcuts=[{"name": name, "url": url} for name, url in shortcuts],
    )
    answer.mimetype = "application/manifest+json"
    return _kept(answer, HOUR)


def _kept(answer: Response, seconds: int) -> Response:
    answer.cache_control.public = True
    answer.cache_control.max_age = seconds
    return answer


@bp.get("/sw.js")
@allowed(anyone)
def worker() -> ResponseReturnValue:
    """The script that shows visited pages without a network; browsers ask for it anew each time."""
    script = _assets().path("js/sw.js").read_bytes()
    answer = Response(script, mimetype="text/javascript", headers={"Service-Worker-Allowed": "/"})
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/<lang:lang>/offline")
@allowed(anyone)
def offline() -> ResponseReturnValue:
    """What is shown without a network; the same for everybody."""
    return page("site/offline.html")


@bp.get("/robots.txt")
@allowed(anyone)
def robots() -> ResponseReturnValue:
    """What search engines may read: everything that is for reading."""
    closed = [
        f"Disallow: /{tag}/{path}"
        for tag in offered()
        for path in ("anmelden", "ansicht", "redaktion", "moderation", "suche")
    ]
    return _kept(Response("\n".join(["User-agent: *", *closed, ""]), mimetype="text/plain"), HOUR)


@bp.get("/.well-known/security.txt")
@allowed(anyone)
def security() -> ResponseReturnValue:
    """Whom to tell about a weakness (RFC 9116)."""
    address = current.settings().public_url.rstrip("/")
    expires = (current.at() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {current.town().security or f'mailto:{current.town().email}'}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en",
        f"Canonical: {address}/.well-known/security.txt",
        f"Policy: {address}/de/impressum",
    )
    return _kept(Response("\n".join((*lines, "")), mimetype="text/plain"), HOUR)


@bp.get("/healthz")
@without_database(anyone)
def health() -> ResponseReturnValue:
    """Whether the platform answers at all."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/readyz")
@without_database(anyone)
def ready() -> ResponseReturnValue:
    """Whether the platform can save something now; only who looks after it reads why not."""
    found = conditions(db.get_bind(), current.settings(), current.at(), current.town().accessibility.made)  # type: ignore[arg-type]  # bound to an engine
    can_save = all(each.is_well for each in found if each.is_needed)
    lines = [f"{each.name}: {'well' if each.is_well else 'NOT WELL'}, {each.told}" for each in found]
    told = "\n".join(["ready" if can_save else "not ready", *(lines if _looks_after_it() else []), ""])
    headers = {"Cache-Control": "no-store", **({} if can_save else {"Retry-After": "30"})}
    return Response(told, 200 if can_save else 503, mimetype="text/plain", headers=headers)


def _looks_after_it() -> bool:
    """Whether this comes from the machine itself, with nobody in between, or with the word agreed on."""
    settings, word = current.settings(), request.headers.get("X-Monitor-Token", "")
    if settings.monitor_token and compare_digest(word.encode(), settings.monitor_token.encode()):
        return True
    return is_loopback(request.remote_addr or "") and not (FORWARDED & {name for name, _value in request.headers})


@bp.get("/favicon.ico")
@allowed(anyone)
def favicon() -> ResponseReturnValue:
    """Old browsers ask here for the small picture."""
    return redirect(_assets().url("images/icon-192.png"), 302)
